//! Numbers of bank cards: 16 to 19 digits, the last a Luhn check digit.
//!
//! A wrong check digit is a doubt and no bar: passbooks and old cards without one are in use.

use super::{Complaint, doubtful, wrong};

pub(super) fn number(value: &str) -> Option<Complaint> {
    if !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return wrong("银行卡号只有数字", "A bank card's number has digits only");
    }
    match value.len() {
        0..16 => Some(Complaint::Unfinished),
        16..=19 if luhn(value) => None,
        16..=19 => doubtful("卡号的校验位不符，请再核对一次", "The check digit does not fit: please check once more"),
        _ => wrong("银行卡号最多19位", "A bank card's number has 19 digits at most"),
    }
}

pub(super) fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0');
            let doubled = if place % 2 == 1 { digit * 2 } else { digit };
            doubled / 10 + doubled % 10
        })
        .sum();
    sum.is_multiple_of(10)
}
