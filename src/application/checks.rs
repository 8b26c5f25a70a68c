//! What is wrong with a value, said to the citizen who is writing it.
//!
//! Checks run at every key. While a value is merely unfinished nothing is said; once it is wrong, the words say how to
//! put it right. A doubt warns and never bars: some codes in use fail their own check character.

use super::credit_code::{self, CodeFault};
use crate::catalog::{Field, FieldKind};
use crate::text::Text;
use jiff::civil::Date;
use yici_hardware::citizen_number::{self, NumberFault};

/// What is to be said about a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Complaint {
    /// Required and empty.
    Missing,
    /// Right so far, but not all there yet.
    Unfinished,
    /// Wrong; the form cannot be handed in with it.
    Wrong(Text),
    /// Odd, but accepted.
    Doubtful(Text),
}

impl Complaint {
    /// Whether the form cannot be handed in.
    pub fn bars(&self) -> bool {
        !matches!(self, Self::Doubtful(_))
    }
}

/// What is to be said about this value of this field, if anything.
pub fn complaint(field: &Field, value: &str, today: Date) -> Option<Complaint> {
    if value.is_empty() {
        return field.required.then_some(Complaint::Missing);
    }
    if value.chars().count() > field.longest {
        return wrong("太长了，请缩短", "Too long: please shorten it");
    }
    match field.kind {
        FieldKind::Name => name(value),
        FieldKind::CitizenNumber => citizen(value),
        FieldKind::Mobile => mobile(value),
        FieldKind::PastDate => day(value, Some(today)),
        FieldKind::Date => day(value, None),
        FieldKind::CreditCode => credit(value),
        FieldKind::Text => None,
        FieldKind::Choice if field.options.iter().any(|option| option.key == value) => None,
        FieldKind::Choice => Some(Complaint::Missing),
    }
}

fn name(value: &str) -> Option<Complaint> {
    let known = |c: char| c.is_alphabetic() || matches!(c, '·' | '-' | ' ' | '.' | '\'');
    if value.chars().all(known) {
        return None;
    }
    wrong("姓名里只能有文字和间隔号“·”", "A name has only letters, characters and the dot ·")
}

fn citizen(value: &str) -> Option<Complaint> {
    match citizen_number::check(value) {
        Ok(_) => None,
        Err(NumberFault::Length) if value.len() < 18 && value.chars().all(|c| c.is_ascii_digit()) => {
            Some(Complaint::Unfinished)
        }
        Err(NumberFault::Length) => wrong("身份证号码是18位", "An ID number has 18 characters"),
        Err(NumberFault::NotADigit { position }) => {
            wrong(&format!("第{position}位应当是数字"), &format!("Character {position} should be a digit"))
        }
        Err(NumberFault::BirthDate) => {
            wrong("第7至14位不是一个日期，请核对", "Digits 7 to 14 are no date: please check them")
        }
        Err(NumberFault::CheckDigit { .. }) => wrong(
            "号码有误：最后一位与前17位不符，请逐位核对",
            "Wrong number: the last character does not fit the first 17",
        ),
    }
}

fn mobile(value: &str) -> Option<Complaint> {
    let digits = value.chars().all(|c| c.is_ascii_digit());
    let start = value.starts_with('1') && !value[1..].starts_with(['0', '1', '2']);
    if !digits || !start {
        return wrong("手机号码以13至19开头", "A mobile number begins with 13 to 19");
    }
    match value.len() {
        11 => None,
        0..11 => Some(Complaint::Unfinished),
        _ => wrong("手机号码是11位", "A mobile number has 11 digits"),
    }
}

fn day(value: &str, not_after: Option<Date>) -> Option<Complaint> {
    if value.len() < 10 && value.chars().all(|c| c.is_ascii_digit() || c == '-') {
        return Some(Complaint::Unfinished);
    }
    match value.parse::<Date>() {
        Err(_) => wrong("没有这一天，请按“年-月-日”核对", "There is no such day: please write year-month-day"),
        Ok(date) if not_after.is_some_and(|today| date > today) => {
            wrong("日期不能晚于今天", "The day cannot be later than today")
        }
        Ok(_) => None,
    }
}

fn credit(value: &str) -> Option<Complaint> {
    match credit_code::check(value) {
        Ok(()) => None,
        Err(CodeFault::Length) if value.chars().count() < 18 => Some(Complaint::Unfinished),
        Err(CodeFault::Length) => wrong("统一社会信用代码是18位", "The code has 18 characters"),
        Err(CodeFault::Character(c)) => wrong(
            &format!("代码里没有字母“{c}”，请核对"),
            &format!("The code never has the letter {c}: please check it"),
        ),
        Err(CodeFault::CheckCharacter(_)) => Some(Complaint::Doubtful(Text {
            zh: "最后一位与前17位不符，请再核对一次".into(),
            en: "The last character does not fit the first 17: please check once more".into(),
        })),
    }
}

fn wrong(zh: &str, en: &str) -> Option<Complaint> {
    Some(Complaint::Wrong(Text { zh: zh.to_owned(), en: en.to_owned() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn field(kind: &str) -> Field {
        let text = format!(
            "key = \"k\"\nkind = \"{kind}\"\nname = {{ zh = \"名\", en = \"Name\" }}\ngroup = {{ zh = \"组\", en = \"Group\" }}"
        );
        toml::from_str(&text).expect("a field")
    }

    fn says(kind: &str, value: &str) -> Option<Complaint> {
        complaint(&field(kind), value, date(2026, 11, 21))
    }

    fn is_wrong(kind: &str, value: &str) -> bool {
        matches!(says(kind, value), Some(Complaint::Wrong(_)))
    }

    #[test]
    fn a_number_is_unfinished_until_its_last_digit_and_then_right_or_wrong() {
        assert_eq!(says("citizen-number", "1101051949123100"), Some(Complaint::Unfinished));
        assert_eq!(says("citizen-number", "11010519491231002X"), None);
        assert!(is_wrong("citizen-number", "110105194912310021"));
        assert!(is_wrong("citizen-number", "11010519491331002X"));
    }

    #[test]
    fn a_mobile_number_is_wrong_from_its_second_digit_on() {
        assert_eq!(says("mobile", "1"), Some(Complaint::Unfinished));
        assert!(is_wrong("mobile", "12"));
        assert_eq!(says("mobile", "13900000000"), None);
        assert!(is_wrong("mobile", "139000000001"));
    }

    #[test]
    fn a_day_must_exist_and_a_past_one_must_have_passed() {
        assert!(is_wrong("past-date", "2026-02-30"));
        assert!(is_wrong("past-date", "2026-11-22"));
        assert_eq!(says("past-date", "2026-11-21"), None);
        assert_eq!(says("date", "2027-01-01"), None);
    }

    #[test]
    fn a_credit_code_with_an_odd_check_character_warns_and_does_not_bar() {
        let said = says("credit-code", "91350211M0000XUF46").expect("a doubt");
        assert!(!said.bars());
    }

    #[test]
    fn a_minority_name_with_its_dot_is_a_name_and_digits_are_not() {
        assert_eq!(says("name", "阿依古丽·买买提"), None);
        assert!(is_wrong("name", "王2"));
    }

    #[test]
    fn a_value_beyond_its_field_is_refused_and_no_character_can_break_a_check() {
        assert!(is_wrong("text", &"长".repeat(61)));
        for value in ["\u{202e}", "😀", "１", "é", "\u{0}", "--", "1é"] {
            for kind in ["name", "citizen-number", "mobile", "past-date", "credit-code", "text", "choice"] {
                let _ = says(kind, value);
            }
        }
    }
}
