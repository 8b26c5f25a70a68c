//! What goes on inside a reader: the order of commands, the card in its field, and the mishaps that were planned.
//!
//! Pure: a decoded request goes in, the bytes of an answer come out. Keeps the rules of GA/T 467: select needs find,
//! read needs select, and after a read, whether it went well or not, find finds nothing until the card was lifted. A
//! read that went well may be asked for again, as a driver does after a garbled reply. The newest address comes after the
//! read, while the card still lies there. A reset makes it find the card again, unless it is told to be one that does not.

use crate::Personal;
use crate::card_reader::commands::{Command, Find, ReadNewestAddress, ReadTextAndPhoto, Reset, Select, Status};
use crate::card_reader::frame::{self, Body, FrameError};
use std::collections::VecDeque;
use std::num::NonZeroU32;

/// Replies whose fate can be planned ahead; more are forgotten.
const MAX_PLANNED: usize = 64;

/// What lies on the reader.
pub enum Lying {
    /// A card, as the data of the replies to a read and to the newest-address command.
    Card { text_and_photo: Personal<Vec<u8>>, newest_address: Option<Personal<Vec<u8>>> },
    /// A bank card, a bus card: it is found and cannot be selected.
    Other,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Lying,
    Found,
    Selected,
    Read,
    Failed,
}

/// How the next read of a card goes wrong.
#[derive(Clone, Copy)]
pub enum Lift {
    /// The reply, or the newest address after it, ends after so many bytes of both.
    AfterBytes(usize),
    /// The reader notices, and says that it could not read.
    Noticed,
}

/// The fate of one reply.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Whole,
    BadChecksum,
}

/// What is to be sent.
pub struct Answer {
    pub bytes: Personal<Vec<u8>>,
    /// Whether a card's data was in it, whole.
    pub is_card: bool,
}

/// The reader's own mind.
pub struct Sam {
    field: Option<Lying>,
    step: Step,
    lift: Option<Lift>,
    fates: VecDeque<Fate>,
    /// Comes before the next answer.
    pub garbage: Vec<u8>,
    pub garbled: bool,
    pub stalled: bool,
    pub knows_newest_address: bool,
    pub finds_again_after_reset: bool,
    /// The line's speed that it keeps to.
    pub baud: Option<NonZeroU32>,
    /// Heard since the start.
    pub requests: usize,
    /// Cards sent whole since the start.
    pub reads: usize,
}

impl Default for Sam {
    fn default() -> Self {
        Self {
            field: None,
            step: Step::Lying,
            lift: None,
            fates: VecDeque::with_capacity(MAX_PLANNED),
            garbage: Vec::new(),
            garbled: false,
            stalled: false,
            knows_newest_address: true,
            finds_again_after_reset: true,
            baud: None,
            requests: 0,
            reads: 0,
        }
    }
}

impl Sam {
    /// Puts something on the reader, in place of what lay there.
    pub fn put(&mut self, lying: Option<Lying>) {
        self.field = lying;
        self.step = Step::Lying;
        self.lift = None;
    }

    /// Forgets what it knew of the card, as when the power comes back.
    pub fn power_up(&mut self) {
        self.step = Step::Lying;
    }

    pub fn plan_lift(&mut self, lift: Lift) {
        self.lift = Some(lift);
    }

    pub fn plan(&mut self, fate: Fate) {
        if self.fates.len() < MAX_PLANNED {
            self.fates.push_back(fate);
        }
    }

    /// The answer to what came from the line, if there is to be one.
    pub fn answer(&mut self, request: &Result<Body, FrameError>) -> Option<Answer> {
        self.requests += 1;
        if self.stalled {
            return None;
        }
        let mut answer = match request {
            Ok(body) => self.obey(body.reveal()),
            Err(FrameError::Checksum { .. }) => say(Status::RequestChecksum, &[]),
            Err(FrameError::Length(_)) => say(Status::RequestLength, &[]),
        };
        if self.fates.pop_front() == Some(Fate::BadChecksum)
            && let Some(checksum) = answer.bytes.reveal_mut().last_mut()
        {
            *checksum ^= 0xFF;
        }
        if self.garbled {
            answer.bytes.reveal_mut().iter_mut().for_each(|byte| *byte = !*byte);
        }
        if !self.garbage.is_empty() {
            let garbage = std::mem::take(&mut self.garbage);
            answer.bytes = Personal::new([&garbage, answer.bytes.reveal().as_slice()].concat());
        }
        Some(answer)
    }

