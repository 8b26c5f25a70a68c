//! Reading a citizen's identity card.
//!
//! The one driver so far speaks GA/T 467 over a serial line: [`serial`]. Its bytes are made and taken apart in
//! [`frame`] and [`commands`], the card's text block in [`layout`], the nation's code in [`nation`]; none of those does
//! I/O. [`simulator`] answers the same bytes on a pseudo-terminal.

pub mod commands;
pub mod frame;
pub mod layout;
pub mod nation;
pub mod serial;
pub mod simulator;

use crate::{Fault, Personal};

/// A reader of resident identity cards.
pub trait CardReader: Send {
    /// Looks once whether a card lies on the reader and, if a new one does, reads it.
    ///
    /// Blocks for at most two seconds. A card that was read, or failed to be read, is not found again before it was
    /// lifted: that is the reader's own rule (GA/T 467), so `NoCard` may also mean "still the same card". One that could
    /// not even be selected may be found again at once. Do not call more often than every 300 ms.
    ///
    /// On `Err` nothing is known about the card; the next call starts afresh and needs no reset.
    fn look(&mut self) -> Result<Look, Fault>;

    /// Asks whether the reader is there and well, without looking for a card: nobody's card is read unasked. Blocks for
    /// at most two seconds.
    fn check(&mut self) -> Result<(), Fault>;
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
    /// It was read, but what it says contradicts itself: the check digit, the birth date or the sex.
    Inconsistent,
}

/// What a resident identity card says. The number, the birth date and the sex agree with each other.
///
/// Dates are `yyyyMMdd` as on the chip.
#[derive(Clone, PartialEq, Eq)]
pub struct IdCard {
    /// Name, trimmed.
    pub name: Personal,
    /// Sex, code of GB/T 2261.1: `1` male, `2` female.
    pub sex: Personal,
    /// Nation, code of GB/T 3304: `01` to `56`, `97`, `98`; passed on as the card has it. See [`nation::name`].
    pub nation: Personal,
    /// Birth date.
    pub birth: Personal,
    /// Address of registered residence.
    pub address: Personal,
    /// Citizen number, GB 11643, checked.
    pub number: Personal,
    /// Authority that issued the card.
    pub issuer: Personal,
    /// First day of validity.
    pub valid_from: Personal,
    /// Last day of validity, or `长期`.
    pub valid_to: Personal,
    /// Portrait, 1,024 bytes of WLT. No open decoder exists; it is kept as bytes.
    pub photo: Personal<Vec<u8>>,
}
