//! The matters that this kiosk offers, as data.
//!
//! - A matter (一件事) is a folder of text; nothing about one is written in code.
//! - Text becomes a [`Catalog`] whole or not at all: every reference in it leads somewhere, every text has both
//!   languages. What is wrong is a [`Finding`] that names file, line and key.
//! - No I/O: files come in as text. `shelf` reads them and keeps the last good ones.
//!
//! Limits: 1 MiB a file, 1,000 files (kept by `shelf`).

mod field;
mod lint;
mod matter;
mod parse;

pub use field::{CardField, Field, FieldKind, FieldOption};
pub use lint::Finding;
pub use matter::{
    Card, Condition, Days, Delivery, Device, Header, Item, LimitRule, Matter, Paper, Promise, Question, QuestionOption,
    Side,
};
pub use parse::{Source, parse, read_toml};

use std::collections::BTreeMap;

/// Every matter and the dictionary of fields that they share.
#[derive(Debug, Default)]
pub struct Catalog {
    /// The shared dictionary: what can be asked of a citizen, each thing once.
    pub fields: BTreeMap<String, Field>,
    /// The matters, in the order of their folders' names.
    pub matters: Vec<Matter>,
}

impl Catalog {
    /// The matter with this key.
    pub fn matter(&self, key: &str) -> Option<&Matter> {
        self.matters.iter().find(|matter| matter.matter.key == key)
    }
}
