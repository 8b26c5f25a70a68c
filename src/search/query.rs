//! What a citizen typed -> words to look for.

use super::{LONGEST_QUERY, MOST_WORDS};

/// A query, cut into words at its blanks and stops. Letters are small and half as wide as a Chinese character.
#[derive(Clone, PartialEq, Eq)]
pub struct Query {
    /// The words, none of them empty.
    pub words: Vec<Vec<char>>,
}

impl Query {
    /// Reads what was typed. Marks between words part them; an apostrophe, as between two syllables, is dropped.
    pub fn read(typed: &str) -> Self {
        let kept = typed.chars().filter(|character| !matches!(character, '\'' | '’')).take(LONGEST_QUERY).map(folded);
        let kept: Vec<char> = kept.collect();
        let words = kept.split(|character| !character.is_alphanumeric()).filter(|word| !word.is_empty());
        Self { words: words.take(MOST_WORDS).map(<[char]>::to_vec).collect() }
    }

    /// All of it without its blanks.
    pub fn joined(&self) -> Vec<char> {
        self.words.concat()
    }
}

/// A character as it is compared: small, and half as wide where it also exists so.
pub fn folded(character: char) -> char {
    let narrow = match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        '\u{3000}' => ' ',
        other => other,
    };
    let mut lower = narrow.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(small), None) => small,
        _ => narrow,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(typed: &str) -> Vec<String> {
        Query::read(typed).words.iter().map(|word| word.iter().collect()).collect()
    }

    #[test]
    fn blanks_and_stops_part_words_and_an_apostrophe_does_not() {
        assert_eq!(words(" 新生儿，社保  卡"), ["新生儿", "社保", "卡"]);
        assert_eq!(words("Xi'an"), ["xian"]);
        assert_eq!(words("ＡＢ１"), ["ab1"]);
        assert!(words(" ， ").is_empty());
    }

    #[test]
    fn a_query_of_any_length_is_cut() {
        assert_eq!(words(&"字".repeat(10_000))[0].chars().count(), LONGEST_QUERY);
        assert_eq!(words("a b c d e f").len(), MOST_WORDS);
    }
}
