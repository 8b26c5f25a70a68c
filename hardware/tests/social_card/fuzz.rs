//! Bytes that nobody planned. Seeded, so a failure comes again.

use crate::bench::sample;
use yici_hardware::Personal;
use yici_hardware::citizen_number;
use yici_hardware::social_card::apdu::Answer;
use yici_hardware::social_card::conversation::{COMMANDS, Stop, Transmit, read};
use yici_hardware::social_card::simulator::SocialCardSimulator;
use yici_hardware::social_card::tlv;

/// A small generator of numbers (xorshift64).
struct Dice(u64);

impl Dice {
    fn byte(&mut self) -> u8 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.to_be_bytes()[0]
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::from(u16::from_be_bytes([self.byte(), self.byte()])) % limit
    }
}

#[test]
fn no_record_and_no_answer_upsets_its_reader() {
    let mut dice = Dice(32);
    for _ in 0..50_000 {
        let count = dice.below(300);
        let mut bytes: Vec<u8> = (0..count).map(|_| dice.byte()).collect();
        if let Some(length) = bytes.get_mut(1) {
            *length %= 0x90;
        }
        if let Some(record) = tlv::decode(&bytes) {
            assert!(record.value.len() <= 127);
        }
        assert_eq!(Answer::decode(&bytes).is_some(), (2..=258).contains(&count));
    }
}

/// A card whose every few answers are wrong.
struct Unwell(SocialCardSimulator, Dice, usize);

impl Transmit for Unwell {
    fn transmit(&mut self, command: &[u8]) -> Result<Personal<Vec<u8>>, Stop> {
        self.2 += 1;
        let mut answer = self.0.answer(command);
        for _ in 0..self.1.below(3).saturating_sub(1) {
            let place = self.1.below(answer.len());
            answer[place] = self.1.byte();
        }
        if self.1.below(20) == 0 {
            answer.truncate(self.1.below(answer.len() + 1));
        }
        Ok(Personal::new(answer))
    }
}

#[test]
fn no_card_upsets_the_conversation_and_what_it_gives_is_consistent() {
    let mut read_whole = 0;
    for seed in 1..5_000 {
        let mut card = Unwell(sample(), Dice(seed * 0x9E37_79B9), 0);
        if let Ok(card) = read(&mut card) {
            read_whole += 1;
            assert!(citizen_number::check(card.number.reveal()).is_ok());
            assert!(!card.name.reveal().contains(char::is_control));
            assert!(card.issuer_area.reveal().len() == 6 && card.card_number.reveal().len() <= 9);
        }
        assert!(card.2 <= COMMANDS);
    }
    assert!(read_whole > 50, "too few cards came through: {read_whole}");
}
