//! A card of another kind, or one that says something that cannot be.

use crate::bench::{Seen, sample, with_reader};
use yici_hardware::social_card::SocialCardFault;
use yici_hardware::social_card::conversation::{Stop, read};
use yici_hardware::social_card::layout::{CARD_NUMBER, IDENTIFIER, NAME, NUMBER, VALID_TO};
use yici_hardware::social_card::simulator::SocialCardSimulator;

fn fault(mut card: SocialCardSimulator) -> Option<SocialCardFault> {
    match read(&mut card) {
        Ok(_) => None,
        Err(Stop::Card(fault)) => Some(fault),
        Err(Stop::Reader(fault)) => panic!("{fault}"),
    }
}

#[test]
fn a_number_that_contradicts_itself_is_refused() {
    with_reader("wrong_card::a_number_that_contradicts_itself_is_refused", |mut bench| {
        let mut card = sample();
        card.overwrite(NUMBER, b"990101199305180026");
        let card = bench.insert(card);
        assert_eq!(bench.look(), Seen::Unreadable(SocialCardFault::Inconsistent));
        assert_eq!(bench.look(), Seen::Nothing, "it is not found again before it was taken out");
        bench.take_out(card);
    });
}

#[test]
fn a_card_without_the_environment_is_another_kind_of_card() {
    struct BankCard;
    impl yici_hardware::social_card::conversation::Transmit for BankCard {
        fn transmit(&mut self, _: &[u8]) -> Result<yici_hardware::Personal<Vec<u8>>, Stop> {
            Ok(yici_hardware::Personal::new(vec![0x6A, 0x82]))
        }
    }
    assert!(matches!(read(&mut BankCard), Err(Stop::Card(SocialCardFault::NotASocialCard))));
}

#[test]
fn a_card_that_lacks_an_item_is_unknown_unless_it_is_the_day_of_validity() {
    for item in [IDENTIFIER, CARD_NUMBER, NUMBER, NAME] {
        let mut card = sample();
        card.remove(item);
        assert_eq!(fault(card), Some(SocialCardFault::UnknownLayout), "{item:?}");
    }
    let mut card = sample();
    card.remove(VALID_TO);
    assert!(read(&mut card).is_ok_and(|card| card.valid_to.is_none()));
    card = sample();
    card.overwrite(VALID_TO, &[0x20, 0x40, 0x13, 0x01]);
    assert!(read(&mut card).is_ok_and(|card| card.valid_to.is_none()));
}

#[test]
fn fields_that_hold_something_else_are_unknown() {
    for (item, value) in [
        (NAME, &b"\x1b@\xCD\xF5"[..]),
        (NAME, &[b' '; 30]),
        (NAME, &[0xFF; 30]),
        (NAME, &[]),
        (NUMBER, &[0; 18]),
        (NUMBER, b"99010119930518 025"),
        (CARD_NUMBER, b"Z9900000;"),
        (CARD_NUMBER, b"Z990000012"),
        (IDENTIFIER, &[0x99, 0x01]),
        (IDENTIFIER, &[0x9A; 16]),
    ] {
        let mut card = sample();
        card.overwrite(item, value);
        assert_eq!(fault(card), Some(SocialCardFault::UnknownLayout), "{item:?}: {}", value.escape_ascii());
    }
}
