//! What is wrong with a value, said to the citizen who is writing it.
//!
//! Checks run at every key. While a value is merely unfinished nothing is said; once it is wrong, the words say how to
//! put it right. A doubt warns and never bars: some codes in use fail their own check character.

mod amounts;
mod bank_card;
mod case_number;
mod names;
mod people;
mod places;

use super::credit_code::{self, CodeFault};
use crate::catalog::{Field, FieldKind};
use crate::text::Text;
use jiff::civil::Date;

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
        FieldKind::Name => names::name(value),
        FieldKind::CitizenNumber => people::citizen(value),
        FieldKind::ResidencePermit => people::residence_permit(value),
        FieldKind::HomePermit => people::home_permit(value),
        FieldKind::TaiwanPermit => people::taiwan_permit(value),
        FieldKind::ForeignResident => people::foreign_resident(value),
        FieldKind::AnyNumber => people::any(value),
        FieldKind::Mobile => mobile(value),
        FieldKind::PastDate => day(value, Some(today)),
        FieldKind::Date | FieldKind::WorkingDay => day(value, None),
        FieldKind::CreditCode => credit(value),
        FieldKind::Address => places::address(value),
        FieldKind::Area => places::area(value),
        FieldKind::CaseNumber => case_number::number(value, today),
        FieldKind::BankCard => bank_card::number(value),
        FieldKind::Number | FieldKind::Money => amounts::amount(field, value),
        FieldKind::Text | FieldKind::Lines => None,
        FieldKind::Choice | FieldKind::Nation | FieldKind::YesNo => {
            let known = field.options.iter().any(|option| option.key == value);
            (!known).then_some(Complaint::Missing)
        }
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
        Ok(()) if !credit_code::known_start(value) => doubtful(
            "前两位不是常见的登记管理部门和机构类别，请再核对一次",
            "The first two characters are unusual: please check once more",
        ),
        Ok(()) => None,
        Err(CodeFault::Length) if value.chars().count() < 18 => Some(Complaint::Unfinished),
        Err(CodeFault::Length) => wrong("统一社会信用代码是18位", "The code has 18 characters"),
        Err(CodeFault::Character(c)) => wrong(
            &format!("代码里没有字母“{c}”，请核对"),
            &format!("The code never has the letter {c}: please check it"),
        ),
        Err(CodeFault::CheckCharacter(_)) => doubtful(
            "最后一位与前17位不符，请再核对一次",
            "The last character does not fit the first 17: please check once more",
        ),
    }
}

fn wrong(zh: &str, en: &str) -> Option<Complaint> {
    Some(Complaint::Wrong(Text::new(zh, en)))
}

fn doubtful(zh: &str, en: &str) -> Option<Complaint> {
    Some(Complaint::Doubtful(Text::new(zh, en)))
}

#[cfg(test)]
mod tests;
