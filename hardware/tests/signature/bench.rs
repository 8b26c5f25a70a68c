//! A simulated pad, the real driver on its port, and what the pen did in short words.

use std::time::Duration;
use tempfile::TempDir;
use yici_hardware::signature::evdev::EvdevPad;
use yici_hardware::signature::simulator::PadSimulator;
use yici_hardware::signature::{PadFault, Pen, Point, SignaturePad, Strokes};

pub const GENEROUS: Duration = Duration::from_secs(20);

pub struct Bench {
    pub hand: PadSimulator,
    pub pad: EvdevPad,
    _directory: TempDir,
}

impl Bench {
    pub fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let hand = PadSimulator::start(&directory.path().join("signature-pad")).unwrap();
        let mut pad = EvdevPad::new(hand.settings());
        // Opened before anything is sent: what was sent earlier belongs to nobody.
        assert!(pad.next(Duration::ZERO).unwrap().is_none());
        Self { hand, pad, _directory: directory }
    }

    /// The next move; waits for it for long.
    pub fn next(&mut self) -> Seen {
        next(&mut self.pad)
    }
}

pub fn next(pad: &mut dyn SignaturePad) -> Seen {
    for _ in 0..GENEROUS.as_secs() {
        match pad.next(Duration::from_secs(1)) {
            Ok(None) => {}
            other => return Seen::from(other),
        }
    }
    Seen::Nothing
}

pub fn point(x: u16, y: u16, pressure: u16) -> Point {
    Point { x, y, pressure }
}

/// A move that can be compared and shown: here it is nobody's signature.
#[derive(Debug, PartialEq, Eq)]
pub enum Seen {
    Nothing,
    Down(u16, u16, u16),
    Move(u16, u16, u16),
    Up,
    NotThere,
    NotAPad,
    Unplugged,
}

impl From<Result<Option<Pen>, PadFault>> for Seen {
    fn from(seen: Result<Option<Pen>, PadFault>) -> Self {
        match seen {
            Ok(None) => Self::Nothing,
            Ok(Some(Pen::Down(at))) => Self::Down(at.x, at.y, at.pressure),
            Ok(Some(Pen::Move(at))) => Self::Move(at.x, at.y, at.pressure),
            Ok(Some(Pen::Up)) => Self::Up,
            Err(PadFault::NotThere { .. }) => Self::NotThere,
            Err(PadFault::NotAPad { .. }) => Self::NotAPad,
            Err(PadFault::Unplugged(_)) => Self::Unplugged,
        }
    }
}

/// Collects moves until the pen was lifted so often.
pub fn collect(pad: &mut dyn SignaturePad, strokes: usize) -> Strokes {
    let mut signature = Strokes::new();
    let mut lifted = 0;
    while lifted < strokes {
        let pen = pad.next(Duration::from_secs(1)).unwrap_or_else(|fault| panic!("{fault}"));
        if let Some(pen) = pen {
            lifted += usize::from(matches!(pen, Pen::Up));
            signature.take(pen);
        }
    }
    signature
}

pub fn same(signature: &Strokes, strokes: &[Vec<Point>]) -> bool {
    signature.iter().count() == strokes.len()
        && signature.iter().zip(strokes).all(|(one, other)| one == other.as_slice())
}
