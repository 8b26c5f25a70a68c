//! The whole query read aloud, with a few letters wrong: a letter missed, doubled, wrong or changed places with its
//! neighbour, and characters that sound alike.
//!
//! Two passes. The first runs a bit vector along the letters of every text, one addition a letter (Myers, "A fast
//! bit-vector algorithm for approximate string matching", Journal of the ACM 46, 1999; letters that changed places by
//! Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", 2003). The second, only where the
//! first came near enough, finds where the match begins.

use super::index::{Found, INSIDE, Index, Unit};
use super::query::folded;
use super::reading::readings;
use std::ops::Range;

/// Letters of the query that are compared: the bits of a word.
const LETTERS: usize = 64;
/// What stands for a character without a letter; no query has it.
const NO_LETTER: u8 = 127;
/// Fewer letters than these say too little for a guess.
const FEWEST: usize = 4;

/// Every text that comes near enough.
pub(super) fn find(index: &Index, query: &[char]) -> Vec<Found> {
    let chinese = query.iter().any(|character| !character.is_ascii());
    let pattern = aloud(query);
    if pattern.len() < FEWEST {
        return Vec::new();
    }
    // Characters are not typed letter by letter: what sounds alike is forgiven, and only in a longer query more.
    let slips = match (chinese, pattern.len()) {
        (true, ..=8) => 0,
        (true, 9..=12) | (false, ..=6) => 1,
        (true, _) | (false, 7..=12) => 2,
        (false, _) => 3,
    };
    let masks = masks(&pattern);
    let mut found = Vec::new();
    for text in 0..index.texts.len() {
        let units = index.units(text);
        if least(&masks, pattern.len(), index, units, chinese) > slips {
            continue;
        }
        if let Some((distance, units)) =
            align(&pattern, index, units, chinese).filter(|(distance, _)| *distance <= slips)
        {
            let all = index.units(text).len();
            found.push(Found { text, quality: quality(distance, slips, &units, all), units });
        }
    }
    found
}

/// The letters of a query: those of its characters' readings, and its own.
fn aloud(query: &[char]) -> Vec<u8> {
    let mut letters = Vec::new();
    for (character, reading) in query.iter().zip(readings(query)) {
        match reading {
            Some(reading) => letters.extend_from_slice(reading.as_bytes()),
            None => letters.extend(u8::try_from(folded(*character)).ok().filter(u8::is_ascii_alphanumeric)),
        }
    }
    letters.truncate(LETTERS);
    letters
}

/// For each byte, the places of the pattern at which it stands.
fn masks(pattern: &[u8]) -> [u64; 128] {
    let mut masks = [0; 128];
    for (place, letter) in pattern.iter().enumerate() {
        masks[usize::from(*letter & 127)] |= 1 << place;
    }
    masks
}

/// Calls with each letter of a text and the unit that it belongs to. Beside a Chinese query, other letters are none.
fn letters_of(index: &Index, units: &[Unit], chinese: bool, mut each: impl FnMut(u8, usize)) {
    for (place, unit) in units.iter().enumerate() {
        if unit.sound < INSIDE {
            index.syllables.get(unit.sound).plain.bytes().for_each(|letter| each(letter, place));
        } else {
            // Chinese read aloud is no English, and the other way round.
            let letter = u8::try_from(unit.character).ok().filter(|_| !chinese);
            each(letter.unwrap_or(NO_LETTER), place);
        }
    }
}

/// The least number of slips with which the pattern stands somewhere in the text.
fn least(masks: &[u64; 128], length: usize, index: &Index, units: &[Unit], chinese: bool) -> usize {
    let last = 1_u64 << (length - 1);
    let (mut plus, mut minus) = (u64::MAX, 0_u64);
    let (mut distance, mut best) = (length, length);
    let (mut zero, mut mask) = (0_u64, 0_u64);
    letters_of(index, units, chinese, |letter, _| {
        let before = mask;
        mask = masks[usize::from(letter & 127)];
        let swapped = ((!zero & mask) << 1) & before;
        zero = (((mask & plus).wrapping_add(plus)) ^ plus) | mask | minus | swapped;
        let (up, down) = (minus | !(zero | plus), plus & zero);
        if up & last != 0 {
            distance += 1;
        } else if down & last != 0 {
            distance -= 1;
        }
        plus = (down << 1) | !(zero | (up << 1));
        minus = (up << 1) & zero;
        best = best.min(distance);
    });
    best
}

/// The best place for the pattern in a text: slips, and the units it covers.
fn align(pattern: &[u8], index: &Index, units: &[Unit], chinese: bool) -> Option<(usize, Range<usize>)> {
    // A column: for each length of the pattern the slips, and the unit at which that match began.
    type Column = [(u8, u16); LETTERS + 1];
    let place = |unit: usize| u16::try_from(unit).expect("LONGEST_TEXT fits");
    let mut fresh: Column = [(0, 0); LETTERS + 1];
    (0..).zip(&mut fresh).for_each(|(length, cell)| cell.0 = length);
    let (mut before, mut last, mut next) = ([(u8::MAX / 2, 0); LETTERS + 1], fresh, fresh);
    let mut previous = None;
    let mut best: Option<(u8, Range<usize>)> = None;
    letters_of(index, units, chinese, |letter, unit| {
        // A match that begins with this letter begins at its unit.
        last[0] = (0, place(unit));
        next[0] = (0, place(unit));
        for length in 1..=pattern.len() {
            let (slips, from) = last[length - 1];
            let mut cell = (slips + u8::from(pattern[length - 1] != letter), from);
            let swapped = length > 1 && previous == Some(pattern[length - 1]) && pattern[length - 2] == letter;
            let swap = if swapped { before[length - 2] } else { (u8::MAX / 2, 0) };
            for (slips, from) in [next[length - 1], last[length], swap] {
                cell = if slips + 1 < cell.0 { (slips + 1, from) } else { cell };
            }
            next[length] = cell;
        }
        let (slips, from) = next[pattern.len()];
        if best.as_ref().is_none_or(|(known, _)| slips < *known) {
            best = Some((slips, usize::from(from).min(unit)..unit + 1));
        }
        (before, last, next) = (last, next, before);
        previous = Some(letter);
    });
    best.map(|(slips, units)| (usize::from(slips), units))
}

/// At most 70: a guess is never as good as a word that was found.
fn quality(distance: usize, slips: usize, units: &Range<usize>, all: usize) -> u32 {
    let count = |number: usize| u32::try_from(number).expect("LONGEST_TEXT fits");
    let wrong = 30 * count(distance) / count(slips.max(1));
    let left = 15 * count(all - units.len()) / count(all);
    70_u32.saturating_sub(wrong + left + if units.start > 0 { 5 } else { 0 }).max(1)
}
