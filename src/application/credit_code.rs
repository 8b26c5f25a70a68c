//! Unified social credit code (统一社会信用代码), GB 32100-2015.

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// Registering department and kind of body, the first two characters, as far as they have been seen. The list is not the
/// standard's, so a start outside it is a doubt at most.
const STARTS: &str =
    "11 12 13 19 21 29 31 32 33 34 35 39 41 49 51 52 53 59 61 62 69 71 72 79 81 89 91 92 93 A1 A9 N1 N2 N3 N9 Y1";

/// Whether the first two characters are ones that are in use.
pub fn known_start(code: &str) -> bool {
    code.get(..2).is_some_and(|start| STARTS.split(' ').any(|known| known == start))
}

/// What is wrong with a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeFault {
    /// Not 18 characters.
    Length,
    /// A character that the alphabet leaves out, such as I, O, S, V, Z.
    Character(char),
    /// The last character does not follow from the others; it should be this one. Codes that fail this are in use, so
    /// it is a warning and never a bar.
    CheckCharacter(char),
}

/// Checks a code, capital letters.
///
/// # Errors
/// The first fault from the left.
pub fn check(code: &str) -> Result<(), CodeFault> {
    if code.chars().count() != 18 {
        return Err(CodeFault::Length);
    }
    let mut values = [0_usize; 18];
    for (value, character) in values.iter_mut().zip(code.chars()) {
        let place = ALPHABET.iter().position(|&known| char::from(known) == character);
        *value = place.ok_or(CodeFault::Character(character))?;
    }
    let sum: usize = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    let expected = (31 - sum % 31) % 31;
    if values[17] == expected { Ok(()) } else { Err(CodeFault::CheckCharacter(char::from(ALPHABET[expected]))) }
}

/// The code that stands in a text, such as the address in a business licence's QR code: a word of 18 characters that holds
/// together by its last one.
pub fn find(text: &str) -> Option<String> {
    let words = text.split(|character: char| !character.is_ascii_alphanumeric());
    words.map(str::to_ascii_uppercase).find(|word| check(word).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_in_a_licences_address_and_nothing_is_made_up() {
        let code = "91350100M000100Y43";
        for text in [code.to_owned(), format!("http://example.test/i?uniscid={code}&ch=1"), code.to_lowercase()] {
            assert_eq!(find(&text).as_deref(), Some(code), "{text}");
        }
        for text in ["", "91350100M000100Y44", "X91350100M000100Y43", "http://example.test/"] {
            assert_eq!(find(text), None, "{text}");
        }
    }

    #[test]
    fn codes_of_the_standard_pass() {
        for code in ["91350100M000100Y43", "91110000101623741K", "911101066976941872", "21110108GLWURT0K9D"] {
            assert_eq!(check(code), Ok(()), "{code}");
        }
    }

    #[test]
    fn a_wrong_last_character_names_the_right_one() {
        assert_eq!(check("91350100M000100Y44"), Err(CodeFault::CheckCharacter('3')));
    }

    #[test]
    fn letters_outside_the_alphabet_and_other_lengths_are_named() {
        assert_eq!(check("91350100M000100O43"), Err(CodeFault::Character('O')));
        assert_eq!(check("9135"), Err(CodeFault::Length));
        assert_eq!(check("九一三五零一零零零零零零零零零零零零"), Err(CodeFault::Character('九')));
    }
}
