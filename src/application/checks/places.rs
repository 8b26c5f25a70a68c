//! Addresses and codes of areas, GB/T 2260.
//!
//! Provinces are a table, since they do not change; below them only the structure is judged, and only as a doubt: counties
//! are renamed every year, and a paper outlives its county.

use super::{Complaint, doubtful, wrong};

/// Code and name of every province, as GB/T 2260 has them. Short names are the first two characters, three where noted.
const PROVINCES: [(&str, &str); 34] = [
    ("11", "北京"),
    ("12", "天津"),
    ("13", "河北"),
    ("14", "山西"),
    ("15", "内蒙古"),
    ("21", "辽宁"),
    ("22", "吉林"),
    ("23", "黑龙江"),
    ("31", "上海"),
    ("32", "江苏"),
    ("33", "浙江"),
    ("34", "安徽"),
    ("35", "福建"),
    ("36", "江西"),
    ("37", "山东"),
    ("41", "河南"),
    ("42", "湖北"),
    ("43", "湖南"),
    ("44", "广东"),
    ("45", "广西"),
    ("46", "海南"),
    ("50", "重庆"),
    ("51", "四川"),
    ("52", "贵州"),
    ("53", "云南"),
    ("54", "西藏"),
    ("61", "陕西"),
    ("62", "甘肃"),
    ("63", "青海"),
    ("64", "宁夏"),
    ("65", "新疆"),
    ("71", "台湾"),
    ("81", "香港"),
    ("82", "澳门"),
];

/// Fewest characters of an address that somebody can find.
const SHORTEST_ADDRESS: usize = 6;

pub(super) fn area(value: &str) -> Option<Complaint> {
    if !value.bytes().all(|byte| byte.is_ascii_digit()) || value.len() > 6 {
        return wrong("行政区划代码是6位数字", "The code of an area has six digits");
    }
    let known = PROVINCES.iter().any(|(code, _)| code.starts_with(value) || value.starts_with(code));
    if !known {
        return wrong("前两位不是省、自治区、直辖市的代码", "The first two digits are no province's code");
    }
    let (Some(city), Some(county)) = (value.get(2..4), value.get(4..6)) else { return Some(Complaint::Unfinished) };
    // 01-20 and 51-70 cities, 21-50 prefectures, 90 what stands directly under a province; a county needs a city.
    let city_fits = matches!(city.parse::<u8>(), Ok(0..=70 | 90));
    if !city_fits || (city == "00" && county != "00") {
        return doubtful(
            "代码的结构不常见，请再核对一次",
            "The structure of the code is unusual: please check once more",
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
    let begins = value.trim_start_matches("中国").trim_start();
    if PROVINCES.iter().any(|(_, name)| begins.starts_with(name)) || begins.is_ascii() {
        return None;
    }
    doubtful("建议从省、自治区、直辖市写起", "It is better to begin with the province")
}
