//! Which item runs after which.

use crate::catalog::Item;
use std::collections::{BTreeMap, BTreeSet};

/// Items so that each stands after those it waits for, otherwise in the order given. Waiting for an item that is not
/// among them counts for nothing. `None` when items wait for each other in a circle.
pub fn order<'a>(items: impl IntoIterator<Item = &'a Item>) -> Option<Vec<&'a Item>> {
    let items: Vec<&Item> = items.into_iter().collect();
    let places: BTreeMap<&str, usize> =
        items.iter().enumerate().map(|(place, item)| (item.key.as_str(), place)).collect();
    let before = |item: &Item| -> BTreeSet<usize> {
        item.after.iter().filter_map(|key| places.get(key.as_str()).copied()).collect()
    };
    let mut waits: Vec<BTreeSet<usize>> = items.iter().map(|item| before(item)).collect();
    let mut follows: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
    for (place, waits) in waits.iter().enumerate() {
        for &other in waits {
            follows[other].push(place);
        }
    }
    let mut free: BTreeSet<usize> = (0..items.len()).filter(|&place| waits[place].is_empty()).collect();
    let mut ordered = Vec::with_capacity(items.len());
    while let Some(place) = free.pop_first() {
        ordered.push(items[place]);
        for &next in &follows[place] {
            waits[next].remove(&place);
            if waits[next].is_empty() {
                free.insert(next);
            }
        }
    }
    (ordered.len() == items.len()).then_some(ordered)
}
