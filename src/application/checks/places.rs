//! Addresses and codes of areas, GB/T 2260.
//!
//! A province is judged, since there will be no other. What lies below is compared with the list, and is only doubted:
//! counties are renamed every year, and a paper outlives its county.

use super::{Complaint, doubtful, wrong};
use crate::areas;

/// Fewest characters of an address that somebody can find.
const SHORTEST_ADDRESS: usize = 6;
/// Most characters of a zone's name.
const LONGEST_ZONE: usize = 12;

pub(super) fn area(value: &str) -> Option<Complaint> {
    if !value.bytes().all(|byte| byte.is_ascii_digit()) || value.len() > 6 {
        return wrong("行政区划代码是6位数字", "The code of an area has six digits");
    }
    let known = areas::provinces().iter().any(|province| {
        let code = &province.code[..2];
        code.starts_with(value) || value.starts_with(code)
    });
    if !known {
        return wrong("前两位不是省、自治区、直辖市的代码", "The first two digits are no province's code");
    }
    if value.len() < 6 {
        return Some(Complaint::Unfinished);
    }
    if areas::of_code(value).is_none() {
        return doubtful(
            "2023年的行政区划里没有这个代码，请再核对一次",
            "The divisions of 2023 have no such code: please check once more",
        );
    }
    None
}

pub(super) fn address(value: &str) -> Option<Complaint> {
    if value.chars().any(|c| matches!(c, '<' | '>' | '{' | '}' | '|' | '\\' | '^' | '~')) {
        return wrong("地址里有不能使用的符号", "The address has a sign that cannot be used");
    }
    if value.chars().count() < SHORTEST_ADDRESS {
        return Some(Complaint::Unfinished);
    }
    let address = value.trim_start_matches("中国").trim_start();
    if address.is_ascii() {
        return None; // abroad
    }
    let (found, rest) = areas::begun(address);
    let Some(last) = found.last() else {
        return doubtful("建议从省、自治区、直辖市写起", "It is better to begin with the province");
    };
    // A few cities have no counties, and a new district or a zone (新区, 开发区) is no division.
    if areas::below(*last).is_empty() || zone(rest) {
        return None;
    }
    doubtful(
        &format!("“{}”下面没有找到这个市、县、区，请再核对一次", last.name),
        &format!("No such city or county was found in {}: please check once more", last.name),
    )
}

/// Whether this begins with a zone that is run like a county.
fn zone(rest: &str) -> bool {
    let begins: String = rest.chars().take(LONGEST_ZONE).collect();
    ["新区", "开发区", "高新区", "园区", "管理区", "试验区", "示范区", "保税区"]
        .iter()
        .any(|kind| begins.contains(kind))
}
