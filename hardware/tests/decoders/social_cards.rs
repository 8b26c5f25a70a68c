//! The social-security card.

use super::input::{damaged, nearly, noise};
use super::within;
use arbtest::arbitrary::{Result, Unstructured};
use yici_hardware::Personal;
use yici_hardware::citizen_number;
use yici_hardware::social_card::apdu::{Answer, MAX_ANSWER};
use yici_hardware::social_card::conversation::{COMMANDS, Stop, Transmit, read};
use yici_hardware::social_card::recorded::Played;
use yici_hardware::social_card::simulator::{Manner, SocialCardSimulator, sample_social_card};
use yici_hardware::social_card::tlv;

pub fn social_records(u: &mut Unstructured<'_>) -> Result<()> {
    let mut bytes = noise(u, 300)?;
    if let Some(length) = bytes.get_mut(1) {
        *length %= 0x90;
    }
    if let Some(record) = within(0, || tlv::decode(&bytes)) {
        assert!(record.value.len() <= 127);
    }
    let answer = within(MAX_ANSWER, || Answer::decode(&bytes));
    assert_eq!(answer.is_some(), (2..=MAX_ANSWER).contains(&bytes.len()));
    Ok(())
}

/// A card some of whose answers are wrong.
struct Unwell<'a, 'b> {
    card: SocialCardSimulator,
    u: &'a mut Unstructured<'b>,
    asked: usize,
}

impl Transmit for Unwell<'_, '_> {
    fn transmit(&mut self, command: &[u8]) -> std::result::Result<Personal<Vec<u8>>, Stop> {
        self.asked += 1;
        // What the card holds is not what the conversation holds.
        let mut answer = Vec::new();
        allocation_counter::opt_out(|| {
            answer = self.card.answer(command);
            if self.u.ratio(1, 8).unwrap_or_default() {
                answer = damaged(self.u, &answer).unwrap_or_default();
            }
        });
        Ok(Personal::new(answer))
    }
}

pub fn social_cards(u: &mut Unstructured<'_>) -> Result<()> {
    let manner = if u.arbitrary()? { Manner::Plain } else { Manner::Terse };
    let card = SocialCardSimulator::new(&sample_social_card(), manner);
    let mut carrier = Unwell { card, u, asked: 0 };
    if let Ok(card) = within(4 * 1_024, || read(&mut carrier)) {
        assert!(citizen_number::check(card.number.reveal()).is_ok());
        assert!(!card.name.reveal().contains(char::is_control));
        assert!(card.issuer_area.reveal().len() == 6 && card.card_number.reveal().len() <= 9);
    }
    assert!(carrier.asked <= COMMANDS);
    Ok(())
}

/// A recording that was written down by hand, or rotted on a stick.
pub fn social_recordings(u: &mut Unstructured<'_>) -> Result<()> {
    let good = include_bytes!("../social_card/card.wire");
    let text = String::from_utf8_lossy(&nearly(u, good, 2_000)?).into_owned();
    // As for a card reader's: an entry is some 80 bytes, and the shortest line that makes one has 14.
    let Ok(mut played) = within(1_024 + 16 * text.len(), || Played::new(&text)) else { return Ok(()) };
    if let Ok(card) = within(8 * 1_024, || read(&mut played)) {
        assert!(citizen_number::check(card.number.reveal()).is_ok());
    }
    Ok(())
}
