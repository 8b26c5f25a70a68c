//! A social-security card that answers commands, strictly: what a real card would refuse, it refuses.
//!
//! It holds no reader: a test, or a demonstration, carries the bytes. It knows two manners that real cards have
//! ([`Manner`]).

use super::apdu::{ENVIRONMENT, File};
use super::conversation::{Stop, Transmit};
use super::layout::{CARD_NUMBER, IDENTIFIER, Item, NAME, NUMBER, VALID_TO};
use super::{SocialCard, tlv};
use crate::Personal;
use encoding_rs::GB18030;

/// How a card answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// All at once, records by place.
    Plain,
    /// In the manner of T=0: "so much more" after a selection, "exactly so much" for a record; records by tag only.
    Terse,
}

/// The card.
pub struct SocialCardSimulator {
    manner: Manner,
    records: Vec<(Item, Vec<u8>)>,
    in_environment: bool,
    open: Option<File>,
    waiting: Vec<u8>,
}

/// The card of a person who does not exist: 99 is no area of the country.
pub fn sample_social_card() -> SocialCard {
    SocialCard {
        name: Personal::from("王小满"),
        number: Personal::from("990101199305180025"),
        card_number: Personal::from("Z99000001"),
        issuer_area: Personal::from("990100"),
        valid_to: Some(Personal::from("20400101")),
    }
}

/// The value of the sample card's record with this tag; `None` for a tag that is read by nobody.
pub(super) fn sample_record(tag: u8) -> Option<Vec<u8>> {
    let records = SocialCardSimulator::new(&sample_social_card(), Manner::Plain).records;
    records.into_iter().find(|(item, _)| item.tag == tag).map(|(_, value)| value)
}

impl SocialCardSimulator {
    /// Writes a card. What does not fit a field is cut.
    pub fn new(card: &SocialCard, manner: Manner) -> Self {
        let (name, _, _) = GB18030.encode(card.name.reveal());
        let mut records = vec![
            (IDENTIFIER, padded(&packed(card.issuer_area.reveal()), 16)),
            (CARD_NUMBER, padded(card.card_number.reveal().as_bytes(), 9)),
            (NUMBER, padded(card.number.reveal().as_bytes(), 18)),
            (NAME, padded(&name, 30)),
        ];
        records.extend(card.valid_to.as_ref().map(|day| (VALID_TO, padded(&packed(day.reveal()), 4))));
        Self { manner, records, in_environment: false, open: None, waiting: Vec::new() }
    }

    /// Puts other bytes into an item.
    pub fn overwrite(&mut self, item: Item, value: &[u8]) {
        self.records.retain(|(own, _)| *own != item);
        self.records.push((item, value.to_vec()));
    }

    /// Takes an item off the card.
    pub fn remove(&mut self, item: Item) {
        self.records.retain(|(own, _)| *own != item);
    }

    /// Switched on again: nothing is selected.
    pub fn reset(&mut self) {
        (self.in_environment, self.open) = (false, None);
        self.waiting.clear();
    }

    /// Answers a command.
    pub fn answer(&mut self, command: &[u8]) -> Vec<u8> {
        match command {
            [0x00, 0xA4, 0x04, 0x00, 0x0F, name @ ..] if *name == ENVIRONMENT => {
                (self.in_environment, self.open) = (true, None);
                // A template of its name, as cards give one.
                let template = [&[0x6F, 0x11, 0x84, 0x0F][..], &ENVIRONMENT].concat();
                self.selected(template)
            }
            [0x00, 0xA4, 0x02, 0x00, 0x02, id @ ..] if self.in_environment => {
                self.open = [File::Issuer, File::Holder].into_iter().find(|file| file.id() == *id);
                if self.open.is_some() { vec![0x90, 0x00] } else { vec![0x6A, 0x82] }
            }
            [0x00, 0xA4, 0x04 | 0x02, ..] => vec![0x6A, 0x82],
            [0x00, 0xB2, place, 0x04, length] => match self.manner {
                Manner::Plain => self.record(*length, |item| item.place == *place),
                Manner::Terse => vec![0x6A, 0x86],
            },
            [0x00, 0xB2, tag, 0x00, length] => self.record(*length, |item| item.tag == *tag),
            [0x00, 0xC0, 0x00, 0x00, length] if usize::from(*length) == self.waiting.len() => {
                done(std::mem::take(&mut self.waiting))
            }
            _ => vec![0x6D, 0x00],
        }
    }

    fn selected(&mut self, template: Vec<u8>) -> Vec<u8> {
        match self.manner {
            Manner::Plain => done(template),
            Manner::Terse => {
                let length = u8::try_from(template.len()).unwrap_or(u8::MAX);
                self.waiting = template;
                vec![0x61, length]
            }
        }
    }

    fn record(&self, length: u8, wanted: impl Fn(&Item) -> bool) -> Vec<u8> {
        let Some(file) = self.open else { return vec![0x69, 0x86] };
        let found = self.records.iter().find(|(item, _)| item.file == file && wanted(item));
        let Some(record) = found.and_then(|(item, value)| tlv::encode(item.tag, value)) else {
            return vec![0x6A, 0x83];
        };
        match u8::try_from(record.len()) {
            Ok(exact) if self.manner == Manner::Terse && length != exact => vec![0x6C, exact],
            _ => done(record),
        }
    }
}

impl Transmit for SocialCardSimulator {
    fn transmit(&mut self, command: &[u8]) -> Result<Personal<Vec<u8>>, Stop> {
        Ok(Personal::new(self.answer(command)))
    }
}

fn done(mut data: Vec<u8>) -> Vec<u8> {
    data.extend([0x90, 0x00]);
    data
}

fn padded(value: &[u8], size: usize) -> Vec<u8> {
    value.iter().copied().chain(std::iter::repeat(0)).take(size).collect()
}

fn packed(digits: &str) -> Vec<u8> {
    digits.as_bytes().chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| (byte << 4) | (digit & 0x0F))).collect()
}
