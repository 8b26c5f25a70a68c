//! Looks at a healthy reader.

use crate::bench::{Bench, GENEROUS, Seen};
use yici_hardware::card_reader::simulator::{sample_card, sample_of};
use yici_hardware::card_reader::{CardKind, IdCard, Look, ReadFault, layout};
use yici_hardware::{CardReader, Personal};

#[test]
fn a_card_is_read_whole_over_the_line() {
    let mut bench = Bench::new();
    bench.hand.insert(&sample_card()).unwrap();
    assert_eq!(bench.look(), Seen::Sample);
    assert!(bench.hand.wait_for_reads(1, GENEROUS));
    assert!(bench.hand.wait_for_requests(3, GENEROUS));
}

#[test]
fn an_empty_reader_has_no_card() {
    assert_eq!(Bench::new().look(), Seen::Nothing);
}

#[test]
fn a_card_is_read_once_until_it_is_lifted() {
    let mut bench = Bench::new();
    bench.hand.insert(&sample_card()).unwrap();
    assert_eq!(bench.look(), Seen::Sample);
    assert_eq!(bench.look(), Seen::Nothing);
    bench.hand.lift();
    assert_eq!(bench.look(), Seen::Nothing);
    bench.hand.insert(&sample_card()).unwrap();
    assert_eq!(bench.look(), Seen::Sample);
}

#[test]
fn a_card_of_another_kind_is_not_an_identity_card() {
    let mut bench = Bench::new();
    bench.hand.insert_other_kind();
    assert_eq!(bench.look(), Seen::Unreadable(ReadFault::NotAnIdCard));
}

#[test]
fn every_kind_of_card_is_read_over_the_line() {
    for kind in CardKind::ALL {
        let mut bench = Bench::new();
        bench.hand.insert(&sample_of(kind)).unwrap();
        let Ok(Look::Card(card)) = bench.reader.look() else { panic!("{kind:?} was not read") };
        assert!(*card == sample_of(kind) && card.kind() == kind);
    }
}

#[test]
fn a_card_of_a_kind_to_come_is_named_as_such() {
    let mut bench = Bench::new();
    let card = sample_card();
    let text = layout::encode(&card).unwrap();
    let mut text: [u8; 256] = text.reveal().as_slice().try_into().unwrap();
    text[248] = b'K';
    let photo = card.photo.reveal().as_slice().try_into().unwrap();
    bench.hand.insert_bytes(&text, photo);
    assert_eq!(bench.look(), Seen::Unreadable(ReadFault::UnknownLayout));
}

#[test]
fn asking_whether_it_is_well_leaves_a_card_to_be_found() {
    let mut bench = Bench::new();
    bench.hand.insert(&sample_card()).unwrap();
    assert!(bench.reader.check().is_ok());
    assert_eq!(bench.look(), Seen::Sample);
}

#[test]
fn a_card_that_contradicts_itself_is_not_believed() {
    let mut bench = Bench::new();
    let forged = IdCard { birth: Personal::from("19930519"), ..sample_card() };
    bench.hand.insert(&forged).unwrap();
    assert_eq!(bench.look(), Seen::Unreadable(ReadFault::Inconsistent));
}

#[test]
fn a_second_driver_takes_over_when_the_first_is_gone() {
    let mut bench = Bench::new();
    assert_eq!(bench.look(), Seen::Nothing);
    let port = bench.hand.link().to_str().unwrap().to_owned();
    bench.reader = yici_hardware::card_reader::serial::SerialCardReader::new(&port, crate::bench::BAUD);
    bench.hand.insert(&sample_card()).unwrap();
    assert_eq!(bench.look(), Seen::Sample);
}
