//! The number that a citizen keeps.
//!
//! Sixteen digits in fours, as on a bank card, which people can read over the telephone; the last one is a Luhn check
//! digit. It follows from the submission's id, so a lost receipt can be printed again from the id alone. Two ids of a
//! million share a number once in two thousand such millions; the platform tells submissions apart by id, never by it.

use crate::platform::contract::SubmissionId;

/// The number of a submission, without spaces.
pub fn of(id: SubmissionId) -> String {
    // The last eight bytes of a version 7 id are random but for two bits.
    let random = u128::from_be_bytes(*id.as_bytes()) % 1_000_000_000_000_000;
    let digits = format!("{random:015}");
    let check = luhn_check_digit(&digits);
    format!("{digits}{check}")
}

/// The number in groups of four, for eyes.
pub fn grouped(number: &str) -> String {
    let digits: Vec<char> = number.chars().collect();
    digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Whether a text is a number of ours: a slip of one digit, or two that changed places, is seen.
pub fn is_one(text: &str) -> bool {
    text.len() == 16
        && text.bytes().all(|digit| digit.is_ascii_digit())
        && text[15..] == luhn_check_digit(&text[..15]).to_string()
}

/// What a receipt's QR code says: where the case is followed.
pub fn address(progress_url: &str, number: &str) -> String {
    format!("{progress_url}{number}")
}

fn luhn_check_digit(digits: &str) -> u32 {
    let doubled = |(place, digit): (usize, u32)| {
        if place % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit }
    };
    let sum: u32 = digits.chars().rev().filter_map(|c| c.to_digit(10)).enumerate().map(doubled).sum();
    (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_sixteen_digits_and_passes_luhn() {
        let number = of("01970000-0000-7000-8123-456789abcdef".parse().expect("an id"));
        assert_eq!(number.len(), 16);
        assert_eq!(luhn_check_digit(&number[..15]).to_string(), number[15..]);
        assert_eq!(luhn_check_digit("7992739871"), 3); // the textbook's example
    }

    #[test]
    fn a_number_with_a_slip_is_none() {
        let number = of("01970000-0000-7000-8123-456789abcdef".parse().expect("an id"));
        assert!(is_one(&number));
        for (place, digit) in number.char_indices() {
            let other = if digit == '9' { '0' } else { '9' };
            assert!(!is_one(&format!("{}{other}{}", &number[..place], &number[place + 1..])), "at {place}");
        }
        assert!(!is_one("") && !is_one(&number[1..]) && !is_one("一二三四五六七八九十一二三四五六"));
    }

    #[test]
    fn a_number_is_read_in_fours() {
        assert_eq!(grouped("1234567890123452"), "1234 5678 9012 3452");
    }
}
