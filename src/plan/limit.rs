//! When the whole matter will be done (办结时限).
//!
//! - Items that can run together: the longest single promised limit is the limit of the whole.
//! - Items that must run in order: the sum of their statutory limits, compressed (to 30 % unless the matter says
//!   otherwise), rounded up to whole days.
//! - A mixed graph: the longest path, each path of two items or more compressed as above.
//! - Never shorter than the longest promised limit of a single item: compressing a chain cannot make one department
//!   faster than its own promise. The policy does not say this; without it, adding an item could shorten the limit.
//!
//! Source: 郴州 2019, measure 1, for the first two rules.

use crate::catalog::{Days, Item, LimitRule};

/// A number of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Days at most; 0 is "at once".
    pub days: u32,
    /// Which days are counted.
    pub kind: Days,
}

/// The limit of items that stand in running order.
pub fn limit(items: &[&Item], rule: LimitRule) -> Limit {
    let single = items.iter().map(|item| item.promised_days).max().unwrap_or(0);
    let chained = longest_chain(items).map_or(0, |sum| compress(sum, rule.chain_percent));
    Limit { days: single.max(chained), kind: rule.days }
}

/// The largest sum of statutory days along a path of at least two items.
fn longest_chain(items: &[&Item]) -> Option<u32> {
    let mut sums: Vec<u32> = Vec::with_capacity(items.len());
    let mut longest = None;
    for (place, item) in items.iter().enumerate() {
        let before = items[..place].iter().zip(&sums).filter(|(other, _)| item.after.contains(&other.key));
        let before = before.map(|(_, &sum)| sum).max();
        let sum = item.statutory_days.saturating_add(before.unwrap_or(0));
        if before.is_some() {
            longest = longest.max(Some(sum));
        }
        sums.push(sum);
    }
    longest
}

fn compress(days: u32, percent: u32) -> u32 {
    let kept = (u64::from(days) * u64::from(percent)).div_ceil(100);
    u32::try_from(kept).unwrap_or(u32::MAX)
}
