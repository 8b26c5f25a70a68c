//! Lines that the printer cannot set itself, drawn as dots.
//!
//! One line is at most 576 dots wide and stands on the same grid as the printer's own text, so drawn and set lines
//! match. A character that the font lacks too is drawn as `〓`.
//!
//! Dots never spell a real-time command: printers look for those in the middle of pictures as well and would obey them,
//! so one dot is added where it happens.

use super::font::{Cell, Font};
use super::text::{self, COLUMNS, MISSING};

/// Dots across one column.
pub const COLUMN: usize = 12;
/// Dots of a character's height.
pub const EM: usize = 24;
/// Dots from one line to the next: ESC/POS feeds 1/6 inch when nothing else is set, at 180 to the inch.
pub const LINE: usize = 30;
/// Dots across the paper.
pub const PAPER: usize = COLUMNS * COLUMN;

/// Coverage from which a dot is black. A little under a half, or thin strokes break up.
const INKED: f32 = 0.42;

/// A picture of one bit per dot.
pub struct Bitmap {
    /// Bytes in a row: 1 to 72.
    pub row_bytes: usize,
    /// Rows from the top, the leftmost dot in the highest bit, 1 being black.
    pub bits: Vec<u8>,
}

impl Bitmap {
    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.bits.len() / self.row_bytes
    }
}

/// Draws `line`, which fits the paper, in single or double size, at the left or in the middle.
pub fn draw(line: &str, centred: bool, double: bool, font: &Font) -> Bitmap {
    let times = if double { 2 } else { 1 };
    let (column, em) = (COLUMN * times, EM * times);
    let across = (text::width(line) * column).min(PAPER);
    let mut x = if centred { (PAPER - across) / 2 } else { 0 };
    // Nothing to the right of the text is sent.
    let row_bytes = (x + across).div_ceil(8).max(1);
    let rows = LINE.max(em);
    let mut bits = vec![0; row_bytes * rows];
    for c in line.chars() {
        let shown = if font.has(c) { c } else { MISSING };
        let width = text::columns(c) * column;
        let cell = Cell { x: dots(x), y: 0.0, width: dots(width), em: dots(em), stretch: 1.0 };
        font.draw(shown, cell, |x, y, covered| {
            if let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y))
                && covered > INKED
                && x < row_bytes * 8
                && y < rows
            {
                bits[y * row_bytes + x / 8] |= 0x80 >> (x % 8);
            }
        });
        x += width;
    }
    defuse(&mut bits);
    Bitmap { row_bytes, bits }
}

/// Breaks up DLE EOT, DLE ENQ and DLE DC4 by one more black dot each.
fn defuse(bits: &mut [u8]) {
    for at in 1..bits.len() {
        if bits[at - 1] == 0x10 && matches!(bits[at], 0x04 | 0x05 | 0x14) {
            bits[at] |= 0x08;
        }
    }
}

/// A number of dots on the paper, exact.
fn dots(count: usize) -> f32 {
    u16::try_from(count).map_or(f32::from(u16::MAX), f32::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_never_spell_a_real_time_command() {
        let mut bits = [0x10, 0x04, 0x01, 0x10, 0x05, 0x10, 0x14, 0x10, 0x10, 0x04];
        defuse(&mut bits);
        assert_eq!(bits, [0x10, 0x0C, 0x01, 0x10, 0x0D, 0x10, 0x1C, 0x10, 0x10, 0x0C]);
    }
}
