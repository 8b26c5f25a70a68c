//! A word found as it stands: each character of the text answers to itself, to its syllable or to its initial.
//!
//! For every place of the word and every syllable of the index, the steps that may be taken are looked up once; after
//! that a text is walked from each of its characters, and almost every walk ends at its first step.

use super::LONGEST_QUERY;
use super::index::{Found, INSIDE, Index, Unit};
use super::syllables::Syllables;

/// A place in the word that has not been reached.
const NOT_REACHED: u16 = u16::MAX;

/// Every text in which the word is found, at its best place.
pub(super) fn find(index: &Index, word: &[char]) -> Vec<Found> {
    let steps = Steps::new(word, &index.syllables);
    let texts = 0..index.texts.len();
    texts
        .filter_map(|text| steps.best(index.units(text)).map(|(quality, units)| Found { text, quality, units }))
        .collect()
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

    /// The best match in a text: quality in hundredths, and the units it covers.
    fn best(&self, units: &[Unit]) -> Option<(u32, std::ops::Range<usize>)> {
        let mut best = None;
        for start in 0..units.len() {
            if units[start].sound == INSIDE || !self.can_begin(units[start]) {
                continue;
            }
            let Some((cost, length)) = self.walk(&units[start..]) else { continue };
            let quality = quality(cost, length, start, units.len());
            if best.as_ref().is_none_or(|(known, _)| *known < quality) {
                best = Some((quality, start..start + length));
            }
        }
        best
    }

    fn can_begin(&self, unit: Unit) -> bool {
        unit.character == self.word[0]
            || unit.sound < INSIDE
                && self.word[0].is_ascii_lowercase()
                && self.table[usize::from(unit.sound)].iter().any(|cost| *cost > 0)
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
