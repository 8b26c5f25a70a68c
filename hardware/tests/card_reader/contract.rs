//! What every card reader keeps: the simulator here, and a real one when `YICI_CARD_READER_PORT` names its port.

use crate::bench::{BAUD, Bench};
use std::time::{Duration, Instant};
use yici_hardware::card_reader::serial::SerialCardReader;
use yici_hardware::card_reader::simulator::{CardReaderSimulator, sample_card};
use yici_hardware::card_reader::{CardReader, IdCard, Look};
use yici_hardware::citizen_number;

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
    let first = look_for_a_card(reader, person);
    let facts = citizen_number::check(first.number.reveal()).expect("the number was checked");
    assert!(facts.birth == first.birth && facts.sex == first.sex);
    assert_eq!(first.photo.reveal().len(), 1_024);
    assert!(first.photo.reveal().starts_with(b"WL"));
    assert!(look_for_nothing(reader, person), "a card was read twice without being lifted");

    person.lift_the_card();
    assert!(look_for_nothing(reader, person), "the card was lifted and still seen");
    person.put_the_card_down();
    assert!(look_for_a_card(reader, person) == first, "the same card said something else");
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

impl Person for &CardReaderSimulator {
    fn put_the_card_down(&mut self) {
        self.insert(&sample_card()).unwrap();
    }

    fn lift_the_card(&mut self) {
        self.lift();
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
fn the_simulator_keeps_the_contract() {
    let mut bench = Bench::new();
    keeps_the_contract(&mut bench.reader, &mut &bench.hand);
}

#[test]
fn a_real_reader_keeps_the_contract() {
    let Ok(port) = std::env::var("YICI_CARD_READER_PORT") else {
        eprintln!("not run: set YICI_CARD_READER_PORT to the port of a real reader, and have a card at hand");
        return;
    };
    keeps_the_contract(&mut SerialCardReader::new(&port, BAUD), &mut Tester);
}
