//! What every card reader keeps: the simulator here, and a real one when `YICI_CARD_READER_PORT` names its port or
//! `YICI_CARD_READER_USB` its ids.

use crate::bench::{BAUD, Bench};
use std::num::NonZeroU32;
use std::time::{Duration, Instant};
use yici_hardware::card_reader::driver::Gat467;
use yici_hardware::card_reader::serial::{Port, SerialCardReader};
use yici_hardware::card_reader::simulator::{CardReaderSimulator, sample_newest_address, sample_of};
use yici_hardware::card_reader::transcript::Recorder;
use yici_hardware::card_reader::usb::UsbCardReader;
use yici_hardware::card_reader::{CardKind, CardReader, IdCard, Look, identifiers};
use yici_hardware::{Media, citizen_number};

/// Who puts the card down and takes it away.
trait Person {
    fn put_the_card_down(&mut self);
    fn lift_the_card(&mut self);
    /// Lets time pass between two looks; a person needs some.
    fn wait(&mut self);
}

/// The suite. Looks at most [`LOOKS`] times for each thing that the person is asked to do.
fn keeps_the_contract(reader: &mut dyn CardReader, person: &mut dyn Person) {
    person.lift_the_card();
    assert!(look_for_nothing(reader, person), "no card, yet one was seen");

    person.put_the_card_down();
    reader.check().expect("a healthy reader is well, with a card on it or without");
    let first = look_for_a_card(reader, person);
    is_consistent(&first);
    assert_eq!(first.photo.reveal().len(), 1_024);
    assert!(first.photo.reveal().starts_with(b"WL"));
    assert!(look_for_nothing(reader, person), "a card was read twice without being lifted");

    let seen_to_lie = media(reader);
    assert_ne!(seen_to_lie, Media::NotPresent, "a card lies there");
    person.lift_the_card();
    let gone = (0..LOOKS).any(|_| {
        person.wait();
        media(reader) != Media::Present
    });
    assert!(gone, "the card was lifted and still seen");
    assert!(look_for_nothing(reader, person), "the card was lifted and still found");
    person.put_the_card_down();
    assert!(look_for_a_card(reader, person) == first, "the same card said something else");
}

/// What the layout promises of a card that was passed on.
fn is_consistent(card: &IdCard) {
    let number = card.number.reveal();
    assert!(!card.name.reveal().is_empty());
    assert!(card.newest_address.as_ref().is_none_or(|address| !address.reveal().is_empty()));
    match card.kind() {
        CardKind::Resident | CardKind::HkMacauTaiwan => {
            let facts = citizen_number::check(number).expect("the number was checked");
            assert!(facts.birth == card.birth && facts.sex == card.sex);
        }
        CardKind::PermanentResident2017 => assert!(identifiers::is_permanent_resident_2017(number)),
        CardKind::PermanentResident2023 => assert!(identifiers::is_permanent_resident_2023(number)),
    }
}

const LOOKS: usize = 60;

fn look_for_a_card(reader: &mut dyn CardReader, person: &mut dyn Person) -> IdCard {
    for _ in 0..LOOKS {
        if let Look::Card(card) = look(reader) {
            return *card;
        }
        person.wait();
    }
    panic!("no card in {LOOKS} looks");
}

/// The same answer three times over: a card that is still being lifted may be seen once more.
fn look_for_nothing(reader: &mut dyn CardReader, person: &mut dyn Person) -> bool {
    let mut in_a_row = 0;
    for _ in 0..LOOKS {
        match look(reader) {
            Look::NoCard => in_a_row += 1,
            Look::Card(_) => return false,
            Look::Unreadable(_) => in_a_row = 0,
        }
        if in_a_row == 3 {
            return true;
        }
        person.wait();
    }
    false
}

fn look(reader: &mut dyn CardReader) -> Look {
    let started = Instant::now();
    let look = reader.look().expect("a healthy reader has no fault");
    assert!(started.elapsed() < Duration::from_secs(2), "a look took longer than two seconds");
    look
}

fn media(reader: &mut dyn CardReader) -> Media {
    let started = Instant::now();
    let media = reader.media().expect("a healthy reader has no fault");
    assert!(started.elapsed() < Duration::from_secs(2), "a question took longer than two seconds");
    media
}

/// A hand with a card in it.
struct Hand<'a>(&'a CardReaderSimulator, IdCard);

impl Person for Hand<'_> {
    fn put_the_card_down(&mut self) {
        self.0.insert(&self.1).unwrap();
    }

    fn lift_the_card(&mut self) {
        self.0.lift();
    }

    fn wait(&mut self) {}
}

/// Reads what to do from the terminal; run with `--no-capture`.
struct Tester;

impl Person for Tester {
    fn put_the_card_down(&mut self) {
        eprintln!("Put an identity card on the reader and leave it there.");
    }

    fn lift_the_card(&mut self) {
        eprintln!("Take every card off the reader.");
        std::thread::sleep(Duration::from_secs(5));
    }

    fn wait(&mut self) {
        // The reader asks for it: no more than one look in 300 ms.
        std::thread::sleep(Duration::from_millis(400));
    }
}

#[test]
fn the_simulator_keeps_the_contract_with_every_kind_of_card() {
    let moved = IdCard { newest_address: Some(sample_newest_address()), ..sample_of(CardKind::Resident) };
    for card in CardKind::ALL.map(sample_of).into_iter().chain([moved]) {
        let mut bench = Bench::new();
        keeps_the_contract(&mut bench.reader, &mut Hand(&bench.hand, card));
    }
}

#[test]
fn the_simulator_keeps_the_contract_at_the_speed_of_a_line() {
    let mut bench = Bench::new();
    bench.hand.pace(NonZeroU32::new(BAUD));
    keeps_the_contract(&mut bench.reader, &mut Hand(&bench.hand, sample_of(CardKind::Resident)));
}

#[test]
fn a_reader_that_is_written_down_keeps_the_contract() {
    let bench = Bench::new();
    let port = Port::new(bench.hand.link().to_str().unwrap(), BAUD);
    let mut reader = Gat467::over(Recorder::new(port, std::io::sink()).unwrap());
    keeps_the_contract(&mut reader, &mut Hand(&bench.hand, sample_of(CardKind::HkMacauTaiwan)));
}

#[test]
fn a_real_reader_keeps_the_contract() {
    let Ok(port) = std::env::var("YICI_CARD_READER_PORT") else {
        eprintln!("skipped: set YICI_CARD_READER_PORT to the port of a real reader, and have a card at hand");
        return;
    };
    keeps_the_contract(&mut SerialCardReader::new(&port, BAUD), &mut Tester);
}

#[test]
fn a_real_reader_on_usb_keeps_the_contract() {
    let ids = std::env::var("YICI_CARD_READER_USB").ok();
    let id = |text: &str| u16::from_str_radix(text, 16).expect("ids are four hex digits each, as in 0403:6001");
    let Some((vendor, product)) = ids.as_deref().and_then(|ids| ids.split_once(':')) else {
        eprintln!("skipped: set YICI_CARD_READER_USB to the ids of a real reader, as lsusb shows them");
        return;
    };
    keeps_the_contract(&mut UsbCardReader::new(id(vendor), id(product)), &mut Tester);
}
