//! The card is taken out while it is read.
//!
//! Through `pcscd` one card is taken out in each test: the virtual reader (vpcd 3.3) does not see another one after a card
//! that left in the middle of a command. The rest is tried without it.

use crate::bench::{Seen, sample, with_reader};
use yici_hardware::Personal;
use yici_hardware::social_card::SocialCardFault;
use yici_hardware::social_card::conversation::{Stop, Transmit, read};
use yici_hardware::social_card::simulator::SocialCardSimulator;

const TAKEN: Seen = Seen::Unreadable(SocialCardFault::TakenTooSoon);

/// Three selections and five records.
const COMMANDS: usize = 8;

#[test]
fn a_card_that_is_taken_out_at_its_first_command_is_unreadable() {
    with_reader("taken_mid_read::a_card_that_is_taken_out_at_its_first_command_is_unreadable", |mut bench| {
        let _card = bench.insert_and_take_at(sample(), 1);
        assert_eq!(bench.look(), TAKEN);
    });
}

#[test]
fn a_card_that_is_taken_out_in_the_middle_is_unreadable() {
    with_reader("taken_mid_read::a_card_that_is_taken_out_in_the_middle_is_unreadable", |mut bench| {
        let _card = bench.insert_and_take_at(sample(), COMMANDS / 2);
        assert_eq!(bench.look(), TAKEN);
    });
}

#[test]
fn a_card_that_is_taken_out_at_its_last_command_is_unreadable_and_afterwards_it_was_read() {
    let name = "taken_mid_read::a_card_that_is_taken_out_at_its_last_command_is_unreadable_and_afterwards_it_was_read";
    with_reader(name, |mut bench| {
        let card = bench.insert_and_take_at(sample(), COMMANDS + 1);
        assert_eq!(bench.look(), Seen::Sample);
        bench.take_out(card);
        let _card = bench.insert_and_take_at(sample(), COMMANDS);
        assert_eq!(bench.look(), TAKEN);
    });
}

/// Gone when the command of that number has come.
struct Leaving(SocialCardSimulator, usize);

impl Transmit for Leaving {
    fn transmit(&mut self, command: &[u8]) -> Result<Personal<Vec<u8>>, Stop> {
        self.1 -= 1;
        if self.1 == 0 { Err(SocialCardFault::TakenTooSoon.into()) } else { self.0.transmit(command) }
    }
}

#[test]
fn no_command_is_sent_to_a_card_that_has_left() {
    for command in 1..=COMMANDS {
        let mut card = Leaving(sample(), command);
        assert!(matches!(read(&mut card), Err(Stop::Card(SocialCardFault::TakenTooSoon))), "at command {command}");
        assert_eq!(card.1, 0, "it was asked on after it had left");
    }
    assert!(read(&mut Leaving(sample(), COMMANDS + 1)).is_ok());
}
