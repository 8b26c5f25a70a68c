//! The numbers on the cards of those who are no registered residents. Pure; for residents see
//! [`crate::citizen_number`].
//!
//! - A number has its form or has not: nothing here says that it was ever given to anybody.
//! - Letters are capitals; blanks are not skipped.

use crate::citizen_number;

/// Where the holder of a residence permit (港澳台居民居住证) comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// 香港.
    HongKong,
    /// 澳门.
    Macau,
    /// 台湾.
    Taiwan,
}

/// The region of a residence permit's number: 810000 Hong Kong, 820000 Macau, 830000 Taiwan. The rest of the number
/// follows [`citizen_number::check`], and is not looked at here.
pub fn residence_region(number: &str) -> Option<Region> {
    match number.get(..6)? {
        "810000" => Some(Region::HongKong),
        "820000" => Some(Region::Macau),
        "830000" => Some(Region::Taiwan),
        _ => None,
    }
}

/// The region whose residents travel with a permit of this number: `H` or `M` and eight digits (two more on the old
/// form, for the renewals), or eight digits for Taiwan. `None` for any other form.
pub fn travel_permit_region(number: &str) -> Option<Region> {
    let (region, digits) = match number.as_bytes() {
        [b'H', digits @ ..] => (Region::HongKong, digits),
        [b'M', digits @ ..] => (Region::Macau, digits),
        digits => (Region::Taiwan, digits),
    };
    let length_fits = digits.len() == 8 || (digits.len() == 10 && region != Region::Taiwan);
    (length_fits && digits.iter().all(u8::is_ascii_digit)).then_some(region)
}

/// Whether it has the form of a permanent resident's number of 2017: three letters and twelve digits. Its check digit is
/// not judged; see [`icao_check_digit_fits`].
pub fn is_permanent_resident_2017(number: &str) -> bool {
    number.as_bytes().split_at_checked(3).is_some_and(|(letters, digits)| {
        letters.iter().all(u8::is_ascii_uppercase) && digits.len() == 12 && digits.iter().all(u8::is_ascii_digit)
    })
}

/// Whether the last digit is the one that the 7-3-1 rule of travel documents (ICAO 9303) asks for. That the number of
/// 2017 follows this rule has no published source: warn, refuse nobody.
pub fn icao_check_digit_fits(number: &str) -> bool {
    let Some((last, first)) = number.as_bytes().split_last() else { return false };
    let mut sum = 0;
    for (byte, weight) in first.iter().zip([7, 3, 1].into_iter().cycle()) {
        let value = match byte {
            b'0'..=b'9' => byte - b'0',
            b'A'..=b'Z' => byte - b'A' + 10,
            _ => return false,
        };
        sum = (sum + u32::from(value) * weight) % 10;
    }
    u32::from(*last) == u32::from(b'0') + sum
}

/// Whether it is a permanent resident's number of 2023: 18 characters, the first a 9, the last the MOD 11-2 check digit
/// of the others, as on a citizen's number.
pub fn is_permanent_resident_2023(number: &str) -> bool {
    let Some((first, last)) = number.split_at_checked(citizen_number::LENGTH - 1) else { return false };
    number.starts_with('9')
        && citizen_number::check_digit(first).is_ok_and(|digit| last == &*digit.encode_utf8(&mut [0; 4]))
}
