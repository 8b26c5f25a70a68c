//! 港澳台居民居住证, type `J`: as a resident's card, with a travel permit's number and without a nation.

use super::block::{Block, Page, TooLong};
use super::{agrees_with_its_number, blank};
use crate::Personal;
use crate::card_reader::{Document, IdCard, ReadFault, identifiers};
use std::ops::Range;

const NAME: Range<usize> = 0..30;
const SEX: Range<usize> = 30..32;
const BIRTH: Range<usize> = 36..52;
const ADDRESS: Range<usize> = 52..122;
const NUMBER: Range<usize> = 122..158;
const ISSUER: Range<usize> = 158..188;
const PASS_NUMBER: Range<usize> = 220..238;
const ISSUES: Range<usize> = 238..242;

pub fn decode(block: &Block) -> Result<IdCard, ReadFault> {
    let document = Document::HkMacauTaiwan { pass_number: block.text(&[PASS_NUMBER])?, issues: block.text(&[ISSUES])? };
    let card = IdCard {
        name: block.text(&[NAME])?,
        sex: block.text(&[SEX])?,
        birth: block.text(&[BIRTH])?,
        address: block.text(&[ADDRESS])?,
        number: block.text(&[NUMBER])?,
        issuer: block.text(&[ISSUER])?,
        ..blank(document, block)?
    };
    if card.name.reveal().is_empty() {
        return Err(ReadFault::UnknownLayout);
    }
    let is_permit = identifiers::residence_region(card.number.reveal()).is_some();
    if is_permit && agrees_with_its_number(&card) { Ok(card) } else { Err(ReadFault::Inconsistent) }
}

pub fn encode(card: &IdCard, pass_number: &Personal, issues: &Personal, page: &mut Page) -> Result<(), TooLong> {
    page.write("name", &card.name, &[NAME])?;
    page.write("sex", &card.sex, &[SEX])?;
    page.write("birth", &card.birth, &[BIRTH])?;
    page.write("address", &card.address, &[ADDRESS])?;
    page.write("number", &card.number, &[NUMBER])?;
    page.write("issuer", &card.issuer, &[ISSUER])?;
    page.write("pass_number", pass_number, &[PASS_NUMBER])?;
    page.write("issues", issues, &[ISSUES])
}
