//! The cards that demonstrations and tests use. Made up in every part.

use crate::card_reader::commands::PHOTO_LEN;
use crate::card_reader::{CardKind, Document};
use crate::{IdCard, Personal};

/// The card of a person who does not exist: 99 is no area of the country.
pub fn sample_card() -> IdCard {
    IdCard {
        document: Document::Resident,
        name: Personal::from("王小满"),
        sex: Personal::from("2"),
        nation: Personal::from("01"),
        birth: Personal::from("19930518"),
        address: Personal::from("示范省示范市示范区幸福路1号"),
        newest_address: None,
        number: Personal::from("990101199305180025"),
        issuer: Personal::from("示范市公安局示范分局"),
        valid_from: Personal::from("20200101"),
        valid_to: Personal::from("20400101"),
        photo: Personal::new(sample_photo()),
    }
}

/// An address for a card whose holder has moved.
pub fn sample_newest_address() -> Personal {
    Personal::from("示范省示范市新区和平街2号")
}

/// A card of each kind; the resident's is [`sample_card`]. Nobody has their numbers: no such area, no such country, or no
/// such age.
pub fn sample_of(kind: CardKind) -> IdCard {
    match kind {
        CardKind::Resident => sample_card(),
        CardKind::HkMacauTaiwan => IdCard {
            document: Document::HkMacauTaiwan {
                pass_number: Personal::from("H00000000"),
                issues: Personal::from("01"),
            },
            name: Personal::from("陈示范"),
            sex: Personal::from("1"),
            nation: Personal::default(),
            birth: Personal::from("19010101"),
            number: Personal::from("810000190101019992"),
            valid_to: Personal::from("20250101"),
            ..sample_card()
        },
        CardKind::PermanentResident2017 => IdCard {
            document: Document::PermanentResident2017 {
                latin_name: Personal::from("SPECIMEN, ANNA MARIA"),
                nationality: Personal::from("XXA"),
                version: Personal::from("00"),
            },
            name: Personal::from("安娜"),
            number: Personal::from("XXA990193051809"),
            issuer: Personal::from("0000"),
            ..foreigner()
        },
        CardKind::PermanentResident2023 => IdCard {
            document: Document::PermanentResident2023 {
                latin_name: Personal::from("SPECIMEN, BARTHOLOMEW MAXIMILIAN ALEXANDER"),
                nationality: Personal::from("999"),
                renewals: Personal::from("00"),
                link: Personal::from("000"),
            },
            name: Personal::from("巴特"),
            number: Personal::from("999999199305180022"),
            issuer: Personal::default(),
            ..foreigner()
        },
    }
}

fn foreigner() -> IdCard {
    IdCard { nation: Personal::default(), address: Personal::default(), ..sample_card() }
}

/// A head as WLT has it ("WL", 102 by 126), and then a pattern that is no picture.
fn sample_photo() -> Vec<u8> {
    let head = [0x57, 0x4C, 0x66, 0x00, 0x7E, 0x00, 0x32, 0x00];
    head.into_iter().chain((0..=u8::MAX).cycle()).take(PHOTO_LEN).collect()
}
