//! 外国人永久居留身份证 of 2017, type `I`.

use super::block::{Block, Page, TooLong};
use super::{blank, is_foreigners, is_latin_name, is_nationality, or_latin};
use crate::Personal;
use crate::card_reader::{Document, IdCard, ReadFault, identifiers};
use std::ops::Range;

const LATIN_NAME: Range<usize> = 0..120;
const SEX: Range<usize> = 120..122;
const NUMBER: Range<usize> = 122..152;
const NATIONALITY: Range<usize> = 152..158;
const CHINESE_NAME: Range<usize> = 158..188;
const BIRTH: Range<usize> = 220..236;
const VERSION: Range<usize> = 236..240;
const AUTHORITY: Range<usize> = 240..248;

pub fn decode(block: &Block) -> Result<IdCard, ReadFault> {
    let (latin_name, nationality) = (block.text(&[LATIN_NAME])?, block.text(&[NATIONALITY])?);
    let in_place = is_latin_name(&latin_name) && is_nationality(&nationality);
    let name = or_latin(block.text(&[CHINESE_NAME])?, &latin_name);
    let version = block.text(&[VERSION])?;
    let card = IdCard {
        name,
        sex: block.text(&[SEX])?,
        birth: block.text(&[BIRTH])?,
        number: block.text(&[NUMBER])?,
        issuer: block.text(&[AUTHORITY])?,
        ..blank(Document::PermanentResident2017 { latin_name, nationality, version }, block)?
    };
    if !in_place || !is_foreigners(&card) {
        return Err(ReadFault::UnknownLayout);
    }
    let is_number = identifiers::is_permanent_resident_2017(card.number.reveal());
    if is_number { Ok(card) } else { Err(ReadFault::Inconsistent) }
}

/// `own` is Latin name, nationality, version. A name that is the Latin one is not written twice.
pub fn encode(card: &IdCard, own: [&Personal; 3], page: &mut Page) -> Result<(), TooLong> {
    let [latin_name, nationality, version] = own;
    page.write("latin_name", latin_name, &[LATIN_NAME])?;
    page.write("sex", &card.sex, &[SEX])?;
    page.write("number", &card.number, &[NUMBER])?;
    page.write("nationality", nationality, &[NATIONALITY])?;
    if card.name != *latin_name {
        page.write("name", &card.name, &[CHINESE_NAME])?;
    }
    page.write("birth", &card.birth, &[BIRTH])?;
    page.write("version", version, &[VERSION])?;
    page.write("issuer", &card.issuer, &[AUTHORITY])
}
