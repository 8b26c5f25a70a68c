//! Finding a matter by what a citizen calls it: Chinese words, full pinyin, initials, any mixture of them, or a whole
//! sentence about what happened.
//!
//! Three ways, each asked only when the one before it found nothing:
//! 1. [`exact`](mod@exact): every word of the query stands in one of the matter's texts, as characters, syllables or
//!    initials.
//! 2. [`near`]: the whole query, read aloud, differs by a few letters: slips of the finger, and characters that sound
//!    alike.
//! 3. [`parts`]: pairs of characters of the query stand in the matter's texts; rare pairs count for more. Asked together
//!    with `near`; a matter keeps the better of the two.
//!
//! Pure: no I/O, no clock. Each text is kept once, however many matters use it. A query looks only where its characters,
//! syllables and pairs of letters stand ([`postings`]): the time grows with what could answer it, and at worst with the
//! catalog.
//!
//! Bounds: [`LONGEST_TEXT`] characters of a text are indexed, [`LONGEST_QUERY`] of a query are read, in at most
//! [`MOST_WORDS`] words; what is beyond is left out. The index takes some 40 bytes a character beside the text itself.

mod entries;
mod exact;
mod index;
mod near;
mod parts;
mod postings;
mod query;
mod reading;
#[cfg(test)]
mod shipped;
mod syllables;
#[cfg(test)]
mod tests;

pub use entries::entries;
pub use index::Index;

use std::ops::Range;

/// Characters of a text that are indexed.
pub const LONGEST_TEXT: usize = 400;
/// Characters of a query that are read.
pub const LONGEST_QUERY: usize = 32;
/// Words of a query that are looked for.
pub const MOST_WORDS: usize = 4;

/// What a text says about its matter. The order is that of weight: a name counts for most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The matter's name.
    Name,
    /// Words by which people ask for it.
    Alias,
    /// The name of one of its items.
    Item,
    /// The stage of life to which it belongs, and words by which people ask for that.
    Theme,
    /// The sentence about it.
    Summary,
    /// What an item gives.
    Result,
    /// A paper that it asks for.
    Paper,
}

impl Part {
    /// What a perfect match is worth, in points.
    fn weight(self) -> u32 {
        match self {
            Self::Name => 100,
            Self::Alias => 96,
            Self::Item => 74,
            Self::Theme => 66,
            Self::Summary => 60,
            Self::Result => 52,
            Self::Paper => 44,
        }
    }
}

/// A matter as the index takes it in: its key and its texts, in any language.
pub struct Entry<'a> {
    /// What a hit comes back with.
    pub key: &'a str,
    /// The texts.
    pub texts: Vec<(Part, &'a str)>,
}

/// A matter that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<'a> {
    /// The matter's key.
    pub key: &'a str,
    /// How well it fits, 1 to 10,000. Comparable within one answer only.
    pub score: u32,
    /// Where it fits best.
    pub why: Why<'a>,
}

/// The text that answers the query, and the part of it that does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why<'a> {
    /// What the text is.
    pub part: Part,
    /// The text, as it was put in.
    pub text: &'a str,
    /// Its matching bytes, on character boundaries; never empty.
    pub range: Range<usize>,
}
