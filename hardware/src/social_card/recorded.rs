//! A conversation with a card, written down with nobody in it, and played back.
//!
//! - One entry for each command and one for each answer, in the form of every other recording ([`crate::wire`]).
//! - A record that the driver knows is replaced by that of the sample card, in its length; whatever else a card answers, but
//!   the name of its environment, becomes zeros. Status words are kept: they say what went wrong.

use super::apdu::ENVIRONMENT;
use super::conversation::{Stop, Transmit};
use super::simulator::sample_record;
use super::tlv;
use crate::card_reader::transcript::{BadTranscript, Direction, Entry, parse};
use crate::wire::log::Log;
use crate::{Fault, Personal};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// What carries a card's commands, and writes them down.
pub(super) struct Recorded<'a> {
    pub carrier: &'a mut dyn Transmit,
    pub log: Arc<Mutex<Log>>,
}

impl Transmit for Recorded<'_> {
    fn transmit(&mut self, command: &[u8]) -> Result<Personal<Vec<u8>>, Stop> {
        self.said(Direction::Out, command);
        let answer = self.carrier.transmit(command);
        if let Ok(answer) = &answer {
            self.said(Direction::In, answer.reveal());
        }
        answer
    }
}

impl Recorded<'_> {
    /// A recording never disturbs the reading.
    fn said(&self, direction: Direction, bytes: &[u8]) {
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = log.said(direction, bytes).and_then(|()| log.write_down()) {
            tracing::warn!(%error, "a card's answer could not be recorded");
        }
    }
}

/// An answer without what is a citizen's; as long as it was, and the same again when it is scrubbed again.
pub(crate) fn scrub(answer: &[u8]) -> Vec<u8> {
    let Some((data, word)) = answer.split_last_chunk::<2>() else { return vec![0; answer.len()] };
    let record =
        tlv::decode(data).and_then(|record| Some((record.tag, record.value.len(), sample_record(record.tag)?)));
    let mut clean = match record {
        _ if data.ends_with(&ENVIRONMENT) && data.len() == ENVIRONMENT.len() + 4 => {
            [&[0x6F, 0x11, 0x84, 0x0F][..], &ENVIRONMENT].concat()
        }
        Some((tag, length, mut value)) => {
            value.resize(length, 0);
            tlv::encode(tag, &value).unwrap_or_default()
        }
        None => Vec::new(),
    };
    clean.resize(data.len(), 0);
    clean.extend(word);
    clean
}

/// A card that answers what was recorded, as long as it is told what was recorded.
pub struct Played {
    entries: VecDeque<Entry>,
}

impl Played {
    /// Reads a recording.
    pub fn new(text: &str) -> Result<Self, BadTranscript> {
        Ok(Self { entries: parse(text)?.into() })
    }

    /// Whether everything was said.
    pub fn is_over(&self) -> bool {
        self.entries.is_empty()
    }
}

impl Transmit for Played {
    fn transmit(&mut self, command: &[u8]) -> Result<Personal<Vec<u8>>, Stop> {
        const OTHERWISE: Fault = Fault::Garbled("the driver said what the recording has not");
        let told = self.entries.pop_front().filter(|entry| entry.direction == Direction::Out);
        if told.is_none_or(|entry| entry.bytes != command) {
            return Err(Stop::Reader(OTHERWISE));
        }
        match self.entries.pop_front_if(|next| next.direction == Direction::In) {
            Some(entry) => Ok(Personal::new(entry.bytes)),
            // It was recorded that nothing came.
            None => Err(Stop::Card(super::SocialCardFault::TakenTooSoon)),
        }
    }
}
