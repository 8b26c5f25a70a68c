//! What a citizen filled in: its checks, and the bytes it becomes.
//!
//! - Pure: no I/O, no clock. The id and the day come in.
//! - A value is [`Personal`]; its origin is not.
//! - Once frozen, bytes never change: [`freeze`] is called once, before the citizen signs.

pub mod checks;
pub mod credit_code;
pub mod freeze;
pub mod mask;
pub mod number;

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

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The identity card.
    Card,
    /// The citizen wrote or picked it.
    Citizen,
}

impl Origin {
    /// The word in the frozen bytes.
    pub fn word(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Citizen => "citizen",
        }
    }
}
