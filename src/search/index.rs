//! The index, and the answer put together from the three ways of looking.

use super::postings::Postings;
use super::query::{Query, folded};
use super::reading::readings;
use super::syllables::{Id, Syllables};
use super::{Entry, Hit, LONGEST_TEXT, Part, Why, exact, near, parts};
use std::collections::HashMap;
use std::ops::Range;

/// Everything that can be found. Built once for a catalog, and only read afterwards.
#[derive(Debug, Default)]
pub struct Index {
    keys: Vec<Box<str>>,
    pub(super) texts: Vec<Indexed>,
    units: Vec<Unit>,
    pub(super) syllables: Syllables,
    pub(super) postings: Postings,
}

/// One text, kept once.
#[derive(Debug)]
pub(super) struct Indexed {
    text: Box<str>,
    units: Range<usize>,
    /// The matters that use it, by place, and what it is to each.
    pub(super) uses: Vec<(usize, Part)>,
}

/// One character of a text that can be matched; blanks and stops are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Small, and half as wide where it also exists so.
    pub(super) character: char,
    /// How it is read, or that it is a letter or figure.
    pub(super) sound: Id,
    /// Its first byte in the text.
    at: u16,
}

/// The `sound` of a letter or figure with which a word begins.
pub(super) const WORD: Id = Id::MAX;
/// The `sound` of any other letter or figure.
pub(super) const INSIDE: Id = Id::MAX - 1;

/// A text that answers, and how well: quality in hundredths, and the units that match.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Found {
    pub(super) text: usize,
    pub(super) quality: u32,
    pub(super) units: Range<usize>,
}

/// The best answer of one matter so far.
#[derive(Clone)]
struct Best {
    score: u32,
    part: Part,
    found: Found,
}

impl Index {
    /// An index of these entries.
    pub fn new<'a>(entries: impl IntoIterator<Item = Entry<'a>>) -> Self {
        let mut index = Self::default();
        let mut known: HashMap<&'a str, usize> = HashMap::new();
        for entry in entries {
            let matter = index.keys.len();
            index.keys.push(entry.key.into());
            for (part, text) in entry.texts {
                let place = *known.entry(text).or_insert_with(|| index.take(text));
                let uses = &mut index.texts[place].uses;
                match uses.iter_mut().find(|(user, _)| *user == matter) {
                    Some((_, as_part)) => *as_part = part.min(*as_part),
                    None => uses.push((matter, part)),
                }
            }
        }
        index.units.shrink_to_fit();
        let texts = index.texts.iter().map(|text| text.units.clone());
        index.postings = Postings::of(&index.units, texts, &index.syllables);
        index
    }

    fn take(&mut self, text: &str) -> usize {
        let characters: Vec<(usize, char)> = text.char_indices().take(LONGEST_TEXT).collect();
        let plain: Vec<char> = characters.iter().map(|(_, character)| folded(*character)).collect();
        let first = self.units.len();
        let mut inside = false;
        for ((&(at, _), &character), reading) in characters.iter().zip(&plain).zip(readings(&plain)) {
            let sound = match reading {
                Some(reading) => self.syllables.number(&reading),
                None if inside => INSIDE,
                None => WORD,
            };
            inside = sound >= INSIDE && character.is_alphanumeric();
            if character.is_alphanumeric() {
                let at = u16::try_from(at).expect("LONGEST_TEXT characters are fewer than 65,536 bytes");
                self.units.push(Unit { character, sound, at });
            }
        }
        self.texts.push(Indexed { text: text.into(), units: first..self.units.len(), uses: Vec::new() });
        self.texts.len() - 1
    }

    /// The matters that answer what was typed, best first, at most so many. Nothing typed finds nothing.
    pub fn find(&self, typed: &str, most: usize) -> Vec<Hit<'_>> {
        let query = Query::read(typed);
        if query.words.is_empty() {
            return Vec::new();
        }
        let mut best = self.every_word(&query);
        if best.iter().all(Option::is_none) {
            let joined = query.joined();
            best = self.best(near::find(self, &joined));
            for (known, other) in best.iter_mut().zip(self.best(parts::find(self, &joined))) {
                keep(known, other);
            }
        }
        let mut hits: Vec<Hit<'_>> =
            best.into_iter().enumerate().filter_map(|(matter, best)| Some(self.hit(matter, best?))).collect();
        // Stable: matters that fit equally well keep the catalog's order.
        hits.sort_by_key(|hit| std::cmp::Reverse(hit.score));
        hits.truncate(most);
        hits
    }

    /// Matters in which every word is found; the best of its answers stands for each.
    fn every_word(&self, query: &Query) -> Vec<Option<Best>> {
        let mut words = query.words.iter().map(|word| self.best(exact::find(self, word)));
        let mut all = words.next().unwrap_or_default();
        for word in words {
            for (known, other) in all.iter_mut().zip(word) {
                *known = known.take().zip(other).map(|(known, other)| {
                    let score = (known.score + other.score) / 2;
                    Best { score, ..if known.score >= other.score { known } else { other } }
                });
            }
        }
        all
    }

    /// For each matter the best of what was found.
    fn best(&self, found: impl IntoIterator<Item = Found>) -> Vec<Option<Best>> {
        let mut best: Vec<Option<Best>> = vec![None; self.keys.len()];
        for found in found {
            for &(matter, part) in &self.texts[found.text].uses {
                let score = part.weight() * found.quality;
                if best[matter].as_ref().is_none_or(|known| known.score < score) {
                    best[matter] = Some(Best { score, part, found: found.clone() });
                }
            }
        }
        best
    }

    fn hit(&self, matter: usize, best: Best) -> Hit<'_> {
        let indexed = &self.texts[best.found.text];
        let units = self.units(best.found.text);
        let start = usize::from(units[best.found.units.start].at);
        let last = usize::from(units[best.found.units.end - 1].at);
        let end = last + indexed.text[last..].chars().next().map_or(0, char::len_utf8);
        let why = Why { part: best.part, text: &indexed.text, range: start..end };
        Hit { key: &self.keys[matter], score: best.score.max(1), why }
    }

    /// The units of a text.
    pub(super) fn units(&self, text: usize) -> &[Unit] {
        &self.units[self.postings.span(text)]
    }

    /// The place of a text's first unit among all.
    pub(super) fn first_unit(&self, text: usize) -> usize {
        self.postings.span(text).start
    }

    /// How many matters there are.
    pub(super) fn matters(&self) -> usize {
        self.keys.len()
    }

    /// Bytes that the index takes in memory.
    pub fn bytes(&self) -> usize {
        let text = |indexed: &Indexed| {
            size_of::<Indexed>() + indexed.text.len() + indexed.uses.capacity() * size_of::<(usize, Part)>()
        };
        let keys = self.keys.iter().map(|key| size_of::<Box<str>>() + key.len()).sum::<usize>();
        keys + self.texts.iter().map(text).sum::<usize>()
            + self.units.len() * size_of::<Unit>()
            + self.syllables.bytes()
            + self.postings.bytes()
    }
}

fn keep(known: &mut Option<Best>, other: Option<Best>) {
    if other.as_ref().map(|other| other.score) > known.as_ref().map(|known| known.score) {
        *known = other;
    }
}
