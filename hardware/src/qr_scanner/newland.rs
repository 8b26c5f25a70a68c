//! The one question that a scanner can be asked without changing it: whether it speaks Newland's serial programming
//! protocol. It is told to begin and to end programming, and answers to both. No I/O.
//!
//! Source: the NLS-HR15 and HR1030 manuals. A scanner that was begun and not ended leaves programming by itself after five
//! seconds; while it programs it reads no codes.
//!
//! Limit: no setting is read or written. The numbers of the queries differ between generations of models, and the wrong
//! one may reset a scanner.

use std::time::Duration;

/// Begins programming.
pub const BEGIN: &[u8] = b"$$$$";
/// The answer to [`BEGIN`].
pub const BEGUN: &[u8] = b"@@@@";
/// Ends programming.
pub const END: &[u8] = b"%%%%";
/// The answer to [`END`].
pub const ENDED: &[u8] = b"^^^^";

/// How long each answer may take.
pub const PATIENCE: Duration = Duration::from_millis(200);

/// Looks for an answer in a stream of bytes, among which the end of a code may still be.
pub struct Answer {
    wanted: &'static [u8],
    matched: usize,
}

impl Answer {
    /// Waits for [`BEGUN`] or [`ENDED`].
    pub fn new(wanted: &'static [u8]) -> Self {
        Self { wanted, matched: 0 }
    }

    /// Whether the answer is whole now. Both answers repeat one byte, so a match that breaks starts over at nothing.
    pub fn saw(&mut self, bytes: &[u8]) -> bool {
        for byte in bytes {
            if self.matched == self.wanted.len() {
                break;
            }
            self.matched = if *byte == self.wanted[self.matched] { self.matched + 1 } else { 0 };
        }
        self.matched == self.wanted.len()
    }
}
