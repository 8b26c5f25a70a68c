//! The text block of a card: 256 bytes, UTF-16LE, every field padded with blanks. One kind of card, one file.
//!
//! - A card is decoded whole or not at all: a block of an unknown kind, or one whose fields do not lie where they should,
//!   is [`ReadFault::UnknownLayout`].
//! - What is decoded agrees with itself: the number has the form of its kind and the right check digit, and the birth
//!   date and the sex are those of the number where it holds them. Otherwise it is [`ReadFault::Inconsistent`].
//! - Not judged: the nation's code, the area, and whether the card has expired; there is no clock here.
//! - No field holds a control character: it goes to the screen and to the printer, where it would be a command.
//!
//! Source of the offsets: GA/T 490 for residents, as it is published for developers; for the others what makers of
//! readers and published implementations agree on. That of 2023 rests on a single implementation.

mod block;
mod hk_macau_taiwan;
mod permanent_2017;
mod permanent_2023;
mod resident;

pub use block::TooLong;

use super::{Document, IdCard, ReadFault};
use crate::{Personal, citizen_number};
use block::{Block, Page};
use std::ops::Range;

/// What stands in the last day of validity of a card that never expires.
pub const FOR_EVER: &str = "长期";

/// UTF-16 units of an address on a card.
pub const ADDRESS_UNITS: usize = 35;

/// Where the kind's letter stands, in every layout: blank on a resident's card.
const KIND: Range<usize> = 248..250;
/// An address that stands alone, outside of any block.
const LONE_ADDRESS: Range<usize> = 0..2 * ADDRESS_UNITS;
const VALID_FROM: Range<usize> = 188..204;
const VALID_TO: Range<usize> = 204..220;

/// Reads a text block and checks what it says. The photo is passed on as it came, and there is no newest address yet.
pub fn decode(text: &[u8], photo: Personal<Vec<u8>>) -> Result<IdCard, ReadFault> {
    let block = Block::new(text)?;
    let mut card = match block.text(&[KIND])?.reveal().as_str() {
        "" => resident::decode(&block),
        "J" => hk_macau_taiwan::decode(&block),
        "I" => permanent_2017::decode(&block),
        "Y" => permanent_2023::decode(&block),
        _ => Err(ReadFault::UnknownLayout),
    }?;
    card.photo = photo;
    Ok(card)
}

/// Writes the text block of a card, as a simulator or a test needs it. Nothing is checked but the room.
pub fn encode(card: &IdCard) -> Result<Personal<Vec<u8>>, TooLong> {
    let mut page = Page::default();
    page.write("valid_from", &card.valid_from, &[VALID_FROM])?;
    page.write("valid_to", &card.valid_to, &[VALID_TO])?;
    let letter = match &card.document {
        Document::Resident => {
            resident::encode(card, &mut page)?;
            ""
        }
        Document::HkMacauTaiwan { pass_number, issues } => {
            hk_macau_taiwan::encode(card, pass_number, issues, &mut page)?;
            "J"
        }
        Document::PermanentResident2017 { latin_name, nationality, version } => {
            permanent_2017::encode(card, [latin_name, nationality, version], &mut page)?;
            "I"
        }
        Document::PermanentResident2023 { latin_name, nationality, renewals, link } => {
            permanent_2023::encode(card, [latin_name, nationality, renewals, link], &mut page)?;
            "Y"
        }
    };
    page.write("document", &Personal::from(letter), &[KIND])?;
    Ok(page.into_bytes())
}

/// Reads an address that stands alone, as the reply to the newest-address command has it. `None` when it is blank.
pub fn decode_address(bytes: &[u8]) -> Result<Option<Personal>, ReadFault> {
    let address = block::text([bytes])?;
    Ok((!address.reveal().is_empty()).then_some(address))
}

/// Writes an address that stands alone, padded with blanks to [`ADDRESS_UNITS`].
pub fn encode_address(address: &Personal) -> Result<Personal<Vec<u8>>, TooLong> {
    let mut bytes = Personal::new([b' ', 0].repeat(ADDRESS_UNITS));
    block::write("newest_address", address, bytes.reveal_mut(), &[LONE_ADDRESS])?;
    Ok(bytes)
}

/// A card of which only the days of validity are known.
fn blank(document: Document, block: &Block) -> Result<IdCard, ReadFault> {
    let card = IdCard {
        document,
        name: Personal::default(),
        sex: Personal::default(),
        nation: Personal::default(),
        birth: Personal::default(),
        address: Personal::default(),
        newest_address: None,
        number: Personal::default(),
        issuer: Personal::default(),
        valid_from: block.text(&[VALID_FROM])?,
        valid_to: block.text(&[VALID_TO])?,
        photo: Personal::default(),
    };
    let valid_to = card.valid_to.reveal();
    let in_place = is_day(&card.valid_from) && (valid_to == FOR_EVER || citizen_number::is_date(valid_to));
    if in_place { Ok(card) } else { Err(ReadFault::UnknownLayout) }
}

fn is_day(field: &Personal) -> bool {
    citizen_number::is_date(field.reveal())
}

/// Whether the number is a citizen's by its form, and agrees with the birth date and the sex beside it.
fn agrees_with_its_number(card: &IdCard) -> bool {
    citizen_number::check(card.number.reveal()).is_ok_and(|facts| facts.birth == card.birth && facts.sex == card.sex)
}

/// Whether sex and birth date of a foreigner's card look like what they are.
fn is_foreigners(card: &IdCard) -> bool {
    matches!(card.sex.reveal().as_str(), "0" | "1" | "2" | "9") && is_day(&card.birth)
}

fn is_latin_name(name: &Personal) -> bool {
    name.reveal().is_ascii() && name.reveal().contains(|character: char| character.is_ascii_alphabetic())
}

fn is_nationality(nationality: &Personal) -> bool {
    nationality.reveal().bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// A foreigner's Chinese name, if he has one.
fn or_latin(chinese_name: Personal, latin_name: &Personal) -> Personal {
    if chinese_name.reveal().is_empty() { latin_name.clone() } else { chinese_name }
}
