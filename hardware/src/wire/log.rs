//! What was said, held back until it is over, scrubbed as a whole and then written down.
//!
//! Limits: [`MAX_HELD`] bytes are held, of more only their number is written; `MAX_ENTRIES` pieces.

use super::{Wire, scrub};
use crate::Personal;
use crate::card_reader::transcript::{Direction, Entry, HEAD, MAX_ENTRIES, MAX_PIECE};
use std::io::{self, Write};
use std::time::{Duration, Instant};

/// After this much silence what was said is over. Longer than any device pauses within what it says.
const PAUSE: Duration = Duration::from_millis(300);
/// The most bytes that are held.
pub const MAX_HELD: usize = 64 * 1024;

/// A recording under way.
pub(crate) struct Log {
    wire: Wire,
    out: Box<dyn Write + Send>,
    began: Instant,
    entries: usize,
    held: Held,
}

/// What is being said.
struct Held {
    direction: Direction,
    // At its full size from the start: a buffer that grows leaves unerased copies behind.
    bytes: Personal<Vec<u8>>,
    at: Duration,
    last: Option<Instant>,
    too_many: usize,
}

impl Default for Held {
    fn default() -> Self {
        let bytes = Personal::new(Vec::with_capacity(MAX_HELD));
        Self { direction: Direction::Out, bytes, at: Duration::ZERO, last: None, too_many: 0 }
    }
}

impl Log {
    /// Begins one. `what` says what lies between driver and device.
    pub(crate) fn begin(wire: Wire, what: &str, mut out: impl Write + Send + 'static) -> io::Result<Self> {
        writeln!(out, "{HEAD}\n# {wire:?} {what}, personal data replaced")?;
        Ok(Self { wire, out: Box::new(out), began: Instant::now(), entries: 0, held: Held::default() })
    }

    /// Writes down what was said, if it seems to be over.
    pub(crate) fn after_a_pause(&mut self) -> io::Result<()> {
        if self.held.last.is_some_and(|last| last.elapsed() > PAUSE) { self.write_down() } else { Ok(()) }
    }

    /// Takes in what one side said.
    pub(crate) fn said(&mut self, direction: Direction, bytes: &[u8]) -> io::Result<()> {
        if self.held.direction != direction {
            self.write_down()?;
            self.held.direction = direction;
        }
        if self.held.last.replace(Instant::now()).is_none() {
            self.held.at = self.began.elapsed();
        }
        let room = MAX_HELD - self.held.bytes.reveal().len();
        let (kept, lost) = bytes.split_at(bytes.len().min(room));
        self.held.bytes.reveal_mut().extend(kept);
        self.held.too_many += lost.len();
        Ok(())
    }

    /// Writes down what was said, as a whole.
    pub(crate) fn write_down(&mut self) -> io::Result<()> {
        let clean = scrub::scrub(self.wire, self.held.direction, self.held.bytes.reveal());
        for piece in clean.chunks(MAX_PIECE) {
            self.entries += 1;
            if self.entries > MAX_ENTRIES {
                return Err(io::Error::other("the recording is as long as it may be; what came before is written"));
            }
            let (at, direction) = (self.held.at, self.held.direction);
            writeln!(self.out, "{}", Entry { at, direction, bytes: piece.to_vec(), remark: String::new() })?;
        }
        if self.held.too_many > 0 {
            writeln!(self.out, "# {} bytes more, not recorded", self.held.too_many)?;
        }
        // Erased, and its room kept.
        self.held.bytes.reveal_mut().fill(0);
        self.held.bytes.reveal_mut().clear();
        (self.held.last, self.held.too_many) = (None, 0);
        self.out.flush()
    }
}
