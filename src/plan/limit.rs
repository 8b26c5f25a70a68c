//! When the whole matter will be done (办结时限).
//!
//! - Items that can run together: the longest single promised limit is the limit of the whole.
//! - Items that must run in order: the sum of their statutory limits, compressed (to 30 % unless the matter says
//!   otherwise), rounded to whole days, up unless
//!   the matter says otherwise.
//! - A mixed graph: the longest path, each path of two items or more compressed as above.
//! - Working and calendar days mixed: each limit is first counted in the days of the matter, five working days to seven
//!   calendar days, rounded up. Exact dates are the calendar's.
//! - Never shorter than the longest promised limit of a single item: compressing a chain cannot make one department
//!   faster than its own promise. The policy does not say this; without it, adding an item could shorten the limit.
//!
//! Source: 郴州 2019, measure 1, for the first two rules.

use crate::catalog::{Days, Item, LimitRule, Rounding};
use crate::text::Language;
use std::collections::BTreeMap;

/// A number of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Days at most; 0 is "at once".
    pub days: u32,
    /// Which days are counted.
    pub kind: Days,
}

impl Limit {
    /// In words, such as “5个工作日”.
    pub fn words(self, language: Language) -> String {
        match (language, self.days, self.kind) {
            (Language::Chinese, 0, _) => "当场办结".to_owned(),
            (Language::English, 0, _) => "at once".to_owned(),
            (Language::Chinese, days, Days::Working) => format!("{days}个工作日"),
            (Language::Chinese, days, Days::Calendar) => format!("{days}天"),
            (Language::English, 1, Days::Working) => "1 working day".to_owned(),
            (Language::English, 1, Days::Calendar) => "1 day".to_owned(),
            (Language::English, days, Days::Working) => format!("{days} working days"),
            (Language::English, days, Days::Calendar) => format!("{days} days"),
        }
    }

    /// The limit of a whole, in words.
    pub fn at_most(self, language: Language) -> String {
        match (language, self.days) {
            (_, 0) => self.words(language),
            (Language::Chinese, _) => format!("最长{}", self.words(language)),
            (Language::English, _) => format!("at most {}", self.words(language)),
        }
    }
}

/// The limit of items that stand in running order.
pub fn limit(items: &[&Item], rule: LimitRule) -> Limit {
    let single = items.iter().map(|item| counted(item.promised(), item.days_kind, rule.days)).max().unwrap_or(0);
    let chained = longest_chain(items, rule.days).map_or(0, |sum| compress(sum, rule));
    Limit { days: single.max(chained), kind: rule.days }
}

/// A number of days of one kind as days of the other, rounded up.
pub(super) fn counted(days: u32, from: Days, to: Days) -> u32 {
    let times = |by: u64, of: u64| u32::try_from((u64::from(days) * by).div_ceil(of)).unwrap_or(u32::MAX);
    match (from, to) {
        (Days::Working, Days::Calendar) => times(7, 5),
        (Days::Calendar, Days::Working) => times(5, 7),
        _ => days,
    }
}

/// The largest sum of statutory days along a path of at least two items.
fn longest_chain(items: &[&Item], kind: Days) -> Option<u32> {
    let mut sums: BTreeMap<&str, u32> = BTreeMap::new();
    let mut longest = None;
    for item in items {
        let before = item.after.iter().filter_map(|key| sums.get(key.as_str()).copied()).max();
        let sum = counted(item.statutory(), item.days_kind, kind).saturating_add(before.unwrap_or(0));
        if before.is_some() {
            longest = longest.max(Some(sum));
        }
        sums.insert(&item.key, sum);
    }
    longest
}

fn compress(days: u32, rule: LimitRule) -> u32 {
    let kept = u64::from(days) * u64::from(rule.chain_percent);
    let whole = match rule.rounding {
        Rounding::Up => kept.div_ceil(100),
        Rounding::Nearest => (kept + 50) / 100,
        Rounding::Down => kept / 100,
    };
    u32::try_from(whole).unwrap_or(u32::MAX)
}
