//! 外国人永久居留身份证 of 2023, type `Y`. Its places rest on one published implementation.
//!
//! The number is checked for its own form only: what its inner digits mean has no source good enough to refuse anybody.

use super::block::{Block, Page, TooLong};
use super::{blank, is_foreigners, is_latin_name, is_nationality, or_latin};
use crate::Personal;
use crate::card_reader::{Document, IdCard, ReadFault, identifiers};
use std::ops::Range;

const CHINESE_NAME: Range<usize> = 0..30;
const SEX: Range<usize> = 30..32;
const RENEWALS: Range<usize> = 32..36;
const BIRTH: Range<usize> = 36..52;
/// The Latin name goes on behind the days of validity.
const LATIN_NAME: [Range<usize>; 2] = [52..122, 220..242];
const NUMBER: Range<usize> = 122..158;
const NATIONALITY: Range<usize> = 242..248;
const LINK: Range<usize> = 250..256;

pub fn decode(block: &Block) -> Result<IdCard, ReadFault> {
    let (latin_name, nationality) = (block.text(&LATIN_NAME)?, block.text(&[NATIONALITY])?);
    let in_place = is_latin_name(&latin_name) && is_nationality(&nationality);
    let name = or_latin(block.text(&[CHINESE_NAME])?, &latin_name);
    let (renewals, link) = (block.text(&[RENEWALS])?, block.text(&[LINK])?);
    let card = IdCard {
        name,
        sex: block.text(&[SEX])?,
        birth: block.text(&[BIRTH])?,
        number: block.text(&[NUMBER])?,
        ..blank(Document::PermanentResident2023 { latin_name, nationality, renewals, link }, block)?
    };
    if !in_place || !is_foreigners(&card) {
        return Err(ReadFault::UnknownLayout);
    }
    let is_number = identifiers::is_permanent_resident_2023(card.number.reveal());
    if is_number { Ok(card) } else { Err(ReadFault::Inconsistent) }
}

/// `own` is Latin name, nationality, renewals, link. A name that is the Latin one is not written twice.
pub fn encode(card: &IdCard, own: [&Personal; 4], page: &mut Page) -> Result<(), TooLong> {
    let [latin_name, nationality, renewals, link] = own;
    if card.name != *latin_name {
        page.write("name", &card.name, &[CHINESE_NAME])?;
    }
    page.write("sex", &card.sex, &[SEX])?;
    page.write("renewals", renewals, &[RENEWALS])?;
    page.write("birth", &card.birth, &[BIRTH])?;
    page.write("latin_name", latin_name, &LATIN_NAME)?;
    page.write("number", &card.number, &[NUMBER])?;
    page.write("nationality", nationality, &[NATIONALITY])?;
    page.write("link", link, &[LINK])
}
