//! Which item runs after which.

use crate::catalog::Item;

/// Items so that each stands after those it waits for, otherwise in the order given. Waiting for an item that is not
/// among them counts for nothing. `None` when items wait for each other in a circle.
pub fn order<'a>(items: impl IntoIterator<Item = &'a Item>) -> Option<Vec<&'a Item>> {
    let mut waiting: Vec<&Item> = items.into_iter().collect();
    let mut ordered = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let free = waiting
            .iter()
            .position(|item| !item.after.iter().any(|key| waiting.iter().any(|other| other.key == *key)))?;
        ordered.push(waiting.remove(free));
    }
    Some(ordered)
}
