//! What every reader keeps: a virtual one behind a real `pcscd` here, and a real one when `YICI_SOCIAL_CARD_PORT` names a
//! part of its name.

use crate::bench::{Inserted, Seen, sample, with_reader};
use std::time::{Duration, Instant};
use yici_hardware::social_card::PcscSocialCardReader;
use yici_hardware::social_card::simulator::{Manner, SocialCardSimulator, sample_social_card};
use yici_hardware::{Media, SocialCard, SocialCardReader, SocialLook, citizen_number};

/// Who puts the card in and takes it out.
trait Person {
    fn put_the_card_in(&mut self);
    fn take_the_card_out(&mut self);
}

/// The suite.
fn keeps_the_contract(reader: &mut dyn SocialCardReader, person: &mut dyn Person) {
    reader.check().unwrap();
    assert!(look(reader).is_none(), "no card, yet one was seen");
    assert_eq!(reader.media().unwrap(), Media::NotPresent);
    person.put_the_card_in();
    let first = look(reader).expect("a card");
    assert!(citizen_number::check(first.number.reveal()).is_ok());
    assert!(!first.name.reveal().is_empty() && !first.card_number.reveal().is_empty());
    reader.check().unwrap();
    assert!(look(reader).is_none(), "a card was read twice without being taken out");
    assert_eq!(reader.media().unwrap(), Media::Present);
    person.take_the_card_out();
    person.put_the_card_in();
    assert!(look(reader) == Some(first), "a card that was put in again between two looks is read again");
    person.take_the_card_out();
    assert_eq!(reader.media().unwrap(), Media::NotPresent);
    assert!(look(reader).is_none());
}

fn look(reader: &mut dyn SocialCardReader) -> Option<SocialCard> {
    let began = Instant::now();
    let look = reader.look().expect("a healthy reader has no fault");
    assert!(began.elapsed() < Duration::from_secs(6));
    match look {
        SocialLook::NoCard => None,
        SocialLook::Card(card) => Some(*card),
        SocialLook::Unreadable(fault) => panic!("{fault:?}"),
    }
}

#[test]
fn a_reader_behind_pcscd_keeps_the_contract() {
    struct Hand(crate::bench::Bench, Option<Inserted>);
    impl Person for Hand {
        fn put_the_card_in(&mut self) {
            self.1 = Some(self.0.insert(sample()));
        }
        fn take_the_card_out(&mut self) {
            self.0.take_out(self.1.take().unwrap());
        }
    }
    with_reader("contract::a_reader_behind_pcscd_keeps_the_contract", |bench| {
        let mut driver = PcscSocialCardReader::new("");
        keeps_the_contract(&mut driver, &mut Hand(bench, None));
    });
}

#[test]
fn cards_of_either_manner_are_read_through_pcscd() {
    with_reader("contract::cards_of_either_manner_are_read_through_pcscd", |mut bench| {
        for manner in [Manner::Plain, Manner::Terse] {
            let card = bench.insert(SocialCardSimulator::new(&sample_social_card(), manner));
            assert_eq!(bench.look(), Seen::Sample, "{manner:?}");
            bench.take_out(card);
        }
    });
}

#[test]
fn a_real_reader_keeps_the_contract() {
    /// Does what the terminal says; run with `--no-capture`.
    struct Tester;
    impl Person for Tester {
        fn put_the_card_in(&mut self) {
            eprintln!("Put a social-security card in; press Enter.");
            let _ = std::io::stdin().read_line(&mut String::new());
        }
        fn take_the_card_out(&mut self) {
            eprintln!("Take it out; press Enter.");
            let _ = std::io::stdin().read_line(&mut String::new());
        }
    }
    let Ok(part) = std::env::var("YICI_SOCIAL_CARD_PORT") else {
        eprintln!("skipped: set YICI_SOCIAL_CARD_PORT to a part of a real reader's name, and have a card at hand");
        return;
    };
    keeps_the_contract(&mut PcscSocialCardReader::new(&part), &mut Tester);
}
