//! What a driver and its device say to each other, written down for a maker or a test, with nobody in it.
//!
//! - [`Tap`] lies between the driver and the real port: the driver is given the tap's own port, and notices nothing.
//! - [`scrub`](mod@scrub) takes out what is a citizen's before a byte reaches the file.
//! - Where no port can be tapped the driver itself writes down what it says and hears: a card reader on USB
//!   ([`Recorder`](crate::card_reader::transcript::Recorder)), a printer on USB or a device file
//!   ([`EscposPrinter::recorded`](crate::receipt_printer::escpos::EscposPrinter::recorded)), a social-security card
//!   ([`PcscSocialCardReader::recorded`](crate::social_card::PcscSocialCardReader::recorded)).
//! - [`Replay`] is the device as it was recorded, on a port: the driver runs against it as it ran against the device.
//!
//! The file is that of [`card_reader::transcript`](crate::card_reader::transcript), whatever the device is.

pub(crate) mod log;
mod replay;
pub mod scrub;
mod tap;

pub use replay::Replay;
pub use tap::Tap;

/// Which protocol is spoken, and so what in it is a citizen's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    /// GA/T 467: the reader says what stands on a card.
    CardReader,
    /// ESC/POS: the driver says what stands on a receipt.
    ReceiptPrinter,
    /// Text: the scanner says what a code held.
    QrScanner,
    /// APDUs: the card says whose it is. One entry a command, one an answer; no port lies between.
    SocialCard,
}
