//! A4 paper as data: what the kiosk asks of `form-render`.
//!
//! A package of its own, so that the kiosk shares the message and not the typesetter.
//!
//! - On the way it is JSON, one [`Order`] of at most [`MAX_ORDER`] bytes. Its version is frozen by a test.
//! - Every text is text: nothing in it is read as markup. It is set as it stands, in the language it is in; what the
//!   pages themselves say is Chinese, and English where a guide says so.
//! - Nothing here has a `Debug`, and everything is erased when dropped: a form names a citizen.
//!
//! Limits: [`MAX_TEXT`] characters a text, [`MAX_ENTRIES`] entries a list, and of a signature [`MAX_POINTS`] points. What
//! is longer is refused whole, never cut: half a form is worse than none.

mod application;
mod guide;
mod list;
mod readiness;

pub use application::{Application, Field, Promise, Signature};
pub use guide::{Guide, Item, Paper};
pub use list::{Check, List};
pub use readiness::{Count, Finding, Readiness, State};

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The version that this program writes and reads.
pub const VERSION: u8 = 1;
/// The longest order, in bytes of JSON: 1 MiB.
pub const MAX_ORDER: usize = 1024 * 1024;
/// The longest text, in characters.
pub const MAX_TEXT: usize = 4_000;
/// The longest list.
pub const MAX_ENTRIES: usize = 1_000;
/// The most points of one stroke of a signature.
pub const MAX_POINTS: usize = 8_000;

/// One document to be typeset.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Order {
    /// [`VERSION`].
    pub version: u8,
    /// What stands at the head and foot of every page.
    pub head: Head,
    /// The document.
    pub document: Document,
}

/// What stands at the head and foot of every page.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Head {
    /// Where the kiosk stands.
    pub site: String,
    /// The kiosk's name.
    pub kiosk: String,
    /// When it was made, in words. The same order gives the same bytes, so time comes in here or not at all.
    pub made: String,
    /// Whether every page says that it has no legal effect.
    pub demonstration: bool,
}

/// What is to be typeset. A closed union: each has a template of its own.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(tag = "form", rename_all = "kebab-case")]
pub enum Document {
    /// What works at a kiosk and what does not, for a technician.
    Readiness(Readiness),
    /// What a matter asks for, for a citizen to take home (办事指南).
    Guide(Guide),
    /// An application as it was signed (申请表).
    Application(Application),
    /// A certificate, or a list of whatever was looked up.
    List(List),
}

impl Order {
    /// An order of the version that is spoken now.
    pub fn new(head: Head, document: Document) -> Self {
        Self { version: VERSION, head, document }
    }
}
