//! A card's records, taken apart.

use yici_hardware::social_card::apdu::{Answer, Status};
use yici_hardware::social_card::tlv::{decode, encode};

#[test]
fn a_record_is_its_tag_and_its_value() {
    for value in [&b""[..], b"x", &[7; 127]] {
        let record = encode(9, value).unwrap();
        assert!(decode(&record).is_some_and(|record| record.tag == 9 && record.value == value));
    }
    assert!(encode(9, &[0; 128]).is_none());
}

#[test]
fn padding_after_a_record_is_passed_over_and_anything_else_is_not() {
    assert!(decode(b"\x09\x01x\x00\x00").is_some_and(|record| record.value == b"x"));
    assert!(decode(b"\x09\x01x\xFF\xFF").is_some_and(|record| record.value == b"x"));
    for wrong in [&b"\x09\x01xy"[..], b"\x09\x01x\x00\xFF", b"\x09\x02x", b"\x09", b"", b"\x09\x81\x01x"] {
        assert!(decode(wrong).is_none(), "{}", wrong.escape_ascii());
    }
}

#[test]
fn a_status_word_says_what_to_do_next() {
    for (word, status) in [
        ([0x90, 0x00], Status::Done),
        ([0x61, 0x1E], Status::More(0x1E)),
        ([0x6C, 0x14], Status::Exactly(0x14)),
        ([0x6A, 0x82], Status::NotHere),
        ([0x6A, 0x83], Status::NotHere),
        ([0x6B, 0x00], Status::NotHere),
        ([0x6D, 0x00], Status::NotHere),
        ([0x69, 0x82], Status::Refused),
        ([0x62, 0x83], Status::Refused),
    ] {
        let answer = Answer::decode(&[&[1, 2][..], &word].concat()).unwrap();
        assert_eq!(answer.status, status);
        assert_eq!(answer.data.reveal(), &[1, 2]);
    }
}
