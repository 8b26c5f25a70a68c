//! Reading a citizen's social-security card (社会保障卡).
//!
//! [`pcsc`] drives any reader that PC/SC knows; the conversation with the card is in [`conversation`], its commands in
//! [`apdu`], its records in [`tlv`] and their meaning in [`layout`]; none of those knows of PC/SC. [`simulator`] is a card
//! that answers the same bytes.
//!
//! Only what a card tells without a PIN is read: two of its files, issuer and holder.

pub mod apdu;
pub mod conversation;
pub mod layout;
pub mod pcsc;
pub mod recorded;
pub mod simulator;
pub mod tlv;

pub use pcsc::PcscSocialCardReader;

use crate::{Fault, Media, Personal};

/// A reader of social-security cards.
pub trait SocialCardReader: Send {
    /// Looks once whether a card is in the reader and, if a new one is, reads it.
    ///
    /// Returns at once while there is no card. Reading takes half a second; after three seconds it is given up, as soon as
    /// the card answers or the reader's own time-out for it is over. A card that was read, or failed to be read, is not
    /// found again before it was taken out, so `NoCard` may also mean "still the same card".
    ///
    /// On `Err` nothing is known about the card; the next call starts afresh and needs no reset.
    fn look(&mut self) -> Result<SocialLook, Fault>;

    /// Asks whether the reader is there, without touching a card. Returns at once.
    fn check(&mut self) -> Result<(), Fault>;

    /// Asks whether a card is in the reader, without touching it. Returns at once.
    fn media(&mut self) -> Result<Media, Fault>;
}

/// What a look found.
pub enum SocialLook {
    /// No card, or one that was already looked at and is still there.
    NoCard,
    /// A card, read whole and checked.
    Card(Box<SocialCard>),
    /// A card that could not be read. The citizen takes it out and puts it in again, or uses another one.
    Unreadable(SocialCardFault),
}

/// Why a card could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SocialCardFault {
    /// It was taken out before the reader was done, or its contacts are dirty.
    TakenTooSoon,
    /// It does not answer to being switched on: it lies the wrong way round, or is broken.
    Mute,
    /// It is a card of another kind.
    NotASocialCard,
    /// It is a social-security card, but does not have what this version reads, where it reads it.
    UnknownLayout,
    /// It was read, but its number contradicts itself.
    Inconsistent,
}

/// What a social-security card says.
#[derive(Clone, PartialEq, Eq)]
pub struct SocialCard {
    /// The holder's name, trimmed.
    pub name: Personal,
    /// Social-security number (社会保障号码): the citizen number, GB 11643, checked.
    pub number: Personal,
    /// Number of the card (卡号), as printed on it: letters and digits, at most nine.
    pub card_number: Personal,
    /// Area that issued the card: six digits of GB/T 2260.
    pub issuer_area: Personal,
    /// Last day of validity, `yyyyMMdd`; `None` when the card does not name one.
    pub valid_to: Option<Personal>,
}
