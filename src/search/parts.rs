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
    // One bit for each of 64 classes of characters: most units fail here.
    let class = |character: char| 1_u64 << (u32::from(character) % 64);
    let firsts = pairs.iter().fold(0, |all, (first, _)| all | class(*first));
    let mut held = vec![0_u64; index.matters()];
    let mut texts = Vec::new();
    for text in 0..index.texts.len() {
        let mut mask = 0_u64;
        let mut span: Option<(usize, usize)> = None;
        for (place, two) in index.units(text).windows(2).enumerate() {
            if firsts & class(two[0].character) == 0 {
                continue;
            }
            if let Some(pair) = pair_of(pairs, two) {
                mask |= 1 << pair;
                span = Some((span.map_or(place, |(from, _)| from), place + 2));
            }
        }
        if let Some((from, to)) = span {
            index.texts[text].uses.iter().for_each(|(matter, _)| held[*matter] |= mask);
            texts.push((text, mask, from..to));
        }
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

/// The place of a pair among the query's. Pairs of letters say nothing.
fn pair_of(pairs: &[(char, char)], two: &[Unit]) -> Option<usize> {
    let chinese = two.iter().all(|unit| unit.sound < INSIDE);
    let same = |pair: &(char, char)| pair.0 == two[0].character && pair.1 == two[1].character;
    if chinese { pairs.iter().position(same) } else { None }
}

/// What a pair is worth: more, the fewer matters hold it; nothing, if none does. Steps of a doubling.
fn worth(held: &[u64], pair: usize) -> u32 {
    let holders = held.iter().filter(|mask| *mask & (1 << pair) != 0).count();
    match holders {
        0 => 0,
        holders => 2 + (held.len() / holders).ilog2(),
    }
}
