//! From when to when each item runs.
//!
//! Each begins when the last it waits for has ended, and takes its promised days. Where that would go beyond the limit of
//! the whole, which compresses chains, every item is compressed alike: the whole is what is promised.

use super::limit::{Limit, counted};
use crate::catalog::Item;
use std::collections::BTreeMap;

/// The time of one item, in days of the limit's kind after the application was taken in. Both 0: at once.
pub struct Span<'a> {
    /// The item.
    pub item: &'a Item,
    /// It begins when this many days have gone by,
    pub from: u32,
    /// and is done by the end of this one.
    pub to: u32,
}

/// Spans of items that stand in running order.
pub(super) fn timeline<'a>(items: &[&'a Item], limit: Limit) -> Vec<Span<'a>> {
    let mut ends: BTreeMap<&str, u32> = BTreeMap::new();
    let mut spans = Vec::with_capacity(items.len());
    for &item in items {
        let from = item.after.iter().filter_map(|key| ends.get(key.as_str()).copied()).max().unwrap_or(0);
        let to = from.saturating_add(counted(item.promised(), item.days_kind, limit.kind));
        ends.insert(&item.key, to);
        spans.push(Span { item, from, to });
    }
    let whole = spans.iter().map(|span| span.to).max().unwrap_or(0);
    if whole > limit.days {
        let scaled = |days: u32| u64::from(days) * u64::from(limit.days);
        for span in &mut spans {
            span.from = u32::try_from(scaled(span.from) / u64::from(whole)).unwrap_or(limit.days);
            span.to = u32::try_from(scaled(span.to).div_ceil(u64::from(whole))).unwrap_or(limit.days);
        }
    }
    spans
}
