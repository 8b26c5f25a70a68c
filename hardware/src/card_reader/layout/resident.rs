//! 居民身份证.

use super::block::{Block, Page, TooLong};
use super::{agrees_with_its_number, blank};
use crate::card_reader::{Document, IdCard, ReadFault};
use std::ops::Range;

const NAME: Range<usize> = 0..30;
const SEX: Range<usize> = 30..32;
const NATION: Range<usize> = 32..36;
const BIRTH: Range<usize> = 36..52;
const ADDRESS: Range<usize> = 52..122;
const NUMBER: Range<usize> = 122..158;
const ISSUER: Range<usize> = 158..188;

pub fn decode(block: &Block) -> Result<IdCard, ReadFault> {
    let card = IdCard {
        name: block.text(&[NAME])?,
        sex: block.text(&[SEX])?,
        nation: block.text(&[NATION])?,
        birth: block.text(&[BIRTH])?,
        address: block.text(&[ADDRESS])?,
        number: block.text(&[NUMBER])?,
        issuer: block.text(&[ISSUER])?,
        ..blank(Document::Resident, block)?
    };
    if card.name.reveal().is_empty() {
        return Err(ReadFault::UnknownLayout);
    }
    if agrees_with_its_number(&card) { Ok(card) } else { Err(ReadFault::Inconsistent) }
}

pub fn encode(card: &IdCard, page: &mut Page) -> Result<(), TooLong> {
    page.write("name", &card.name, &[NAME])?;
    page.write("sex", &card.sex, &[SEX])?;
    page.write("nation", &card.nation, &[NATION])?;
    page.write("birth", &card.birth, &[BIRTH])?;
    page.write("address", &card.address, &[ADDRESS])?;
    page.write("number", &card.number, &[NUMBER])?;
    page.write("issuer", &card.issuer, &[ISSUER])
}
