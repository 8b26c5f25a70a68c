//! The four kinds of card, without a line.

use yici_hardware::Personal;
use yici_hardware::card_reader::layout::{TooLong, decode, encode};
use yici_hardware::card_reader::simulator::sample_of;
use yici_hardware::card_reader::{CardKind, Document, Doubt, IdCard, ReadFault};

use CardKind::{HkMacauTaiwan, PermanentResident2017, PermanentResident2023, Resident};

#[test]
fn every_kind_is_decoded_as_it_was_encoded_and_nothing_of_it_is_doubtful() {
    for kind in CardKind::ALL {
        let card = decoded(&sample_of(kind)).unwrap_or_else(|fault| panic!("{kind:?}: {fault:?}"));
        assert!(card == sample_of(kind), "{kind:?}");
        assert!(card.kind() == kind && card.doubt().is_none(), "{kind:?}");
    }
}

/// Cards in the field have these layouts. If this fails, undo your change; never touch the places.
#[test]
fn the_fields_of_every_kind_lie_where_they_are_published() {
    let places: [(CardKind, &[(usize, &str)]); 4] = [
        (Resident, &[(30, "2"), (36, "19930518"), (122, "990101199305180025"), (248, " ")]),
        (
            HkMacauTaiwan,
            &[
                (30, "1"),
                (32, "  "),
                (36, "19010101"),
                (122, "810000190101019992"),
                (188, "2020010120250101"),
                (220, "H00000000"),
                (238, "01"),
                (248, "J"),
            ],
        ),
        (
            PermanentResident2017,
            &[
                (0, "SPECIMEN, ANNA MARIA "),
                (120, "2"),
                (122, "XXA990193051809"),
                (152, "XXA"),
                (158, "安娜 "),
                (188, "2020010120400101"),
                (220, "19930518"),
                (236, "00"),
                (240, "0000"),
                (248, "I"),
            ],
        ),
        (
            PermanentResident2023,
            &[
                (0, "巴特 "),
                (30, "2"),
                (32, "00"),
                (36, "19930518"),
                (52, "SPECIMEN, BARTHOLOMEW MAXIMILIAN AL"),
                (122, "999999199305180022"),
                (158, "               "),
                (188, "2020010120400101"),
                (220, "EXANDER    "),
                (242, "999"),
                (248, "Y"),
                (250, "000"),
            ],
        ),
    ];
    for (kind, fields) in places {
        let text = encode(&sample_of(kind)).unwrap();
        assert_eq!(text.reveal().len(), 256);
        for (place, expected) in fields {
            let expected: Vec<u8> = expected.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert!(text.reveal()[*place..].starts_with(&expected), "{kind:?} at {place}");
        }
    }
}

#[test]
fn no_kind_is_taken_for_another() {
    for kind in CardKind::ALL {
        for letter in *b"JIY" {
            let mut text = encode(&sample_of(kind)).unwrap();
            let own = std::mem::replace(&mut text.reveal_mut()[248], letter);
            let is_read = decode(text.reveal(), sample_of(kind).photo).is_ok();
            assert_eq!(is_read, own == letter, "{kind:?} as {}", char::from(letter));
        }
    }
}

#[test]
fn a_permit_of_no_region_is_inconsistent() {
    let card = IdCard { number: Personal::from("990101190101019992"), ..sample_of(HkMacauTaiwan) };
    assert!(decoded(&card) == Err(ReadFault::Inconsistent));
}

#[test]
fn a_permit_whose_number_contradicts_it_is_inconsistent() {
    let other_sex = IdCard { sex: Personal::from("2"), ..sample_of(HkMacauTaiwan) };
    let other_birth = IdCard { birth: Personal::from("19010102"), ..sample_of(HkMacauTaiwan) };
    assert!(decoded(&other_sex) == Err(ReadFault::Inconsistent));
    assert!(decoded(&other_birth) == Err(ReadFault::Inconsistent));
}

#[test]
fn a_travel_permit_of_another_region_is_doubtful_and_not_refused() {
    for pass_number in ["M00000000", "00000000", "H0000000", ""] {
        let card = decoded(&with_pass(pass_number)).ok().unwrap();
        assert_eq!(card.doubt(), Some(Doubt::PassNumber), "{pass_number}");
    }
}

#[test]
fn a_check_digit_of_2017_that_does_not_fit_is_doubtful_and_not_refused() {
    let card = IdCard { number: Personal::from("XXA990193051808"), ..sample_of(PermanentResident2017) };
    assert_eq!(decoded(&card).ok().unwrap().doubt(), Some(Doubt::CheckDigit));
}

#[test]
fn a_foreigners_number_of_another_form_is_inconsistent() {
    let old = IdCard { number: Personal::from("999999199305180022"), ..sample_of(PermanentResident2017) };
    assert!(encode(&old).is_err_and(|error| error == TooLong { field: "number", room: 15 }));
    let short = IdCard { number: Personal::from("XXA99019305180"), ..sample_of(PermanentResident2017) };
    assert!(decoded(&short) == Err(ReadFault::Inconsistent));
    let new = IdCard { number: Personal::from("999999199305180023"), ..sample_of(PermanentResident2023) };
    assert!(decoded(&new) == Err(ReadFault::Inconsistent));
}

#[test]
fn a_foreigner_without_a_chinese_name_goes_by_the_latin_one() {
    for kind in [PermanentResident2017, PermanentResident2023] {
        let latin = match sample_of(kind).document {
            Document::PermanentResident2017 { latin_name, .. } | Document::PermanentResident2023 { latin_name, .. } => {
                latin_name
            }
            Document::Resident | Document::HkMacauTaiwan { .. } => unreachable!("it is a foreigner's"),
        };
        let card = IdCard { name: latin.clone(), ..sample_of(kind) };
        let text = encode(&card).unwrap();
        let place = if kind == PermanentResident2017 { 158 } else { 0 };
        assert_eq!(text.reveal()[place..place + 30], [b' ', 0].repeat(15));
        assert!(decoded(&card).is_ok_and(|card| card.name == latin));
    }
}

#[test]
fn a_latin_name_in_two_pieces_keeps_a_blank_at_the_cut() {
    let name = "SPECIMEN, ABCDEFGHIJKLMNOPQRSTUVWX Y Z";
    assert_eq!(name.as_bytes()[34], b' ');
    let Document::PermanentResident2023 { nationality, renewals, link, .. } = sample_of(PermanentResident2023).document
    else {
        unreachable!("that is its kind")
    };
    let document = Document::PermanentResident2023 { latin_name: Personal::from(name), nationality, renewals, link };
    let card = IdCard { document, ..sample_of(PermanentResident2023) };
    assert!(decoded(&card) == Ok(card));
}

#[test]
fn only_the_newest_address_is_the_current_one() {
    let card = sample_of(Resident);
    assert!(*card.current_address() == card.address);
    let moved = IdCard { newest_address: Some(Personal::from("新址")), ..card };
    assert!(moved.current_address().reveal() == "新址");
}

fn with_pass(number: &str) -> IdCard {
    let document = Document::HkMacauTaiwan { pass_number: Personal::from(number), issues: Personal::from("01") };
    IdCard { document, ..sample_of(HkMacauTaiwan) }
}

fn decoded(card: &IdCard) -> Result<IdCard, ReadFault> {
    decode(encode(card).unwrap().reveal(), card.photo.clone())
}
