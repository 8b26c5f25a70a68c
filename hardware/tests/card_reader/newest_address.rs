//! The address that was written into the chip after the card was printed.

use crate::bench::{Bench, GENEROUS, Seen};
use yici_hardware::card_reader::simulator::{CardReaderSimulator, sample_card, sample_newest_address, sample_of};
use yici_hardware::card_reader::{CardKind, IdCard, Look, ReadFault};
use yici_hardware::{CardReader, Personal};

fn moved(kind: CardKind) -> IdCard {
    IdCard { newest_address: Some(sample_newest_address()), ..sample_of(kind) }
}

fn read(reader: &mut dyn CardReader) -> IdCard {
    match reader.look() {
        Ok(Look::Card(card)) => *card,
        other => panic!("no card: {:?}", Seen::from(other)),
    }
}

#[test]
fn a_card_that_has_one_brings_it_along() {
    for kind in [CardKind::Resident, CardKind::HkMacauTaiwan] {
        let mut bench = Bench::new();
        bench.hand.insert(&moved(kind)).unwrap();
        let card = read(&mut bench.reader);
        assert!(card == moved(kind));
        assert!(*card.current_address() == sample_newest_address() && card.address == sample_of(kind).address);
    }
}

#[test]
fn a_card_that_has_none_is_read_without() {
    let mut bench = Bench::new();
    bench.hand.insert(&sample_card()).unwrap();
    assert_eq!(bench.look(), Seen::Sample);
    assert!(bench.hand.wait_for_requests(4, GENEROUS));
}

#[test]
fn a_blank_one_is_none() {
    let mut bench = Bench::new();
    bench.hand.insert(&IdCard { newest_address: Some(Personal::default()), ..sample_card() }).unwrap();
    assert_eq!(bench.look(), Seen::Sample);
}

#[test]
fn a_foreigners_card_is_not_asked_for_one() {
    let mut bench = Bench::new();
    bench.hand.insert(&moved(CardKind::PermanentResident2023)).unwrap();
    assert!(read(&mut bench.reader).newest_address.is_none());
}

#[test]
fn a_reader_that_does_not_know_the_question_reads_cards_without() {
    let mut bench = Bench::new();
    bench.hand.know_newest_address(false);
    bench.hand.insert(&moved(CardKind::Resident)).unwrap();
    assert_eq!(bench.look(), Seen::Sample);
}

#[test]
fn a_reader_that_is_never_to_be_asked_is_not_asked() {
    let Bench { hand, reader, _directory } = Bench::new();
    let mut reader = reader.without_newest_address();
    hand.insert(&moved(CardKind::Resident)).unwrap();
    // Lifted with the last byte of the text: nothing more is wanted of the card.
    hand.lift_after_bytes(1_295);
    assert_eq!(Seen::from(reader.look()), Seen::Sample);
}

#[test]
fn the_printed_address_is_not_passed_off_as_the_newest_when_the_card_was_lifted() {
    let mut bench = Bench::new();
    bench.hand.insert(&moved(CardKind::Resident)).unwrap();
    bench.hand.lift_after_bytes(1_295);
    assert_eq!(bench.look(), Seen::Unreadable(ReadFault::LiftedTooSoon));
}

#[test]
fn a_garbled_one_is_asked_for_again() {
    let mut bench = Bench::new();
    bench.hand.insert(&moved(CardKind::Resident)).unwrap();
    spoil_the_fourth_reply(&bench.hand);
    assert!(read(&mut bench.reader) == moved(CardKind::Resident));
}

#[test]
fn one_that_stays_garbled_is_a_fault_of_the_line() {
    let mut bench = Bench::new();
    bench.hand.insert(&moved(CardKind::Resident)).unwrap();
    spoil_the_fourth_reply(&bench.hand);
    bench.hand.corrupt_next_checksum();
    assert_eq!(bench.look(), Seen::Garbled("a wrong checksum"));
}

fn spoil_the_fourth_reply(hand: &CardReaderSimulator) {
    (0..3).for_each(|_| hand.let_one_pass());
    hand.corrupt_next_checksum();
}
