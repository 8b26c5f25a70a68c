//! Single characters for names (生僻字), by reading, by how many strokes they have, or by code.
//!
//! One line asks for all three: letters are a reading, digits a count of strokes, both together both; `u` and at least four
//! hexadecimal digits are a code of Unicode, which no reading begins with. At most [`MOST`] characters come back, those of
//! few strokes first.
//!
//! The table is made with the program (`setup/pinyin`): readings from `luna_pinyin` and the kiosk's own words, strokes from
//! Rime's `stroke`. A character whose strokes are counted in two ways is found by both. By code every Han character is
//! found, also those that the table lacks.

use std::path::Path;

/// The most characters that one question gives.
pub const MOST: usize = 240;

/// The longest question that is looked at.
pub const LONGEST: usize = 12;

/// The table in the dictionary's folder: a character, its counts of strokes and its readings in each line.
const FILE: &str = "characters";

/// Every character that can be asked for.
#[derive(Default)]
pub struct Rare(Vec<Known>);

struct Known {
    character: char,
    /// Of its strokes; 0 where there is no further count, or none is known.
    strokes: [u8; 2],
    /// With a space before and behind each.
    readings: Box<str>,
}

/// What is asked.
#[derive(Debug, PartialEq, Eq)]
enum Asked<'a> {
    Code(Option<char>),
    Sound { reading: &'a str, strokes: Option<u8> },
    Nothing,
}

impl Rare {
    /// The characters of this folder.
    ///
    /// # Errors
    /// When the table is not there or is no text. By code characters are found all the same.
    pub fn open(built: &Path) -> std::io::Result<Self> {
        Ok(Self::new(&std::fs::read_to_string(built.join(FILE))?))
    }

    fn new(text: &str) -> Self {
        Self(text.lines().filter_map(known).collect())
    }

    /// The characters that are meant.
    pub fn find(&self, question: &str) -> Vec<char> {
        match asked(question) {
            Asked::Nothing => Vec::new(),
            Asked::Code(character) => character.into_iter().collect(),
            Asked::Sound { reading, strokes } => self.sounding(reading, strokes),
        }
    }

    fn sounding(&self, reading: &str, strokes: Option<u8>) -> Vec<char> {
        let (whole, begun) = (format!(" {reading} "), format!(" {reading}"));
        let fits = |known: &&Known| strokes.is_none_or(|strokes| known.strokes.contains(&strokes));
        let mut found: Vec<(bool, u8, char)> = self
            .0
            .iter()
            .filter(|known| reading.is_empty() || known.readings.contains(&begun))
            .filter(fits)
            .map(|known| {
                let is_whole = reading.is_empty() || known.readings.contains(&whole);
                (!is_whole, known.strokes[0], known.character)
            })
            .collect();
        found.sort_unstable();
        found.into_iter().take(MOST).map(|(.., character)| character).collect()
    }
}

fn known(line: &str) -> Option<Known> {
    let mut parts = line.split('\t');
    let character = parts.next()?.chars().next()?;
    let mut counts = parts.next()?.split(',').filter_map(|count| count.parse().ok());
    let strokes = [counts.next().unwrap_or(0), counts.next().unwrap_or(0)];
    let readings = parts.next().unwrap_or_default();
    Some(Known { character, strokes, readings: format!(" {readings} ").into() })
}

fn asked(question: &str) -> Asked<'_> {
    let question = question.get(..LONGEST).unwrap_or(question);
    if let Some(code) = question.strip_prefix(['u', 'U']) {
        let code = code.trim_start_matches('+');
        let character = u32::from_str_radix(code, 16).ok().filter(|_| code.len() >= 4).and_then(char::from_u32);
        return Asked::Code(character.filter(|character| is_han(*character)));
    }
    let letters = question.find(|character: char| !character.is_ascii_lowercase()).unwrap_or(question.len());
    let (reading, digits) = question.split_at(letters);
    match (reading.is_empty(), digits.is_empty(), digits.parse()) {
        (true, true, _) => Asked::Nothing,
        (false, true, _) => Asked::Sound { reading, strokes: None },
        (_, _, Ok(strokes)) => Asked::Sound { reading, strokes: Some(strokes) },
        (_, _, Err(_)) => Asked::Nothing,
    }
}

/// The blocks of Han characters that GB 18030-2022 names at its third level, and what Unicode added since.
fn is_han(character: char) -> bool {
    matches!(character, '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rare() -> Rare {
        Rare::new("严\t7\tyan\n䶮\t9\tyan\n龑\t20,21\tyan\n堃\t11\tkun\n草\t10,9\tcao\n王\t4\twang yu\n")
    }

    #[test]
    fn a_reading_finds_its_characters_by_few_strokes_first_and_strokes_narrow_it() {
        let rare = rare();
        assert_eq!(rare.find("yan"), ['严', '䶮', '龑']);
        assert_eq!(rare.find("yan9"), ['䶮']);
        assert_eq!(rare.find("yan21"), ['龑']);
        assert_eq!(rare.find("11"), ['堃']);
        assert_eq!(rare.find("9"), ['䶮', '草'], "a character is found by either count");
        assert_eq!(rare.find("ya"), ['严', '䶮', '龑'], "while it is being spelt");
        assert_eq!(rare.find("yu"), ['王'], "by its second reading");
    }

    #[test]
    fn a_code_finds_any_han_character_and_nothing_else() {
        let rare = Rare::default();
        assert_eq!(rare.find("u4dae"), ['䶮']);
        assert_eq!(rare.find("u30EDD"), ['\u{30edd}']);
        for none in ["u", "u4d", "u0041", "ud800", "u110000", "uffffffffff", "u202e", "u1f600"] {
            assert!(rare.find(none).is_empty(), "{none}");
        }
    }

    #[test]
    fn what_is_no_question_finds_nothing() {
        for none in ["", "9yan", "yan999", "yan-3", "严", "'", "zzzz"] {
            assert!(rare().find(none).is_empty(), "{none}");
        }
        assert!(rare().find(&"y".repeat(10_000)).is_empty());
    }
}
