//! The citizen number (公民身份号码, GB 11643): six digits of area, eight of birth date, three of sequence, one check
//! digit.
//!
//! - Pure, without a clock: a birth date in the future is not noticed.
//! - Area codes are not judged: they change every year, and a card outlives its area. Numbers of residence permits
//!   (area 81, 82 and 83) follow the same rule and pass.
//! - Years 1800 to 2099.

use crate::Personal;

/// Characters of a citizen number.
pub const LENGTH: usize = 18;

/// What a valid number says of its owner, in the codes of [`crate::IdCard`].
#[derive(Clone, PartialEq, Eq)]
pub struct NumberFacts {
    /// Birth date, `yyyyMMdd`.
    pub birth: Personal,
    /// Sex, code of GB/T 2261.1: `1` male, `2` female. An odd sequence number is a man's.
    pub sex: Personal,
}

/// What is wrong with a number.
///
/// While it is being typed: [`NumberFault::Length`] is reported only when nothing else is wrong yet, so any other fault
/// is one that typing on cannot mend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberFault {
    /// It has not 18 characters.
    #[error("a citizen number has 18 characters; type them all")]
    Length,
    /// A character that cannot stand there. Only the last may be `X`.
    #[error("character {position} is not a digit; correct it")]
    NotADigit {
        /// From 1 to 18, as one counts them on the card.
        position: usize,
    },
    /// Characters 7 to 14 are no day of the calendar.
    #[error("characters 7 to 14 are no date; compare them with the card")]
    BirthDate,
    /// The last character does not fit the others: one of them is wrong, or two were swapped.
    #[error("the number contradicts itself; compare every digit with the card")]
    CheckDigit {
        /// What the other seventeen ask for.
        expected: char,
    },
}

/// Checks a number. The check digit may be `X` or `x`; blanks are not skipped.
///
/// ```
/// use yici_hardware::citizen_number::{NumberFault, check};
///
/// assert!(check("44052418800101001").is_err_and(|fault| fault == NumberFault::Length));
/// assert!(check("440524188001010014").is_ok_and(|facts| facts.birth.reveal() == "18800101"));
/// ```
pub fn check(number: &str) -> Result<NumberFacts, NumberFault> {
    for (index, character) in number.chars().take(LENGTH).enumerate() {
        let fits = character.is_ascii_digit() || (index + 1 == LENGTH && matches!(character, 'X' | 'x'));
        if !fits {
            return Err(NumberFault::NotADigit { position: index + 1 });
        }
    }
    // From here on the first eighteen are ASCII, so positions in bytes are positions in characters.
    let birth = number.get(6..14);
    if birth.is_some_and(|birth| !is_date(birth)) {
        return Err(NumberFault::BirthDate);
    }
    let (Some(birth), LENGTH, Some((first, last))) = (birth, number.len(), number.split_at_checked(LENGTH - 1)) else {
        return Err(NumberFault::Length);
    };
    let expected = check_digit(first)?;
    if !last.eq_ignore_ascii_case(expected.encode_utf8(&mut [0; 4])) {
        return Err(NumberFault::CheckDigit { expected });
    }
    let odd = first.ends_with(['1', '3', '5', '7', '9']);
    Ok(NumberFacts { birth: Personal::from(birth), sex: Personal::from(if odd { "1" } else { "2" }) })
}

/// The check digit of the first seventeen: `0` to `9` or `X` (ISO 7064, MOD 11-2).
///
/// [`NumberFault::Length`] or [`NumberFault::NotADigit`] when they are not seventeen digits.
pub fn check_digit(first_seventeen: &str) -> Result<char, NumberFault> {
    const WEIGHTS: [usize; LENGTH - 1] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const DIGITS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let mut sum = 0;
    for (index, (byte, weight)) in first_seventeen.bytes().zip(WEIGHTS).enumerate() {
        if !byte.is_ascii_digit() {
            return Err(NumberFault::NotADigit { position: index + 1 });
        }
        sum += usize::from(byte - b'0') * weight;
    }
    if first_seventeen.len() != WEIGHTS.len() {
        return Err(NumberFault::Length);
    }
    Ok(DIGITS[sum % DIGITS.len()])
}

/// Whether `text` is a day of the calendar, `yyyyMMdd`, from 1800 to 2099.
pub(crate) fn is_date(text: &str) -> bool {
    let part = |from, to| text.get(from..to)?.parse::<u32>().ok();
    let (8, true, Some(year), Some(month), Some(day)) =
        (text.len(), text.bytes().all(|byte| byte.is_ascii_digit()), part(0, 4), part(4, 6), part(6, 8))
    else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1800..=2099).contains(&year) && (1..=days).contains(&day)
}
