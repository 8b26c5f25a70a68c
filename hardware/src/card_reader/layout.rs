//! The text block of a resident identity card: 256 bytes, UTF-16LE, every field padded with blanks.
//!
//! - A card is decoded whole or not at all: a block of another kind of card, or one whose fields do not lie where they
//!   should, is [`ReadFault::UnknownLayout`].
//! - What is decoded agrees with itself: the number's check digit, the birth date and the sex. Otherwise it is
//!   [`ReadFault::Inconsistent`].
//! - Not judged: the nation's code, the area, and whether the card has expired; there is no clock here.
//!
//! Source of the offsets: GA/T 490, as it is published for developers. Permits of residents of Hong Kong, Macau and
//! Taiwan (type `J`) and of foreigners (`I`, `Y`) have layouts of their own and are not decoded yet.

use super::commands::TEXT_LEN;
use super::{IdCard, ReadFault};
use crate::{Personal, citizen_number};
use std::ops::Range;

/// What stands in the last day of validity of a card that never expires.
pub const FOR_EVER: &str = "长期";

// Bytes of the block.
const NAME: Range<usize> = 0..30;
const SEX: Range<usize> = 30..32;
const NATION: Range<usize> = 32..36;
const BIRTH: Range<usize> = 36..52;
const ADDRESS: Range<usize> = 52..122;
const NUMBER: Range<usize> = 122..158;
const ISSUER: Range<usize> = 158..188;
const VALID_FROM: Range<usize> = 188..204;
const VALID_TO: Range<usize> = 204..220;
/// Blank on a resident's card, a letter on any other.
const KIND: Range<usize> = 248..250;

/// A field is longer than its place on the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a card has room for {room} units of `{field}`; shorten it")]
pub struct TooLong {
    /// Its name in [`IdCard`].
    pub field: &'static str,
    /// How many UTF-16 units fit; bytes, for the photo.
    pub room: usize,
}

/// Reads a text block and checks what it says. The photo is passed on as it came.
pub fn decode(text: &[u8], photo: Personal<Vec<u8>>) -> Result<IdCard, ReadFault> {
    let text: &[u8; TEXT_LEN] = text.try_into().map_err(|_| ReadFault::UnknownLayout)?;
    if !field(text, KIND)?.reveal().is_empty() {
        return Err(ReadFault::UnknownLayout);
    }
    let card = IdCard {
        name: field(text, NAME)?,
        sex: field(text, SEX)?,
        nation: field(text, NATION)?,
        birth: field(text, BIRTH)?,
        address: field(text, ADDRESS)?,
        number: field(text, NUMBER)?,
        issuer: field(text, ISSUER)?,
        valid_from: field(text, VALID_FROM)?,
        valid_to: field(text, VALID_TO)?,
        photo,
    };
    if !fields_are_in_place(&card) {
        return Err(ReadFault::UnknownLayout);
    }
    match citizen_number::check(card.number.reveal()) {
        Ok(facts) if facts.birth == card.birth && facts.sex == card.sex => Ok(card),
        _ => Err(ReadFault::Inconsistent),
    }
}

/// Writes the text block of a card, as a simulator or a test needs it. Nothing is checked but the room.
pub fn encode(card: &IdCard) -> Result<Personal<Vec<u8>>, TooLong> {
    let mut text = Personal::new([b' ', 0].repeat(TEXT_LEN / 2));
    let fields = [
        ("name", &card.name, NAME),
        ("sex", &card.sex, SEX),
        ("nation", &card.nation, NATION),
        ("birth", &card.birth, BIRTH),
        ("address", &card.address, ADDRESS),
        ("number", &card.number, NUMBER),
        ("issuer", &card.issuer, ISSUER),
        ("valid_from", &card.valid_from, VALID_FROM),
        ("valid_to", &card.valid_to, VALID_TO),
    ];
    for (field, value, range) in fields {
        let room = range.len() / 2;
        if value.reveal().encode_utf16().count() > room {
            return Err(TooLong { field, room });
        }
        let places = text.reveal_mut()[range].chunks_exact_mut(2);
        places.zip(value.reveal().encode_utf16()).for_each(|(place, unit)| place.copy_from_slice(&unit.to_le_bytes()));
    }
    Ok(text)
}

/// One field without its padding. Some readers pad with zeros instead of blanks.
fn field(text: &[u8; TEXT_LEN], range: Range<usize>) -> Result<Personal, ReadFault> {
    // Three bytes of UTF-8 for each unit is the most there can be: the string never grows.
    let mut value = Personal::new(String::with_capacity(range.len() / 2 * 3));
    let units = text[range].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    for character in char::decode_utf16(units) {
        value.reveal_mut().push(character.map_err(|_| ReadFault::UnknownLayout)?);
    }
    let kept = value.reveal().trim_end_matches([' ', '\0']).len();
    value.reveal_mut().truncate(kept);
    // It goes to the screen and to the printer, where a control character would be a command.
    if value.reveal().contains(char::is_control) { Err(ReadFault::UnknownLayout) } else { Ok(value) }
}

fn fields_are_in_place(card: &IdCard) -> bool {
    let valid_to = card.valid_to.reveal();
    !card.name.reveal().is_empty()
        && citizen_number::is_date(card.valid_from.reveal())
        && (valid_to == FOR_EVER || citizen_number::is_date(valid_to))
}
