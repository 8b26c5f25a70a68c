//! What is said to a card, whatever carries it.
//!
//! - At most [`COMMANDS`] commands for a card: a card that keeps promising more is given up.
//! - Each item is asked for by its place and, where the card numbers its records otherwise, by its tag; what does not
//!   carry the right tag is not taken.

use super::apdu::{self, Answer, File, Status};
use super::layout::{self, CARD_NUMBER, IDENTIFIER, Item, NAME, NUMBER, VALID_TO, Values};
use super::{SocialCard, SocialCardFault, tlv};
use crate::{Fault, Personal};

/// The most commands for one card.
pub const COMMANDS: usize = 40;

/// What carries a command to the card and its answer back.
pub trait Transmit {
    /// One command, one answer: data and status word, at most [`apdu::MAX_ANSWER`] bytes.
    fn transmit(&mut self, command: &[u8]) -> Result<Personal<Vec<u8>>, Stop>;
}

/// Why a conversation ended early.
#[derive(Debug)]
pub enum Stop {
    /// Because of the card.
    Card(SocialCardFault),
    /// Because of the reader.
    Reader(Fault),
}

impl From<SocialCardFault> for Stop {
    fn from(fault: SocialCardFault) -> Self {
        Self::Card(fault)
    }
}

/// Reads the card that was just switched on.
pub fn read(carrier: &mut dyn Transmit) -> Result<SocialCard, Stop> {
    let mut card = Conversation { carrier, left: COMMANDS };
    // Whatever a card answers that has no such environment, it is another kind of card.
    card.say(apdu::select_environment())?.ok_or(SocialCardFault::NotASocialCard)?;
    card.open(File::Issuer)?;
    let identifier = card.item(IDENTIFIER)?.ok_or(SocialCardFault::UnknownLayout)?;
    let valid_to = card.item(VALID_TO)?;
    let card_number = card.item(CARD_NUMBER)?.ok_or(SocialCardFault::UnknownLayout)?;
    card.open(File::Holder)?;
    let number = card.item(NUMBER)?.ok_or(SocialCardFault::UnknownLayout)?;
    let name = card.item(NAME)?.ok_or(SocialCardFault::UnknownLayout)?;
    Ok(layout::decode(&Values { identifier, valid_to, card_number, number, name })?)
}

struct Conversation<'a> {
    carrier: &'a mut dyn Transmit,
    left: usize,
}

impl Conversation<'_> {
    fn open(&mut self, file: File) -> Result<(), Stop> {
        let opened = self.say(apdu::select(file))?;
        Ok(opened.map(drop).ok_or(SocialCardFault::UnknownLayout)?)
    }

    /// An item's value. `None` when the card does not have it.
    fn item(&mut self, item: Item) -> Result<Option<Personal<Vec<u8>>>, Stop> {
        for command in [apdu::read_place(item.place), apdu::read_tag(item.tag)] {
            let Some(data) = self.say(command)? else { continue };
            let record = tlv::decode(data.reveal()).filter(|record| record.tag == item.tag);
            if let Some(record) = record {
                return Ok(Some(Personal::new(record.value.to_vec())));
            }
        }
        Ok(None)
    }

    /// What the card answers to a command. `None` when it does not have, or does not give, what is asked for.
    ///
    /// A card of the older kind (T=0) announces how much there is, or how much is to be asked for; that is done here.
    fn say(&mut self, command: Vec<u8>) -> Result<Option<Personal<Vec<u8>>>, Stop> {
        let mut next = command;
        loop {
            self.left = self.left.checked_sub(1).ok_or(SocialCardFault::UnknownLayout)?;
            let answer = Answer::decode(self.carrier.transmit(&next)?.reveal());
            let Answer { data, status } = answer.ok_or(SocialCardFault::TakenTooSoon)?;
            next = match status {
                Status::Done => return Ok(Some(data)),
                Status::NotHere | Status::Refused => return Ok(None),
                Status::More(length) => apdu::get_response(length),
                Status::Exactly(length) => {
                    // The last byte of what has no data is Le.
                    let Some((_, rest)) = next.split_last() else { return Ok(None) };
                    [rest, &[length]].concat()
                }
            };
        }
    }
}