    fn obey(&mut self, body: &[u8]) -> Answer {
        const RESET: &[u8] = &[Reset::CODE, Reset::PARAMETER];
        const STATUS: &[u8] = &[0x11, 0xFF];
        const FIND: &[u8] = &[Find::CODE, Find::PARAMETER];
        const SELECT: &[u8] = &[Select::CODE, Select::PARAMETER];
        const READ: &[u8] = &[ReadTextAndPhoto::CODE, ReadTextAndPhoto::PARAMETER];
        const NEWEST_ADDRESS: &[u8] = &[ReadNewestAddress::CODE, ReadNewestAddress::PARAMETER];
        match body {
            RESET => {
                if self.finds_again_after_reset {
                    self.power_up();
                }
                say(Status::Ok, &[])
            }
            STATUS => say(Status::Ok, &[]),
            FIND => self.find(),
            SELECT => self.select(),
            READ => self.read(),
            NEWEST_ADDRESS if self.knows_newest_address => self.newest_address(),
            _ => say(Status::UnknownCommand, &[]),
        }
    }

    fn find(&mut self) -> Answer {
        if self.field.is_none() || matches!(self.step, Step::Read | Step::Failed) {
            return say(Status::NoCard, &[]);
        }
        self.step = Step::Found;
        say(Status::Found, &[0; 4])
    }

    fn select(&mut self) -> Answer {
        match self.field {
            Some(Lying::Card { .. }) if matches!(self.step, Step::Found | Step::Selected) => {
                self.step = Step::Selected;
                say(Status::Ok, &[0; 8])
            }
            Some(Lying::Other) if self.step == Step::Found => {
                self.step = Step::Failed;
                say(Status::WrongCard, &[])
            }
            _ => say(Status::SelectFailed, &[]),
        }
    }

    fn read(&mut self) -> Answer {
        let readable = self.field.as_ref().filter(|_| matches!(self.step, Step::Selected | Step::Read));
        let Some(Lying::Card { text_and_photo, .. }) = readable else {
            self.step = Step::Failed;
            return say(Status::ReadFailed, &[]);
        };
        let mut answer = say(Status::Ok, text_and_photo.reveal());
        answer.is_card = true;
        self.step = Step::Read;
        match self.lift.take() {
            None => {}
            Some(Lift::Noticed) => {
                self.put(None);
                answer = say(Status::ReadFailed, &[]);
            }
            Some(Lift::AfterBytes(count)) => self.cut(&mut answer, count),
        }
        answer
    }

    fn newest_address(&mut self) -> Answer {
        let mut answer = match &self.field {
            Some(Lying::Card { newest_address, .. }) if self.step == Step::Read => match newest_address {
                Some(address) => say(Status::Ok, address.reveal()),
                None => say(Status::NoSuchItem, &[]),
            },
            _ => say(Status::ReadFailed, &[]),
        };
        if let Some(Lift::AfterBytes(count)) = self.lift.take() {
            self.cut(&mut answer, count);
        }
        answer
    }

    /// Sends `count` bytes of the answer, and lifts the card; if it has fewer, the rest of them from the next one.
    fn cut(&mut self, answer: &mut Answer, count: usize) {
        match count.checked_sub(answer.bytes.reveal().len()) {
            Some(more @ 1..) => self.lift = Some(Lift::AfterBytes(more)),
            whole => {
                self.put(None);
                answer.is_card &= whole.is_some();
                answer.bytes.reveal_mut().truncate(count);
            }
        }
    }
}

fn say(status: Status, data: &[u8]) -> Answer {
    let bytes = frame::reply([0, 0, status.sw3()], data).expect("a card fits in a frame");
    Answer { bytes, is_card: false }
}
