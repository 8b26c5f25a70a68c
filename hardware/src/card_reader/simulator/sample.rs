//! The card that demonstrations and tests use. Made up in every part.

use crate::card_reader::commands::PHOTO_LEN;
use crate::{IdCard, Personal};

/// The card of a person who does not exist: 99 is no area of the country.
pub fn sample_card() -> IdCard {
    IdCard {
        name: Personal::from("王小满"),
        sex: Personal::from("2"),
        nation: Personal::from("01"),
        birth: Personal::from("19930518"),
        address: Personal::from("示范省示范市示范区幸福路1号"),
        number: Personal::from("990101199305180025"),
        issuer: Personal::from("示范市公安局示范分局"),
        valid_from: Personal::from("20200101"),
        valid_to: Personal::from("20400101"),
        photo: Personal::new(sample_photo()),
    }
}

/// A head as WLT has it ("WL", 102 by 126), and then a pattern that is no picture.
fn sample_photo() -> Vec<u8> {
    let head = [0x57, 0x4C, 0x66, 0x00, 0x7E, 0x00, 0x32, 0x00];
    head.into_iter().chain((0..=u8::MAX).cycle()).take(PHOTO_LEN).collect()
}
