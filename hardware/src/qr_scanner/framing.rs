//! Where one code ends and the next begins on a scanner's line. No I/O, no clock.
//!
//! - A code ends with CR, LF, both, or silence; models differ in what they send by default, so all are taken. Empty lines
//!   are nothing.
//! - What goes past [`MAX_CODE`] is reported once, when it does, and then swallowed up to the next end.
//! - Memory is one buffer of [`MAX_CODE`] bytes that never grows, zeroed when given up.
//!
//! Limits: a code that itself contains line ends comes out as several. Two codes without a line end between them, read
//! without silence between them, come out as one.

use super::{MAX_CODE, Scan};
use crate::Personal;
use std::time::Duration;

/// How long the line must be silent for a code without a line end to be over. Scanners pause for less inside a code, and
/// a person takes longer to hold out the next one.
pub const SILENCE: Duration = Duration::from_millis(80);

/// A code went past [`MAX_CODE`] bytes without an end.
#[derive(Debug, PartialEq, Eq)]
pub struct Overlong;

/// Cuts bytes into codes.
#[derive(Default)]
pub struct Framer {
    held: Personal<Vec<u8>>,
    swallowing: bool,
}

impl Framer {
    /// Takes bytes off the front of `bytes` until a code is whole or too long; `None` when all were taken.
    pub fn take(&mut self, bytes: &mut &[u8]) -> Option<Result<Scan, Overlong>> {
        while let Some((&byte, rest)) = bytes.split_first() {
            *bytes = rest;
            if matches!(byte, b'\r' | b'\n') {
                if let Some(scan) = self.end() {
                    return Some(Ok(scan));
                }
            } else if !self.swallowing && !self.hold(byte) {
                self.skip();
                return Some(Err(Overlong));
            }
        }
        None
    }

    /// The line was silent for [`SILENCE`]: what was held is a code.
    pub fn end(&mut self) -> Option<Scan> {
        self.swallowing = false;
        Scan::new(std::mem::take(&mut self.held))
    }

    /// Whether bytes came that no end has followed yet.
    pub fn is_mid_code(&self) -> bool {
        self.swallowing || !self.held.reveal().is_empty()
    }

    /// Forgets what was held.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Forgets what was held, and what still comes of it up to the next end.
    pub fn skip(&mut self) {
        self.clear();
        self.swallowing = true;
    }

    fn hold(&mut self, byte: u8) -> bool {
        let held = self.held.reveal_mut();
        if held.is_empty() {
            // At full size at once: growing would leave copies behind.
            held.reserve_exact(MAX_CODE);
        }
        let room = held.len() < MAX_CODE;
        if room {
            held.push(byte);
        }
        room
    }
}
