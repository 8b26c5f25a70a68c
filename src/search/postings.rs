//! Where things stand, so that a query looks only where it can be found: for each character and each syllable the units
//! that hold it, and for each pair of letters the texts in which it is heard. Beside them the letters of every text, read
//! aloud, one after the other.
//!
//! Limit: fewer than 2^32 units; a catalog of a million items has some fifty million.

use super::index::{INSIDE, Unit};
use super::syllables::Syllables;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// What stands for a character without a letter; no query has it.
pub(super) const NO_LETTER: u8 = 127;
/// Marks a letter that is written and not the reading of a character.
pub(super) const WRITTEN: u8 = 128;

/// Made once, when the index is.
#[derive(Debug, Default)]
pub(super) struct Postings {
    characters: HashMap<char, Vec<u32>>,
    /// By the syllable's number.
    sounds: Vec<Vec<u32>>,
    /// The text of each unit.
    owners: Vec<u32>,
    /// The first unit of each text, and the end of the last one: all that a walk needs of a text lies close together.
    starts: Vec<u32>,
    letters: Vec<u8>,
    /// The letters of each text.
    spans: Vec<Range<usize>>,
    pairs: HashMap<[u8; 2], Vec<u32>>,
}

impl Postings {
    /// The postings of these texts, each given by the place of its units.
    pub(super) fn of(units: &[Unit], texts: impl Iterator<Item = Range<usize>>, syllables: &Syllables) -> Self {
        let mut postings = Self { sounds: vec![Vec::new(); syllables.len()], ..Self::default() };
        for (text, range) in (0_u32..).zip(texts) {
            let first = postings.letters.len();
            postings.starts.push(number(range.start));
            for (place, unit) in range.clone().map(|place| (number(place), units[place])) {
                postings.owners.push(text);
                if unit.sound != INSIDE {
                    postings.characters.entry(unit.character).or_default().push(place);
                }
                if unit.sound < INSIDE {
                    postings.sounds[usize::from(unit.sound)].push(place);
                    postings.letters.extend_from_slice(syllables.get(unit.sound).plain.as_bytes());
                } else {
                    let letter = u8::try_from(unit.character).ok().filter(u8::is_ascii);
                    postings.letters.push(letter.map_or(NO_LETTER, |letter| letter | WRITTEN));
                }
            }
            let heard: BTreeSet<[u8; 2]> = pairs(&postings.letters[first..]).collect();
            for pair in heard {
                postings.pairs.entry(pair).or_default().push(text);
            }
            postings.spans.push(first..postings.letters.len());
        }
        postings.starts.push(number(units.len()));
        postings
    }

    /// The places at which a character stands, but for those inside a word of letters.
    pub(super) fn of_character(&self, character: char) -> &[u32] {
        self.characters.get(&character).map_or(&[], Vec::as_slice)
    }

    /// The places at which a syllable is read.
    pub(super) fn of_sound(&self, sound: usize) -> &[u32] {
        &self.sounds[sound]
    }

    /// The text to which a unit belongs.
    pub(super) fn owner(&self, place: usize) -> usize {
        index(self.owners[place])
    }

    /// The units of a text. Texts follow each other without a gap.
    pub(super) fn span(&self, text: usize) -> Range<usize> {
        index(self.starts[text])..index(self.starts[text + 1])
    }

    /// How many units there are.
    pub(super) fn units(&self) -> usize {
        self.owners.len()
    }

    /// The letters of a text; those that are written are marked.
    pub(super) fn letters(&self, text: usize) -> &[u8] {
        &self.letters[self.spans[text].clone()]
    }

    /// The texts in which the letters can stand with so many slips. A slip spoils three neighbouring pairs at most, which is
    /// what two letters that changed places do; so a text holds all the others, or the letters are not in it.
    pub(super) fn can_hold(&self, letters: &[u8], slips: usize) -> Vec<usize> {
        let wanted: BTreeSet<[u8; 2]> = pairs(letters).collect();
        let least = wanted.len().saturating_sub(3 * slips);
        if least == 0 {
            return (0..self.spans.len()).collect();
        }
        let mut held = vec![0_u8; self.spans.len()];
        for text in wanted.iter().filter_map(|pair| self.pairs.get(pair)).flatten() {
            held[index(*text)] += 1;
        }
        let enough = held.into_iter().enumerate().filter(|(_, held)| usize::from(*held) >= least);
        enough.map(|(text, _)| text).collect()
    }

    /// Bytes that they take in memory.
    pub(super) fn bytes(&self) -> usize {
        let lists = self.characters.values().chain(&self.sounds).chain(self.pairs.values());
        lists.map(|list| list.capacity() * size_of::<u32>() + size_of::<Vec<u32>>()).sum::<usize>()
            + (self.owners.capacity() + self.starts.capacity()) * size_of::<u32>()
            + self.letters.capacity()
            + self.spans.capacity() * size_of::<Range<usize>>()
    }
}

/// Neighbouring letters, marks taken off.
fn pairs(letters: &[u8]) -> impl Iterator<Item = [u8; 2]> {
    letters.windows(2).map(|pair| [pair[0] & !WRITTEN, pair[1] & !WRITTEN])
}

fn number(place: usize) -> u32 {
    u32::try_from(place).expect("fewer than 2^32 units")
}

fn index(number: u32) -> usize {
    usize::try_from(number).expect("a place of 32 bits fits")
}
