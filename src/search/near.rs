//! The whole query read aloud, with a few letters wrong: a letter missed, doubled, wrong or changed places with its
//! neighbour, and characters that sound alike.
//!
//! Three passes. The first leaves out every text that lacks too many of the query's pairs of letters. The second runs a bit
//! vector along the letters of every text, one addition a letter (Myers, "A fast
//! bit-vector algorithm for approximate string matching", Journal of the ACM 46, 1999; letters that changed places by
//! Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", 2003). The third, only where the
//! second came near enough, finds where the match begins.

use super::index::{Found, INSIDE, Index};
use super::postings::{NO_LETTER, WRITTEN};
use super::query::folded;
use super::reading::readings;
use std::ops::Range;

/// Letters of the query that are compared: the bits of a word.
const LETTERS: usize = 64;
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
    let masks = masks(&pattern, chinese);
    let mut found = Vec::new();
    for text in index.postings.can_hold(&pattern, slips) {
        if least(&masks, pattern.len(), index.postings.letters(text)) > slips {
            continue;
        }
        let aligned = align(&pattern, index.postings.letters(text), chinese);
        if let Some((distance, letters)) = aligned.filter(|(distance, _)| *distance <= slips) {
            let (units, all) = (units_of(&letters, index, text), index.units(text).len());
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

/// For each letter of a text, the places of the pattern at which it stands. Chinese read aloud is no English: beside a
/// Chinese query, letters that are written are none.
fn masks(pattern: &[u8], chinese: bool) -> [u64; 256] {
    let mut masks = [0; 256];
    for (place, letter) in pattern.iter().enumerate() {
        masks[usize::from(*letter)] |= 1 << place;
        if !chinese {
            masks[usize::from(letter | WRITTEN)] |= 1 << place;
        }
    }
    masks
}

/// The least number of slips with which the pattern stands somewhere in the text.
fn least(masks: &[u64; 256], length: usize, letters: &[u8]) -> usize {
    let last = 1_u64 << (length - 1);
    let (mut plus, mut minus) = (u64::MAX, 0_u64);
    let (mut distance, mut best) = (length, length);
    let (mut zero, mut mask) = (0_u64, 0_u64);
    for letter in letters {
        let before = mask;
        mask = masks[usize::from(*letter)];
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
    }
    best
}

/// The best place for the pattern in a text: slips, and the letters it covers. Beside a Chinese query, letters that are
/// written are none.
fn align(pattern: &[u8], letters: &[u8], chinese: bool) -> Option<(usize, Range<usize>)> {
    // A column: for each length of the pattern the slips, and the letter at which that match began.
    type Column = [(u8, u16); LETTERS + 1];
    let mut fresh: Column = [(0, 0); LETTERS + 1];
    (0..).zip(&mut fresh).for_each(|(length, cell)| cell.0 = length);
    let (mut one, mut two, mut three): (Column, Column, Column) = ([(u8::MAX / 2, 0); LETTERS + 1], fresh, fresh);
    // Columns change places, and are not copied: there is a letter for each.
    let (mut before, mut last, mut next) = (&mut one, &mut two, &mut three);
    let mut previous = None;
    let mut best: Option<(u8, Range<usize>)> = None;
    for (at, letter) in (0_u16..).zip(letters) {
        let letter = if chinese && letter & WRITTEN != 0 { NO_LETTER } else { letter & !WRITTEN };
        // A match that begins with this letter begins here.
        last[0] = (0, at);
        next[0] = (0, at);
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
            best = Some((slips, usize::from(from.min(at))..usize::from(at) + 1));
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut next);
        previous = Some(letter);
    }
    best.map(|(slips, letters)| (usize::from(slips), letters))
}

/// The units to which these letters of a text belong.
fn units_of(letters: &Range<usize>, index: &Index, text: usize) -> Range<usize> {
    let ends = index.units(text).iter().scan(0, |end, unit| {
        *end += if unit.sound < INSIDE { index.syllables.get(unit.sound).plain.len() } else { 1 };
        Some(*end)
    });
    let ends: Vec<usize> = ends.collect();
    let unit = |letter: usize| ends.partition_point(|end| *end <= letter);
    unit(letters.start)..unit(letters.end - 1) + 1
}

/// At most 70: a guess is never as good as a word that was found.
fn quality(distance: usize, slips: usize, units: &Range<usize>, all: usize) -> u32 {
    let count = |number: usize| u32::try_from(number).expect("LONGEST_TEXT fits");
    let wrong = 30 * count(distance) / count(slips.max(1));
    let left = 15 * count(all - units.len()) / count(all);
    70_u32.saturating_sub(wrong + left + if units.start > 0 { 5 } else { 0 }).max(1)
}
