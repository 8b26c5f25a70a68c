//! Who stands at the kiosk, and for whom.

use super::Origin;
use yici_hardware::Personal;

/// How a person was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The identity card lay on the reader.
    Card,
    /// A code of the platform's on the person's phone.
    Code,
}

impl Way {
    /// The word in the frozen bytes.
    pub fn word(self) -> &'static str {
        self.origin().word()
    }

    /// Where what it says of the person comes from.
    pub fn origin(self) -> Origin {
        match self {
            Self::Card => Origin::Card,
            Self::Code => Origin::Code,
        }
    }
}

/// Somebody who hands in for another (代办). The law's paper for it is among the papers of the plan.
#[derive(Clone)]
pub struct Agent {
    /// The name on the card or in the code.
    pub name: Personal,
    /// The number.
    pub number: Personal,
    /// How the agent was recognised.
    pub way: Way,
}
