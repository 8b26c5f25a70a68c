//! Chinese in traditional characters, for those who grew up with them.
//!
//! Only what the kiosk says is turned, on its way to the screen: what a citizen wrote, what a card says, what is promised
//! and the statement that is signed stand as they are filed.
//!
//! The tables are OpenCC's. Its Rust port would bring a serialisation library that builds half of Slint anew; the walk over
//! them, by the longest word, is a few lines.

use slint::SharedString;
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A word of simplified characters, a tab, its traditional ones; `#` begins a remark.
const WORDS: &str = include_str!("traditional.txt");

thread_local! { static TRADITIONAL: Cell<bool> = const { Cell::new(false) }; }

/// Read when first asked for; some 15,000 short words.
static TABLE: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    WORDS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect()
});

/// The longest word in the table, in characters.
const LONGEST: usize = 4;

/// From now on, this thread's screens say what they say in traditional characters, or not.
pub(super) fn set(traditional: bool) {
    TRADITIONAL.set(traditional);
}

/// The kiosk's own words as the citizen reads them.
pub(super) fn say(text: &str) -> SharedString {
    if TRADITIONAL.get() { turned(text).into() } else { text.into() }
}

fn turned(text: &str) -> String {
    let mut turned = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let ends = rest.char_indices().map(|(at, one)| at + one.len_utf8()).take(LONGEST).collect::<Vec<_>>();
        let known = ends.into_iter().rev().find_map(|end| Some((end, *TABLE.get(&rest[..end])?)));
        let (end, word) = known.unwrap_or((first.len_utf8(), &rest[..first.len_utf8()]));
        turned.push_str(word);
        rest = &rest[end..];
    }
    turned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_turned_and_not_only_characters() {
        assert_eq!(turned("出生医学证明"), "出生醫學證明");
        // One simplified character for two traditional ones.
        assert_eq!(turned("后面还有，理发，皇后"), "後面還有，理髮，皇后");
        assert_eq!(turned("4 days 👩‍🌾"), "4 days 👩‍🌾");
    }

    #[test]
    fn no_word_in_the_table_is_longer_than_what_is_looked_for() {
        assert!(TABLE.keys().all(|word| word.chars().count() <= LONGEST));
        assert!(TABLE.len() > 3_000);
    }
}
