//! The status word that every reply carries.

use crate::Actor;
use crate::card_reader::ReadFault;

/// SW3, the reader's own byte of the status word. SW1 and SW2 are what the card said last, or zeros, and are not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Status {
    /// Done.
    Ok = 0x90,
    /// A card was found.
    Found = 0x9F,
    /// The request came with a wrong checksum.
    RequestChecksum = 0x10,
    /// The request came with a wrong length.
    RequestLength = 0x11,
    /// The reader does not know the request, or its parameter.
    UnknownCommand = 0x21,
    /// The request is not allowed.
    NotAllowed = 0x23,
    /// An error that the reader cannot name.
    Unrecognised = 0x24,
    /// The card does not trust the reader.
    CardRejectsReader = 0x31,
    /// The reader does not trust the card.
    ReaderRejectsCard = 0x32,
    /// What the card holds does not carry the right signature.
    NotVerified = 0x33,
    /// What the card holds has a wrong length.
    ItemLength = 0x3F,
    /// A card of another kind.
    WrongCard = 0x40,
    /// The card could not be read.
    ReadFailed = 0x41,
    /// The card gave no random number.
    NoRandomNumber = 0x47,
    /// The reader failed its own test.
    SelfTestFailed = 0x60,
    /// The reader has no authority to read cards.
    Unauthorised = 0x66,
    /// No card was found.
    NoCard = 0x80,
    /// The card could not be selected.
    SelectFailed = 0x81,
    /// The card does not hold what was asked for.
    NoSuchItem = 0x91,
}

impl Status {
    /// All of them. The fingerprint command knows a few more.
    pub const ALL: [Self; 19] = [
        Self::Ok,
        Self::Found,
        Self::RequestChecksum,
        Self::RequestLength,
        Self::UnknownCommand,
        Self::NotAllowed,
        Self::Unrecognised,
        Self::CardRejectsReader,
        Self::ReaderRejectsCard,
        Self::NotVerified,
        Self::ItemLength,
        Self::WrongCard,
        Self::ReadFailed,
        Self::NoRandomNumber,
        Self::SelfTestFailed,
        Self::Unauthorised,
        Self::NoCard,
        Self::SelectFailed,
        Self::NoSuchItem,
    ];

    /// The status of this byte; `None` when the standard has none.
    pub fn from_sw3(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.sw3() == byte)
    }

    /// Its byte.
    pub fn sw3(self) -> u8 {
        self as u8
    }

    /// What it says, for a technician.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Ok => "done",
            Self::Found => "found a card",
            Self::RequestChecksum => "the request came with a wrong checksum",
            Self::RequestLength => "the request came with a wrong length",
            Self::UnknownCommand => "the request is unknown to it",
            Self::NotAllowed => "the request is not allowed",
            Self::Unrecognised => "an error that it cannot name",
            Self::CardRejectsReader => "the card does not trust it",
            Self::ReaderRejectsCard => "it does not trust the card",
            Self::NotVerified => "what the card holds is not rightly signed",
            Self::ItemLength => "what the card holds has a wrong length",
            Self::WrongCard => "a card of another kind",
            Self::ReadFailed => "the card could not be read",
            Self::NoRandomNumber => "the card gave no random number",
            Self::SelfTestFailed => "its own test failed: switch it off and on, then replace it",
            Self::Unauthorised => "it has no authority to read cards: replace it",
            Self::NoCard => "found no card",
            Self::SelectFailed => "the card could not be selected",
            Self::NoSuchItem => "the card does not hold what was asked for",
        }
    }

    /// What it means for the card that lies there; `None` when it is no trouble, or not the card's.
    ///
    /// A talk with the card that broke off counts as lifted too soon, as far as the reader can tell.
    pub fn read_fault(self) -> Option<ReadFault> {
        match self {
            Self::NoCard | Self::SelectFailed | Self::ReadFailed | Self::NoRandomNumber | Self::CardRejectsReader => {
                Some(ReadFault::LiftedTooSoon)
            }
            Self::ReaderRejectsCard | Self::NotVerified | Self::ItemLength | Self::WrongCard | Self::NoSuchItem => {
                Some(ReadFault::NotAnIdCard)
            }
            Self::Ok
            | Self::Found
            | Self::RequestChecksum
            | Self::RequestLength
            | Self::UnknownCommand
            | Self::NotAllowed
            | Self::Unrecognised
            | Self::SelfTestFailed
            | Self::Unauthorised => None,
        }
    }

    /// Who must act.
    pub fn actor(self) -> Actor {
        match self {
            Self::Ok | Self::Found | Self::NoCard => Actor::Nobody,
            _ if self.read_fault().is_some() => Actor::Citizen,
            _ => Actor::Technician,
        }
    }
}
