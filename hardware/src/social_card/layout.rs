//! What the card's records mean. Pure.
//!
//! - A card is decoded whole or not at all; only the day of validity may be missing.
//! - Texts are GB 18030, padded with zeros or blanks; numbers are ASCII; dates and the card's identifier are packed
//!   decimals.
//! - Not judged: the area, and whether the card has expired; there is no clock here.
//!
//! Source of the tags: the structure of the social-security card (LD/T 32), as published for developers.

use super::apdu::File;
use super::{SocialCard, SocialCardFault};
use crate::{Personal, citizen_number};
use encoding_rs::GB18030;

/// A data item: where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its file.
    pub file: File,
    /// Its place in the file, from 1.
    pub place: u8,
    /// Its tag.
    pub tag: u8,
}

/// The card's identifier (卡的识别码), 16 bytes; the first three are the area.
pub const IDENTIFIER: Item = Item { file: File::Issuer, place: 1, tag: 0x01 };
/// The last day of validity (卡有效期), 4 bytes.
pub const VALID_TO: Item = Item { file: File::Issuer, place: 6, tag: 0x06 };
/// The card's number (卡号), 9 bytes.
pub const CARD_NUMBER: Item = Item { file: File::Issuer, place: 7, tag: 0x07 };
/// The social-security number (社会保障号码), 18 bytes.
pub const NUMBER: Item = Item { file: File::Holder, place: 1, tag: 0x08 };
/// The holder's name (姓名), 30 bytes.
pub const NAME: Item = Item { file: File::Holder, place: 2, tag: 0x09 };

/// The values of the items, as they were read.
pub struct Values {
    /// Of [`IDENTIFIER`].
    pub identifier: Personal<Vec<u8>>,
    /// Of [`VALID_TO`], if the card has it.
    pub valid_to: Option<Personal<Vec<u8>>>,
    /// Of [`CARD_NUMBER`].
    pub card_number: Personal<Vec<u8>>,
    /// Of [`NUMBER`].
    pub number: Personal<Vec<u8>>,
    /// Of [`NAME`].
    pub name: Personal<Vec<u8>>,
}

/// Makes a card of them.
pub fn decode(values: &Values) -> Result<SocialCard, SocialCardFault> {
    let number = ascii(values.number.reveal()).ok_or(SocialCardFault::UnknownLayout)?;
    citizen_number::check(number.reveal()).map_err(|_| SocialCardFault::Inconsistent)?;
    let card = || {
        Some(SocialCard {
            name: text(values.name.reveal())?,
            number,
            card_number: ascii(values.card_number.reveal()).filter(|number| number.reveal().len() <= 9)?,
            issuer_area: digits(values.identifier.reveal().get(..3)?)?,
            valid_to: values.valid_to.as_ref().and_then(|day| digits(day.reveal())).filter(is_day),
        })
    };
    card().ok_or(SocialCardFault::UnknownLayout)
}

fn is_day(text: &Personal) -> bool {
    citizen_number::is_date(text.reveal())
}

fn trimmed(value: &[u8]) -> &[u8] {
    let kept = value.iter().rposition(|byte| !matches!(byte, 0x00 | b' ')).map_or(0, |last| last + 1);
    &value[..kept]
}

/// Letters and digits, at least one.
fn ascii(value: &[u8]) -> Option<Personal> {
    let value = trimmed(value);
    let fits = !value.is_empty() && value.iter().all(u8::is_ascii_alphanumeric);
    fits.then(|| str::from_utf8(value).ok().map(Personal::from)).flatten()
}

/// Text without control characters, which would be commands on the way to a screen or a printer; at least one character.
fn text(value: &[u8]) -> Option<Personal> {
    let text = GB18030.decode_without_bom_handling_and_without_replacement(trimmed(value))?;
    let text = Personal::new(text.into_owned());
    let fits = !text.reveal().trim().is_empty() && !text.reveal().contains(char::is_control);
    fits.then(|| Personal::from(text.reveal().trim()))
}

/// Two decimal digits a byte.
fn digits(value: &[u8]) -> Option<Personal> {
    let mut text = Personal::new(String::with_capacity(value.len() * 2));
    for half in value.iter().flat_map(|byte| [byte >> 4, byte & 0x0F]) {
        text.reveal_mut().push(char::from_digit(u32::from(half), 10)?);
    }
    Some(text)
}
