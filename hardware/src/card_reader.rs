//! Reading a citizen's identity card.
//!
//! The driver speaks GA/T 467: [`driver`]. The line it speaks over is a [`transport`]: [`serial`], or [`usb`]. Its bytes
//! are made and taken apart in [`frame`] and [`commands`], the cards' text blocks in [`layout`], their numbers in
//! [`identifiers`], the nation's code in [`nation`]; none of those does I/O. [`simulator`] answers the same bytes on a
//! pseudo-terminal. [`transcript`] records a line, without what is a citizen's, and plays it back. [`portrait`] hands the
//! card's picture to a decoder of the site's own.

mod card;
pub mod commands;
pub mod driver;
pub mod frame;
pub mod identifiers;
pub mod layout;
pub mod nation;
pub mod portrait;
pub mod simulator;
pub mod transcript;
pub mod transport;

pub use card::{CardKind, Document, Doubt, IdCard};
pub use transport::{serial, usb};

use crate::{Fault, Media};

/// A reader of identity cards: of residents, and of the three other kinds that have the same chip ([`CardKind`]).
pub trait CardReader: Send {
    /// Looks once whether a card lies on the reader and, if a new one does, reads it.
    ///
    /// Blocks for at most two seconds. A card that was read, or failed to be read, is not found again before it was
    /// lifted: that is the reader's own rule (GA/T 467), so `NoCard` may also mean "still the same card". One that could
    /// not even be selected may be found again at once. Do not call more often than every 300 ms.
    ///
    /// On `Err` nothing is known about the card; the next call starts afresh and needs no reset.
    fn look(&mut self) -> Result<Look, Fault>;

    /// Asks whether the reader is there and well, without looking for a card: nobody's card is read unasked, and one that
    /// lies there can still be found by the next look. Blocks for at most two seconds.
    fn check(&mut self) -> Result<(), Fault>;

    /// Asks whether a card lies there, without reading it. Blocks for at most two seconds.
    ///
    /// Ask at once after a card was read, while it surely lies there: a reader that does not find it then cannot say, and
    /// answers [`Media::Unknown`] until the next card. Afterwards the next look may find the same card again; so look only
    /// once it is gone.
    fn media(&mut self) -> Result<Media, Fault>;
}

/// What a look found.
pub enum Look {
    /// No card, or one that was already read and still lies there.
    NoCard,
    /// A card, read whole and checked.
    Card(Box<IdCard>),
    /// A card that could not be read. The citizen lifts it and puts it down again, or uses another one.
    Unreadable(ReadFault),
}

/// Why a card could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadFault {
    /// It was lifted before the reader was done, or the field was too weak.
    LiftedTooSoon,
    /// The reader took it for a card of another kind, or does not trust it.
    NotAnIdCard,
    /// It was read, but its layout is not one that this version decodes.
    UnknownLayout,
    /// It was read, but what it says contradicts itself: the number's form or check digit, the birth date or the sex.
    Inconsistent,
}
