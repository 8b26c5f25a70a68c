//! Somebody who is not the sample, and must never be in a recording.

use yici_hardware::Personal;
use yici_hardware::card_reader::commands::TextAndPhoto;
use yici_hardware::card_reader::frame::reply;
use yici_hardware::card_reader::simulator::{sample_card, sample_of};
use yici_hardware::card_reader::{CardKind, IdCard, layout};

/// A card of this kind. Its holder does not exist either.
pub fn somebody(kind: CardKind) -> IdCard {
    let photo: Vec<u8> = sample_card().photo.reveal().iter().map(|byte| byte ^ 0x5A).collect();
    let card = IdCard {
        name: Personal::from("赵无名"),
        birth: Personal::from("19770707"),
        newest_address: Some(ours()),
        photo: Personal::new(photo),
        ..sample_of(kind)
    };
    match kind {
        CardKind::Resident => IdCard {
            number: Personal::from("980202197707070022"),
            address: Personal::from("虚构省虚构市无名巷7号"),
            ..card
        },
        CardKind::HkMacauTaiwan => IdCard {
            // Their regions are real, so the birth date is one of nobody who lives.
            birth: Personal::from("19020202"),
            number: Personal::from("820000190202029999"),
            ..card
        },
        CardKind::PermanentResident2017 => IdCard { number: Personal::from("XXB777777777777"), ..card },
        CardKind::PermanentResident2023 => IdCard { number: Personal::from("998888197707070024"), ..card },
    }
}

pub fn ours() -> Personal {
    Personal::from("虚构省虚构市无名新村8号")
}

/// How the driver reads [`somebody`]: a foreigner's card is not asked for a newest address.
pub fn read_as(kind: CardKind) -> IdCard {
    let card = somebody(kind);
    let newest_address =
        card.newest_address.clone().filter(|_| matches!(kind, CardKind::Resident | CardKind::HkMacauTaiwan));
    IdCard { newest_address, ..card }
}

pub fn names_somebody(bytes: &[u8], kind: CardKind) -> bool {
    let card = somebody(kind);
    let texts = [&card.name, &card.birth, &card.number, &ours()];
    let secrets = texts.map(|text| text.reveal().encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    let photo = card.photo.reveal().chunks(16).map(<[u8]>::to_vec);
    let secrets: Vec<Vec<u8>> = secrets.into_iter().chain(photo).collect();
    // Upside down, too: a line at the wrong speed.
    let inverted: Vec<u8> = bytes.iter().map(|byte| !byte).collect();
    [bytes, &inverted]
        .iter()
        .any(|bytes| secrets.iter().any(|secret| bytes.windows(secret.len()).any(|window| window == *secret)))
}

pub fn card_reply(card: &IdCard) -> Vec<u8> {
    let text = layout::encode(card).unwrap();
    let data = [&TextAndPhoto::LENGTHS, text.reveal().as_slice(), card.photo.reveal()].concat();
    reply([0, 0, 0x90], &data).unwrap().reveal().clone()
}
