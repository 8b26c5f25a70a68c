//! The number of a case (办件编号).
//!
//! A kiosk's own has 16 digits, the last by Luhn. A number of the structure that Guangdong publishes has 43 characters:
//! the implementation code of the item (31), the day it was taken in, and four digits counted on that day; 45 for an item
//! of business. Other cities have their own (DB22/T 2848-2017, DB23/T 2551.3-2020), so a structure is only doubted. The code
//! with which papers are collected will do too.

use super::{Complaint, bank_card, doubtful, wrong};
use crate::application::credit_code::{self, CodeFault};
use jiff::civil::Date;

/// Characters of the shortest number or code.
const SHORTEST: usize = 4;
/// Digits of a kiosk's own number.
const OWN: usize = 16;
/// Of the day and the count of that day.
const DAY: usize = 8;
const COUNT: usize = 4;

pub(super) fn number(value: &str, today: Date) -> Option<Complaint> {
    if !value.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase()) {
        return wrong("办件编号只有数字和大写字母", "A case number has digits and capital letters only");
    }
    match value.len() {
        0..SHORTEST => Some(Complaint::Unfinished),
        OWN if value.bytes().all(|byte| byte.is_ascii_digit()) && !bank_card::luhn(value) => doubtful(
            "号码的最后一位与前面不符，请对照回执核对",
            "The last digit does not fit the others: please compare it with your receipt",
        ),
        43 | 45 if !is_published(value, today) => doubtful(
            "编号的结构不常见，请对照回执再核对一次",
            "The structure of the number is unusual: please compare it with your receipt",
        ),
        _ => None,
    }
}

/// Whether it has the published structure: of a body, of a level, of an item, of a day that has been.
fn is_published(value: &str, today: Date) -> bool {
    let (code, taken_in) = value.split_at(value.len() - DAY - COUNT);
    let (body, item) = code.split_at(18);
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    // Codes of bodies that fail their own check character are in use.
    matches!(credit_code::check(body), Ok(()) | Err(CodeFault::CheckCharacter(_)))
        && digits(item)
        && digits(taken_in)
        && Date::strptime("%Y%m%d", &taken_in[..DAY]).is_ok_and(|day| day <= today)
}
