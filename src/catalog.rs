//! The matters that this kiosk offers, as data.
//!
//! - A matter (一件事) is a folder of text; nothing about one is written in code. `docs/services.md` is the clerk's page.
//! - Text becomes a [`Catalog`] whole or not at all: every reference in it leads somewhere, every text has both
//!   languages. What is wrong is a [`Finding`] that names file, line, key and mend.
//! - [`parse`] refuses what a kiosk cannot serve with; [`lint`] finds, besides, what a clerk should not publish. A kiosk
//!   that has a matter with an unused field still serves it.
//! - No I/O: files come in as text. `shelf` reads them and keeps the last good ones.
//! - Pictures of papers are the exception: a catalog serves without them. See [`Catalog::flaws`].
//!
//! Limits: 1 MiB a file, 1,000 files (kept by `shelf`); those of pictures are in `sample`.

mod condition;
mod field;
mod finding;
mod hours;
mod item;
mod link;
mod lint;
mod matter;
mod nations;
mod paper;
mod parse;
mod rule;
mod sample;
mod schema;
mod shared;
mod sound;
mod texts;

pub use condition::{Bounds, Condition};
pub use field::{CardField, Field, FieldKind, FieldOption, FieldOrigin};
pub use finding::Finding;
pub use hours::{Hours, open_at, time_of_day};
pub use item::{Also, Department, Item};
pub use lint::lint;
pub use matter::{
    Card, Days, Delivery, Device, FaceCheck, Header, LimitRule, Matter, MatterKind, Question, QuestionOption, Rounding,
    Side,
};
pub use paper::{Format, Paper, Promise, PromiseKind};
pub use parse::{Source, parse, read_toml};
pub use rule::{Check, Rule};
pub(crate) use sample::illustrate;
pub use sample::{MOST_BYTES as MOST_SAMPLE_BYTES, MOST_SAMPLES, Pixels, SAMPLES, Sample};
pub use schema::schema;
pub use shared::{Holder, Named, Theme, Year};

use std::collections::BTreeMap;

/// Files that the matters share, beside their folders. `fields.toml` must be there; the others where a matter needs them.
pub const SHARED: [&str; 5] = ["fields.toml", "papers.toml", "departments.toml", "holidays.toml", "themes.toml"];

/// Every matter, and what the matters share.
#[derive(Debug, Default)]
pub struct Catalog {
    /// The shared dictionary: what can be asked of a citizen, each thing once.
    pub fields: BTreeMap<String, Field>,
    /// Papers that several matters ask for.
    pub papers: BTreeMap<String, Paper>,
    /// Whose papers there are.
    pub holders: BTreeMap<String, Holder>,
    /// Who decides items.
    pub departments: BTreeMap<String, Named>,
    /// Days off and make-up working days, by year.
    pub years: BTreeMap<i16, Year>,
    /// Keys of the matters that elder mode shows first.
    pub elders: Vec<String>,
    /// Life stages, in the order of the file.
    pub themes: Vec<Theme>,
    /// The matters, in the order of their folders' names.
    pub matters: Vec<Matter>,
    /// Sample pictures of papers, by the names of their files.
    pub samples: BTreeMap<String, Sample>,
    /// Pictures that are asked for and cannot be shown; everything is served without them.
    pub flaws: Vec<Finding>,
}

impl Catalog {
    /// The matter with this key.
    pub fn matter(&self, key: &str) -> Option<&Matter> {
        self.matters.iter().find(|matter| matter.matter.key == key)
    }

    /// What a paper looks like, where there is a picture of it.
    pub fn sample(&self, paper: &Paper) -> Option<&Sample> {
        self.samples.get(paper.sample.as_ref()?)
    }
}

#[cfg(test)]
mod tests;
