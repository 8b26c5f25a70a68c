//! What a citizen filled in: its checks, and the bytes it becomes.
//!
//! - Pure: no I/O, no clock. The id and the day come in.
//! - A value is [`Personal`]; its origin is not.
//! - Once frozen, bytes never change: [`freeze`] is called once, before the citizen signs.

pub mod agency;
pub mod amount;
pub mod certificate;
pub mod checks;
pub mod credit_code;
pub mod draft;
pub mod freeze;
pub mod help;
pub mod known;
pub mod mask;
pub mod number;
pub mod progress;
mod question;
pub mod rules;
pub mod ticket;

use std::collections::BTreeMap;
use yici_hardware::Personal;

/// The one form of a matter: field key -> what stands in it.
pub type Form = BTreeMap<String, Entry>;

/// One filled-in field.
#[derive(Clone)]
pub struct Entry {
    /// What stands in it.
    pub value: Personal,
    /// Where it came from. Shown beside the field and sent with it.
    pub origin: Origin,
}

/// Where a value came from, the surest first. Words of one origin never replace those of a surer one, except the
/// citizen's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The identity card.
    Card,
    /// The code on the citizen's phone, which the platform signed.
    Code,
    /// The platform's shared data.
    Platform,
    /// An electronic licence.
    Licence,
    /// An earlier application of the same person.
    Earlier,
    /// The citizen wrote or picked it.
    Citizen,
}

impl Origin {
    /// The word in the frozen bytes.
    pub fn word(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Code => "code",
            Self::Platform => "platform",
            Self::Licence => "licence",
            Self::Earlier => "earlier",
            Self::Citizen => "citizen",
        }
    }
}
