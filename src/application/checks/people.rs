//! Numbers by which persons are known.
//!
//! - Citizen number and 港澳台居民居住证 (area 810000, 820000, 830000): GB 11643, 18 characters.
//! - 外国人永久居留身份证: 2017, three letters and twelve digits; 2023, 18 digits that begin with 9 and end like a
//!   citizen number's. The check digit of the form of 2017 (weights 7 3 1) rests on general knowledge only: a doubt.
//! - 港澳居民来往内地通行证: H or M and eight digits, ten on old ones. 台湾居民来往大陆通行证: eight digits.

use super::{Complaint, doubtful, wrong};
use yici_hardware::citizen_number::{self, NumberFault};

pub(super) fn citizen(value: &str) -> Option<Complaint> {
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

pub(super) fn residence_permit(value: &str) -> Option<Complaint> {
    let starts = ["810000", "820000", "830000"];
    if starts.iter().all(|start| !start.starts_with(value) && !value.starts_with(start)) {
        return wrong(
            "港澳台居民居住证号码以810000、820000或830000开头",
            "This number begins with 810000, 820000 or 830000",
        );
    }
    citizen(value)
}

pub(super) fn home_permit(value: &str) -> Option<Complaint> {
    let wrong_shape = || wrong("号码是字母H或M加8位数字", "The number is the letter H or M and eight digits");
    let Some(digits) = value.strip_prefix(['H', 'M']) else { return wrong_shape() };
    match digits.len() {
        _ if !digits.bytes().all(|byte| byte.is_ascii_digit()) => wrong_shape(),
        // Old ones end in two digits that count renewals.
        8 | 10 => None,
        0..10 => Some(Complaint::Unfinished),
        _ => wrong_shape(),
    }
}

pub(super) fn taiwan_permit(value: &str) -> Option<Complaint> {
    match value.len() {
        _ if !value.bytes().all(|byte| byte.is_ascii_digit()) => wrong("号码是8位数字", "The number has eight digits"),
        8 => None,
        0..8 => Some(Complaint::Unfinished),
        _ => wrong("号码是8位数字", "The number has eight digits"),
    }
}

pub(super) fn foreign_resident(value: &str) -> Option<Complaint> {
    if value.starts_with('9') {
        return citizen(value);
    }
    let fits =
        value.chars().enumerate().all(|(place, c)| if place < 3 { c.is_ascii_uppercase() } else { c.is_ascii_digit() });
    match value.len() {
        _ if !fits => wrong(
            "号码是3个字母加12位数字，或者9开头的18位数字",
            "The number is three letters and twelve digits, or 18 digits that begin with 9",
        ),
        15 if !weighs_right(value) => doubtful(
            "最后一位与前14位不符，请再核对一次",
            "The last digit does not fit the first 14: please check once more",
        ),
        15 => None,
        0..15 => Some(Complaint::Unfinished),
        _ => wrong("2017版号码是15位", "A number of 2017 has 15 characters"),
    }
}

/// Weights 7, 3, 1 over the first fourteen, letters from A = 10; the sum's last digit is the fifteenth.
fn weighs_right(value: &str) -> bool {
    let values: Option<Vec<u32>> = value.chars().map(|c| c.to_digit(36)).collect();
    values.is_some_and(|values| {
        let sum: u32 =
            values.iter().take(14).zip([7, 3, 1].into_iter().cycle()).map(|(value, weight)| value * weight).sum();
        values.last() == Some(&(sum % 10))
    })
}

/// Whichever number a person has, told apart by how it begins and how long it is.
pub(super) fn any(value: &str) -> Option<Complaint> {
    let letters = value.chars().take_while(char::is_ascii_uppercase).count();
    match (letters, value.len()) {
        (1, ..=11) if value.starts_with(['H', 'M']) => home_permit(value),
        (1.., _) => foreign_resident(value),
        (0, 8) if taiwan_permit(value).is_none() => None,
        (0, _) if ["81", "82", "83"].iter().any(|start| value.starts_with(start)) => residence_permit(value),
        _ => citizen(value),
    }
}
