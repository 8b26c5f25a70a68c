//! A word found as it stands: each character of the text answers to itself, to its syllable or to its initial.
//!
//! For every place of the word and every syllable of the index, the steps that may be taken are looked up once. A text is
//! walked only from where the word can begin, which the postings say; most walks end at their second step.

use super::LONGEST_QUERY;
use super::index::{Found, INSIDE, Index, Unit};
use super::syllables::Syllables;

/// A place in the word that has not been reached.
const NOT_REACHED: u16 = u16::MAX;

/// Every text in which the word is found, at its best place.
pub(super) fn find(index: &Index, word: &[char]) -> Vec<Found> {
    let steps = Steps::new(word, &index.syllables);
    let mut found: Vec<Found> = Vec::new();
    for place in steps.starts(index) {
        let text = index.postings.owner(place);
        let (units, start) = (index.units(text), place - index.first_unit(text));
        let Some((cost, length)) = steps.walk(&units[start..]) else { continue };
        let here = Found { text, quality: quality(cost, length, start, units.len()), units: start..start + length };
        // Places come in order, so those of one text come together.
        match found.last_mut().filter(|last| last.text == text) {
            Some(last) if last.quality < here.quality => *last = here,
            Some(_) => {}
            None => found.push(here),
        }
    }
    found
}

/// What one character of a text can take of the word, from each place.
struct Steps<'a> {
    word: &'a [char],
    /// For a place and a syllable: the letters that may be taken, as bits 1 to 6, and what each costs.
    table: Vec<[u8; 8]>,
    syllables: usize,
}

impl<'a> Steps<'a> {
    fn new(word: &'a [char], syllables: &Syllables) -> Self {
        let mut table = vec![[0; 8]; word.len() * syllables.len()];
        for place in 0..word.len() {
            let letters: String = word[place..].iter().take_while(|c| c.is_ascii_lowercase()).take(8).collect();
            if letters.is_empty() {
                continue;
            }
            // Only the word's own end may cut a syllable short; letters before a Chinese character may not, but their
            // number is then the same as that of an initial or a whole, which is what they were meant as.
            for (id, syllable) in syllables.iter().enumerate() {
                let costs = &mut table[place * syllables.len() + id];
                for (letters, cost) in syllable.begins(&letters).filter(|(letters, _)| *letters < 8) {
                    // Cost 0 stands for "cannot"; every step costs at least 1.
                    let cost = u8::try_from(cost.clamp(1, 255)).expect("clamped");
                    if costs[letters] == 0 || costs[letters] > cost {
                        costs[letters] = cost;
                    }
                }
            }
        }
        Self { word, table, syllables: syllables.len() }
    }

    /// The places from which the word can be walked, in order: one bit for each unit of the index.
    fn starts(&self, index: &Index) -> impl Iterator<Item = usize> {
        let mut bits = vec![0_u64; index.postings.units().div_ceil(64)];
        let mut mark = |places: &[u32]| {
            for place in places.iter().map(|place| usize::try_from(*place).expect("a place of 32 bits fits")) {
                bits[place / 64] |= 1 << (place % 64);
            }
        };
        mark(index.postings.of_character(self.word[0]));
        let can_begin = |sound: &usize| self.table.get(*sound).is_some_and(|row| row.iter().any(|cost| *cost > 0));
        (0..self.syllables).filter(can_begin).for_each(|sound| mark(index.postings.of_sound(sound)));
        bits.into_iter()
            .enumerate()
            .filter(|(_, bits)| *bits != 0)
            .flat_map(|(word, bits)| (0..64).filter(move |bit| bits & (1 << bit) != 0).map(move |bit| word * 64 + bit))
    }

    /// The cheapest way to take the whole word from the first unit on: its cost, and how many units it took.
    fn walk(&self, units: &[Unit]) -> Option<(u16, usize)> {
        let end = self.word.len();
        let mut costs = [NOT_REACHED; LONGEST_QUERY + 1];
        costs[0] = 0;
        for (taken, unit) in units.iter().enumerate() {
            let mut next = [NOT_REACHED; LONGEST_QUERY + 1];
            let mut alive = false;
            for place in (0..end).filter(|place| costs[*place] != NOT_REACHED) {
                let mut step = |letters: usize, cost: u16| {
                    let reached = &mut next[(place + letters).min(end)];
                    *reached = costs[place].saturating_add(cost).min(*reached);
                    alive = true;
                };
                if self.word[place] == unit.character {
                    step(1, 0);
                } else if unit.sound < INSIDE {
                    let row = &self.table[place * self.syllables + usize::from(unit.sound)];
                    for (letters, cost) in row.iter().enumerate().filter(|(_, cost)| **cost > 0) {
                        step(letters, u16::from(*cost));
                    }
                }
            }
            if next[end] != NOT_REACHED {
                return Some((next[end], taken + 1));
            }
            if !alive {
                return None;
            }
            costs = next;
        }
        None
    }
}

/// A hundred, less what the letters cost on average, less a little for not beginning the text and for what is left of it.
fn quality(cost: u16, length: usize, start: usize, all: usize) -> u32 {
    let count = |number: usize| u32::try_from(number).expect("LONGEST_TEXT fits");
    let mean = u32::from(cost) / count(length);
    let left = 20 * count(all - length) / count(all);
    100_u32.saturating_sub(mean + left + if start > 0 { 6 } else { 0 }).max(1)
}
