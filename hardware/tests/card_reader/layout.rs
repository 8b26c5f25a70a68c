//! A card's text block, without a line.

use yici_hardware::Personal;
use yici_hardware::card_reader::layout::{TooLong, decode, encode};
use yici_hardware::card_reader::simulator::sample_card;
use yici_hardware::card_reader::{IdCard, ReadFault, nation};

#[test]
fn what_was_encoded_is_decoded_again() {
    let card = sample_card();
    assert!(decoded(&card) == Ok(sample_card()));
}

/// Cards in the field have this layout. If this fails, undo your change; never touch the bytes.
#[test]
fn the_fields_lie_where_the_standard_has_them() {
    let text = encode(&sample_card()).unwrap();
    let text = text.reveal();
    let ascii = |digits: &str| -> Vec<u8> { digits.bytes().flat_map(|byte| [byte, 0]).collect() };
    assert_eq!(text.len(), 256);
    assert_eq!(text[..8], [0x8B, 0x73, 0x0F, 0x5C, 0xE1, 0x6E, 0x20, 0x00]); // 王小满
    assert_eq!(text[30..32], ascii("2"));
    assert_eq!(text[32..36], ascii("01"));
    assert_eq!(text[36..52], ascii("19930518"));
    assert_eq!(text[52..54], [0x3A, 0x79]); // 示
    assert_eq!(text[122..158], ascii("990101199305180025"));
    assert_eq!(text[158..160], [0x3A, 0x79]);
    assert_eq!(text[188..204], ascii("20200101"));
    assert_eq!(text[204..220], ascii("20400101"));
    assert_eq!(text[220..], ascii(&" ".repeat(18)));
}

#[test]
fn a_card_that_never_expires_says_so() {
    let card = IdCard { valid_to: Personal::from("长期"), ..sample_card() };
    assert!(decoded(&card).is_ok_and(|card| card.valid_to.reveal() == "长期"));
}

#[test]
fn a_name_with_a_character_beyond_the_first_plane_is_kept() {
    let card = IdCard { name: Personal::from("王𬭎"), ..sample_card() };
    assert!(decoded(&card).is_ok_and(|card| card.name.reveal() == "王𬭎"));
}

#[test]
fn padding_with_zeros_is_padding() {
    let mut text = encode(&sample_card()).unwrap();
    for pair in text.reveal_mut().chunks_exact_mut(2) {
        if pair == [b' ', 0] {
            pair.fill(0);
        }
    }
    assert!(decode(text.reveal(), sample_card().photo).is_ok_and(|card| card == sample_card()));
}

#[test]
fn a_card_that_contradicts_itself_is_inconsistent() {
    let contradictions: [(&str, IdCard); 4] = [
        ("check digit", with_number("990101199305180024")),
        ("sex", with_number("990101199305180033")),
        ("birth date", IdCard { birth: Personal::from("19930519"), ..sample_card() }),
        ("no number", with_number("")),
    ];
    for (what, card) in contradictions {
        assert!(decoded(&card) == Err(ReadFault::Inconsistent), "{what} was not noticed");
    }
}

#[test]
fn a_kind_that_is_not_known_is_not_decoded() {
    for kind in (0x21..=0x7E).filter(|kind| !b"JIY".contains(kind)) {
        let mut text = encode(&sample_card()).unwrap();
        text.reveal_mut()[248] = kind;
        assert!(is_unknown(text.reveal()), "kind {}", char::from(kind));
    }
    assert!(is_unknown(&[]));
    assert!(is_unknown(&[0; 255]));
    assert!(is_unknown(&[0; 256]));
    assert!(is_unknown(&[0xFF; 256]));
}

#[test]
fn a_control_character_never_leaves_the_layout() {
    let card = IdCard { name: Personal::from("王\u{1b}@小满"), ..sample_card() };
    assert!(decoded(&card) == Err(ReadFault::UnknownLayout));
}

#[test]
fn half_a_surrogate_pair_is_no_text() {
    let mut text = encode(&sample_card()).unwrap();
    text.reveal_mut()[..2].copy_from_slice(&[0x00, 0xD8]);
    assert!(is_unknown(text.reveal()));
}

#[test]
fn a_field_that_does_not_fit_is_refused() {
    let card = IdCard { address: Personal::new("路".repeat(36)), ..sample_card() };
    let error = TooLong { field: "address", room: 35 };
    assert!(encode(&card).is_err_and(|found| found == error));
}

#[test]
fn every_nation_has_a_name_of_its_own() {
    let names: std::collections::BTreeSet<_> =
        (0..=99).filter_map(|code| nation::name(&format!("{code:02}"))).collect();
    assert_eq!(names.len(), 58);
    assert_eq!(nation::name("56"), Some("基诺族"));
    assert_eq!(nation::name("97"), Some("其他"));
    assert_eq!(nation::name("00"), None);
    assert_eq!(nation::name("1"), None);
    assert_eq!(nation::name("+1"), None);
}

fn with_number(number: &str) -> IdCard {
    IdCard { number: Personal::from(number), ..sample_card() }
}

fn decoded(card: &IdCard) -> Result<IdCard, ReadFault> {
    decode(encode(card).unwrap().reveal(), card.photo.clone())
}

fn is_unknown(text: &[u8]) -> bool {
    matches!(decode(text, sample_card().photo), Err(ReadFault::UnknownLayout))
}
