//! A sentence about what happened: pairs of neighbouring characters of the query that stand in a matter's texts. A pair
//! that few matters hold says more than one that many hold.

use super::LONGEST_QUERY;
use super::index::{Found, INSIDE, Index, Unit};

/// Every text that holds a pair, with its quality: what its matter's pairs are worth together, in hundredths of what the
/// query's known pairs are worth.
pub(super) fn find(index: &Index, query: &[char]) -> Vec<Found> {
    let pairs: Vec<(char, char)> = query.windows(2).map(|pair| (pair[0], pair[1])).collect();
    let pairs = &pairs[..pairs.len().min(LONGEST_QUERY)];
    if pairs.is_empty() {
        return Vec::new();
    }
    let mut held = vec![0_u64; index.matters()];
    let mut texts: Vec<(usize, u64, std::ops::Range<usize>)> = Vec::new();
    for (place, pair) in occurrences(index, pairs) {
        let text = index.postings.owner(place);
        let at = place - index.first_unit(text);
        match texts.last_mut().filter(|(last, ..)| *last == text) {
            Some((_, mask, span)) => (*mask, *span) = (*mask | 1 << pair, span.start..at + 2),
            None => texts.push((text, 1 << pair, at..at + 2)),
        }
    }
    for (text, mask, _) in &texts {
        index.texts[*text].uses.iter().for_each(|(matter, _)| held[*matter] |= mask);
    }
    let worth: Vec<u32> = (0..pairs.len()).map(|pair| worth(&held, pair)).collect();
    let total: u32 = worth.iter().sum();
    let of = |mask: u64| {
        worth.iter().enumerate().filter(|(pair, _)| mask & (1 << pair) != 0).map(|(_, worth)| worth).sum::<u32>()
    };
    let quality = |mask: u64, text: usize| {
        let together = index.texts[text].uses.iter().map(|(matter, _)| of(held[*matter])).max().unwrap_or(0);
        // The text's own pairs decide between two texts of one matter.
        (45 * together + 10 * of(mask)) / total.max(1)
    };
    let found = texts.into_iter().map(|(text, mask, units)| Found { text, quality: quality(mask, text).max(1), units });
    let found: Vec<Found> = found.collect();
    // What fits less than half as well as the best would only be in the way.
    let best = found.iter().map(|found| found.quality).max().unwrap_or(0);
    found.into_iter().filter(|found| found.quality * 2 >= best).collect()
}

/// Every place at which a pair of the query stands, in order, and which pair it is. Pairs of letters say nothing.
fn occurrences(index: &Index, pairs: &[(char, char)]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (number, (first, second)) in pairs.iter().enumerate().filter(|(number, pair)| !pairs[..*number].contains(pair))
    {
        for place in index.postings.of_character(*first) {
            let place = usize::try_from(*place).expect("a place of 32 bits fits");
            let text = index.postings.owner(place);
            let two = index.units(text).get(place - index.first_unit(text)..).and_then(|rest| rest.get(..2));
            let stands = |two: &[Unit]| two[1].character == *second && two.iter().all(|unit| unit.sound < INSIDE);
            if two.is_some_and(stands) {
                found.push((place, number));
            }
        }
    }
    found.sort_unstable();
    found
}

/// What a pair is worth: more, the fewer matters hold it; nothing, if none does. Steps of a doubling.
fn worth(held: &[u64], pair: usize) -> u32 {
    let holders = held.iter().filter(|mask| *mask & (1 << pair) != 0).count();
    match holders {
        0 => 0,
        holders => 2 + (held.len() / holders).ilog2(),
    }
}
