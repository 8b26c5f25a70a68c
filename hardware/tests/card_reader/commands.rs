//! Replies as values, without a line.

use yici_hardware::Actor;
use yici_hardware::card_reader::commands::{
    Command, Find, Found, MAX_ADDRESS_LEN, ReadNewestAddress, ReadTextAndPhoto, Refusal, Reset, Select, Status, parse,
    request,
};

#[test]
fn a_command_asks_with_its_own_bytes() {
    assert_eq!(request::<Reset>()[7..], [0x10, 0xFF, 0xEC]);
    assert_eq!(request::<Find>()[7..], [0x20, 0x01, 0x22]);
    assert_eq!(request::<Select>()[7..], [0x20, 0x02, 0x21]);
    assert_eq!(request::<ReadTextAndPhoto>()[7..], [0x30, 0x01, 0x32]);
    assert_eq!(request::<ReadNewestAddress>()[7..], [0x30, 0x03, 0x30]);
}

#[test]
fn no_card_is_an_answer_and_not_a_refusal() {
    assert_eq!(parse::<Find>(&[0, 0, 0x80]), Ok(Found::Nothing));
    assert_eq!(parse::<Find>(&[0, 0, 0x9F, 1, 2, 3, 4]), Ok(Found::Card));
}

#[test]
fn the_cards_own_status_bytes_do_not_hide_the_readers() {
    let refusal = Some(Refusal::Status(Status::ReadFailed));
    assert_eq!(parse::<ReadTextAndPhoto>(&[0x69, 0x82, 0x41]).err(), refusal);
}

#[test]
fn a_reply_to_another_command_is_malformed() {
    let (found, done) = ([0, 0, 0x9F, 0, 0, 0, 0], [0, 0, 0x90]);
    assert!(is_malformed::<Select>(&found));
    assert!(is_malformed::<ReadTextAndPhoto>(&found));
    assert!(is_malformed::<Find>(&done));
    assert!(is_malformed::<Reset>(&found));
    assert!(is_malformed::<Select>(&done));
    assert!(is_malformed::<ReadTextAndPhoto>(&done));
}

#[test]
fn a_reply_of_a_wrong_length_is_malformed() {
    let mut body = vec![0, 0, 0x90, 0x01, 0x00, 0x04, 0x00];
    body.resize(7 + 256 + 1_024, 0);
    assert!(parse::<ReadTextAndPhoto>(&body).is_ok());
    body.push(0);
    assert!(is_malformed::<ReadTextAndPhoto>(&body));
    body.pop();
    body[3] = 0x02;
    assert!(is_malformed::<ReadTextAndPhoto>(&body));
    assert!(is_malformed::<Find>(&[0x9F]));
    assert!(is_malformed::<Find>(&[]));
}

#[test]
fn no_newest_address_is_an_answer_and_not_a_refusal() {
    assert!(matches!(parse::<ReadNewestAddress>(&[0, 0, 0x91]), Ok(None)));
    let refusal = Some(Refusal::Status(Status::UnknownCommand));
    assert_eq!(parse::<ReadNewestAddress>(&[0, 0, 0x21]).err(), refusal);
}

#[test]
fn a_newest_address_has_an_even_number_of_bytes_and_a_bound() {
    let reply = |count: usize| [&[0, 0, 0x90], vec![b' '; count].as_slice()].concat();
    for count in [2, 70, 140, MAX_ADDRESS_LEN] {
        let bytes = parse::<ReadNewestAddress>(&reply(count)).ok().flatten().unwrap();
        assert_eq!(bytes.reveal().len(), count);
    }
    for count in [0, 1, 71, MAX_ADDRESS_LEN + 2, 1_284] {
        assert!(is_malformed::<ReadNewestAddress>(&reply(count)), "{count} bytes");
    }
}

#[test]
fn every_status_has_one_byte_and_says_who_acts() {
    for status in Status::ALL {
        assert_eq!(Status::from_sw3(status.sw3()), Some(status));
        assert!(!status.meaning().is_empty());
        assert_eq!(status.read_fault().is_some() && status != Status::NoCard, status.actor() == Actor::Citizen);
    }
    let known = (0..=u8::MAX).filter_map(Status::from_sw3).count();
    assert_eq!(known, Status::ALL.len());
    assert_eq!(Status::Unauthorised.actor(), Actor::Technician);
}

fn is_malformed<C: Command>(body: &[u8]) -> bool {
    matches!(parse::<C>(body), Err(Refusal::Malformed(_)))
}
