//! What a person sees when he opens the printer, and how the printer says it. Pure.
//!
//! The answers are those of the ESC/POS command reference for `DLE EOT`, `GS r` and, unasked, `GS a`.

/// The paper on the roll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Roll {
    /// Plenty.
    Full,
    /// The roll ends soon.
    Low,
    /// None.
    Out,
}

/// The knife.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knife {
    /// It cuts.
    Free,
    /// Something is in its way, but it has not moved yet, so nobody knows.
    Blocked,
    /// It got stuck.
    Stuck,
}

/// The state of the printer's parts.
pub struct Condition {
    pub roll: Roll,
    /// Lines until the paper ends, when that is near.
    pub lines_left: Option<u32>,
    pub cover_open: bool,
    pub knife: Knife,
    /// Whether a receipt stands in the mouth; nothing on a model without a presenter.
    pub presented: Option<bool>,
}

/// The bits that are set in every answer to `DLE EOT`.
const ALWAYS: u8 = 0b0001_0010;

impl Condition {
    pub fn new() -> Self {
        Self { roll: Roll::Full, lines_left: None, cover_open: false, knife: Knife::Free, presented: None }
    }

    /// Whether the printer prints. Otherwise it keeps what it is sent until it does.
    pub fn online(&self) -> bool {
        self.roll != Roll::Out && !self.cover_open && self.knife != Knife::Stuck
    }

    /// A line's worth of paper has passed.
    pub fn use_line(&mut self) {
        if let Some(left) = &mut self.lines_left {
            *left = left.saturating_sub(1);
            if *left == 0 {
                self.lines_left = None;
                self.roll = Roll::Out;
            }
        }
    }

    /// The answer to `DLE EOT n`.
    pub fn answer(&self, n: u8) -> u8 {
        let bit = |holds: bool, bits: u8| if holds { bits } else { 0 };
        let stuck = self.knife == Knife::Stuck;
        ALWAYS
            | match n {
                1 => bit(!self.online(), 0x08),
                2 => bit(self.cover_open, 0x04) | bit(self.roll == Roll::Out, 0x20) | bit(stuck, 0x40),
                3 => bit(stuck, 0x08),
                _ => bit(self.roll != Roll::Full, 0x0C) | bit(self.roll == Roll::Out, 0x60),
            }
    }

    /// The answer to `DLE EOT 20`; nothing from a model without a presenter.
    pub fn full(&self) -> Option<[u8; 6]> {
        let bit = |holds: bool, bits: u8| if holds { bits } else { 0 };
        let paper = bit(self.roll == Roll::Out, 0x01) | bit(self.roll != Roll::Full, 0x04) | bit(self.presented?, 0x20);
        let error = bit(self.knife == Knife::Stuck, 0x01);
        Some([0x10, 0x0F, paper, bit(self.cover_open, 0x03), 0, error])
    }

    /// What is said unasked, after `GS a`.
    pub fn unasked(&self) -> [u8; 4] {
        let bit = |holds: bool, bits: u8| if holds { bits } else { 0 };
        let printer = 0x10 | bit(!self.online(), 0x08) | bit(self.cover_open, 0x20);
        let paper = bit(self.roll != Roll::Full, 0x03) | bit(self.roll == Roll::Out, 0x0C);
        [printer, bit(self.knife == Knife::Stuck, 0x08), paper, 0]
    }

    /// The answer to `GS r 1`.
    pub fn paper_sensors(&self) -> u8 {
        if self.roll == Roll::Full { 0 } else { 0x03 }
    }
}
