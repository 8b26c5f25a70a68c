//! What usually follows what was just written: 社会 → 保险, 保障.
//!
//! - The words are those of a dictionary that was made with the program (`setup/pinyin`: AOSP's by way of Rime's
//!   `pinyin_simp`, and the kiosk's own). Nothing is ever added to them, so no citizen's words are offered to another.
//! - Only the last [`LONGEST`] characters count. At most `most` words come back, the likeliest first.

use std::path::Path;

/// The most characters of what was written that are looked at.
const LONGEST: usize = 4;

/// The table in the dictionary's folder: a word, a tab and its weight in each line, sorted by its bytes.
const FILE: &str = "next-words";

/// The words that can follow.
#[derive(Default)]
pub struct NextWords {
    text: String,
    /// Where each line begins.
    lines: Vec<usize>,
}

impl NextWords {
    /// The words of this folder.
    ///
    /// # Errors
    /// When the table is not there or is no text. Without it nothing is offered, and all else works.
    pub fn open(built: &Path) -> std::io::Result<Self> {
        Ok(Self::new(std::fs::read_to_string(built.join(FILE))?))
    }

    fn new(text: String) -> Self {
        let mut lines: Vec<usize> = text.match_indices('\n').map(|(end, _)| end + 1).collect();
        lines.insert(0, 0);
        lines.retain(|begin| *begin < text.len());
        Self { text, lines }
    }

    /// What may follow this text, without what is there already.
    pub fn after(&self, text: &str, most: usize) -> Vec<String> {
        let starts: Vec<usize> = text.char_indices().rev().take(LONGEST).map(|(place, _)| place).collect();
        let mut offered: Vec<String> = Vec::new();
        // The longer what is there, the surer what follows.
        for start in starts.into_iter().rev() {
            let mut found: Vec<(u32, &str)> = self.beginning_with(&text[start..]).collect();
            found.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
            for (_, rest) in found {
                if offered.len() == most {
                    return offered;
                }
                if !offered.iter().any(|known| known == rest) {
                    offered.push(rest.to_owned());
                }
            }
        }
        offered
    }

    /// The words that begin so and go on: weight, and what comes after the beginning.
    fn beginning_with<'a>(&'a self, start: &'a str) -> impl Iterator<Item = (u32, &'a str)> {
        let from =
            self.lines.partition_point(|begin| self.text[*begin..].split('\t').next().unwrap_or_default() < start);
        let lines = self.lines[from..].iter().map(|begin| self.text[*begin..].lines().next().unwrap_or_default());
        lines.map_while(move |line| line.strip_prefix(start)).filter_map(|rest| {
            let (word, weight) = rest.split_once('\t')?;
            Some((weight.parse().ok()?, word)).filter(|_| !word.is_empty())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> NextWords {
        NextWords::new("会\t9\n会议\t90\n社会\t100\n社会主义\t20\n社会保险\t50\n社区\t40\n".into())
    }

    #[test]
    fn what_follows_the_longer_beginning_comes_first() {
        assert_eq!(words().after("本人的社会", 8), ["保险", "主义", "议"]);
        assert_eq!(words().after("社会", 1), ["保险"]);
        assert_eq!(words().after("社", 8), ["会", "会保险", "区", "会主义"]);
    }

    #[test]
    fn nothing_follows_what_no_word_begins_with() {
        for text in ["", "abc", "社会保险", "😀", "王小满"] {
            assert!(words().after(text, 8).is_empty(), "{text}");
        }
        assert!(NextWords::default().after("社会", 8).is_empty());
        assert!(NextWords::new("\n\t\n坏行\n".into()).after("坏", 8).is_empty());
    }
}
