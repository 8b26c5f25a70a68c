//! Reading the QR code that a citizen holds out: an electronic licence, a receipt, an appointment.
//!
//! [`serial`] drives a scanner on a serial line, [`camera_scanner`] makes any camera one. [`framing`] cuts the line's
//! bytes into codes and [`newland`] holds the one question that a scanner can be asked; neither does I/O. [`simulator`]
//! presents codes on a pseudo-terminal.

pub mod camera_scanner;
pub mod framing;
pub mod newland;
pub mod serial;
pub mod simulator;

use crate::{Fault, Personal};
use encoding_rs::GB18030;
use zeroize::Zeroizing;

/// The longest code that is passed on, in bytes. The largest QR code (40-L, ISO/IEC 18004) holds 2,953.
pub const MAX_CODE: usize = 4_096;

/// A scanner of QR codes.
pub trait QrScanner: Send {
    /// The next code that was presented, or `None` when there was none. Blocks for at most one second.
    ///
    /// Codes come in the order in which they were presented. What was presented before the citizen was asked is
    /// somebody else's: call [`forget`](Self::forget) first.
    ///
    /// On `Err` what was being scanned is lost and the next call starts afresh; it needs no reset.
    fn scan(&mut self) -> Result<Option<Scan>, Fault>;

    /// Throws away, unread, whatever was presented until now. Blocks for at most one second.
    fn forget(&mut self) -> Result<(), Fault>;

    /// Asks whether the scanner is there. Takes no code away that is waiting. Blocks for at most one second.
    fn check(&mut self) -> Result<(), Fault>;
}

/// What a code said: 1 to [`MAX_CODE`] bytes. It is data and never a command, whatever it looks like.
#[derive(Clone, PartialEq, Eq)]
pub struct Scan {
    bytes: Personal<Vec<u8>>,
}

impl Scan {
    /// `None` when there is nothing, or more than [`MAX_CODE`] bytes.
    pub fn new(bytes: Personal<Vec<u8>>) -> Option<Self> {
        (1..=MAX_CODE).contains(&bytes.reveal().len()).then_some(Self { bytes })
    }

    /// As the scanner sent them, without the end of line.
    pub fn bytes(&self) -> &Personal<Vec<u8>> {
        &self.bytes
    }

    /// As text: UTF-8, or else GB 18030, which Chinese scanners send by default. `None` when it is neither, or when it
    /// contains control characters, which no code for citizens does.
    pub fn text(&self) -> Option<Personal> {
        let bytes = self.bytes.reveal();
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => GB18030.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned(),
        };
        let text = Zeroizing::new(text);
        (!text.contains(char::is_control)).then(|| Personal::from(text.as_str()))
    }
}
