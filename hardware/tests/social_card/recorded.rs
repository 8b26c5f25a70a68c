//! A card's conversation, written down with nobody in it and played back.

use crate::bench::with_reader;
use yici_hardware::social_card::conversation::{Stop, read};
use yici_hardware::social_card::recorded::Played;
use yici_hardware::social_card::simulator::{Manner, SocialCardSimulator, sample_social_card};
use yici_hardware::social_card::{PcscSocialCardReader, SocialCardFault};
use yici_hardware::{Fault, Personal, SocialCard, SocialCardReader, SocialLook};

/// Somebody else than the sample.
fn somebody() -> SocialCard {
    SocialCard {
        name: Personal::from("李大方"),
        number: Personal::from("990101199102030078"),
        card_number: Personal::from("Z99000777"),
        ..sample_social_card()
    }
}

#[test]
fn nobody_is_in_a_recording_through_pcscd_and_it_plays_back_as_the_sample() {
    with_reader("recorded::nobody_is_in_a_recording_through_pcscd_and_it_plays_back_as_the_sample", |bench| {
        for manner in [Manner::Plain, Manner::Terse] {
            let file = tempfile::NamedTempFile::new().unwrap();
            let mut driver = PcscSocialCardReader::new("").recorded(file.reopen().unwrap()).unwrap();
            let card = bench.insert(SocialCardSimulator::new(&somebody(), manner));
            let Ok(SocialLook::Card(seen)) = driver.look() else { panic!("it was not read") };
            assert!(seen.name == somebody().name, "the recording changes nothing of what is read");
            bench.take_out(card);
            let text = std::fs::read_to_string(file.path()).unwrap();
            for part in ["C0EEB4F3B7BD", "3939303130313139393130323033", "5A3939303030373737"] {
                assert!(!text.contains(part), "{manner:?}: {text}");
            }
            let mut played = Played::new(&text).unwrap();
            assert!(read(&mut played).is_ok_and(|card| card == sample_social_card()), "{manner:?}: {text}");
            assert!(played.is_over());
        }
    });
}

/// Recorded from the simulated card. If it fails, undo your change: kiosks have written such files.
#[test]
fn a_recorded_card_says_what_it_said() {
    let mut played = Played::new(include_str!("card.wire")).unwrap();
    assert!(read(&mut played).is_ok_and(|card| card == sample_social_card()));
}

#[test]
fn a_driver_that_says_something_else_is_told_and_a_card_that_fell_silent_was_taken() {
    let whole = include_str!("card.wire");
    let lines: Vec<&str> = whole.lines().collect();
    let mut cut = Played::new(&lines[..lines.len() - 1].join("\n")).unwrap();
    assert!(matches!(read(&mut cut), Err(Stop::Card(SocialCardFault::TakenTooSoon))));
    let mut other = Played::new(&whole.replacen("00B2010400", "00B2020400", 1)).unwrap();
    assert!(matches!(read(&mut other), Err(Stop::Reader(Fault::Garbled(_)))));
}
