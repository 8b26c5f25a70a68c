//! The driver of any reader that PC/SC knows: contact or contactless, through the daemon `pcscd`.
//!
//! - It finds the daemon and the reader afresh after any fault: a cable may be pulled, the daemon restarted.
//! - It takes the card for itself while it reads, and switches it off afterwards.
//! - A card is told from the next one by the daemon's count of cards put in and taken out, so one that was swapped between
//!   two looks is not missed.
//! - PC/SC has no time-out of its own. Between two commands the time is watched ([`READ`]); within one it is the reader's
//!   (some seconds), and where a reader has none, the thread that called waits for the card to be taken out.

use super::apdu;
use super::conversation::{self, Stop, Transmit};
use super::recorded::Recorded;
use super::{SocialCardFault, SocialCardReader, SocialLook};
use crate::wire::Wire;
use crate::wire::log::Log;
use crate::{Fault, Media, Personal};
use pcsc::{Card, Context, Disposition, Error, Protocols, ReaderState, Scope, ShareMode, State};
use std::ffi::{CStr, CString};
use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// The longest that a card is read.
pub const READ: Duration = Duration::from_secs(3);

/// Room for the names of all readers, in bytes.
const NAMES: usize = 4_096;

/// A reader of social-security cards behind PC/SC.
pub struct PcscSocialCardReader {
    /// What the reader's name must hold.
    part: String,
    context: Option<Context>,
    /// Where what is said is written down, if it is.
    log: Option<Arc<Mutex<Log>>>,
    /// The daemon's count when a card was last looked at.
    seen: Option<u32>,
}

impl PcscSocialCardReader {
    /// Names the reader: a part of the name that the daemon gives it; an empty one takes the first. Nothing is opened yet.
    pub fn new(part: &str) -> Self {
        Self { part: part.to_owned(), context: None, log: None, seen: None }
    }

    /// The same, writing down into `out` what is said, with personal data replaced ([`crate::wire`]).
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn recorded(mut self, out: impl Write + Send + 'static) -> io::Result<Self> {
        self.log = Some(Arc::new(Mutex::new(Log::begin(Wire::SocialCard, "through PC/SC", out)?)));
        Ok(self)
    }
}

impl SocialCardReader for PcscSocialCardReader {
    fn look(&mut self) -> Result<SocialLook, Fault> {
        let look = self.look_once();
        self.forget_on_fault(look)
    }

    fn check(&mut self) -> Result<(), Fault> {
        let state = self.now().map(drop);
        self.forget_on_fault(state)
    }

    fn media(&mut self) -> Result<Media, Fault> {
        let state = self.now().map(|(_, now)| now.state);
        let state = self.forget_on_fault(state)?;
        Ok(if state.contains(State::PRESENT) { Media::Present } else { Media::NotPresent })
    }
}

/// The reader, and how it is.
struct Now {
    reader: CString,
    state: State,
    count: u32,
}

impl PcscSocialCardReader {
    fn look_once(&mut self) -> Result<SocialLook, Fault> {
        let (context, now) = self.now()?;
        if !now.state.contains(State::PRESENT) {
            self.seen = None;
            return Ok(SocialLook::NoCard);
        }
        if self.seen == Some(now.count) {
            return Ok(SocialLook::NoCard);
        }
        let look = if now.state.contains(State::MUTE) {
            SocialLook::Unreadable(SocialCardFault::Mute)
        } else {
            read(&context, &now.reader, self.log.as_ref())?
        };
        self.seen = Some(now.count);
        Ok(look)
    }

    fn now(&mut self) -> Result<(Context, Now), Fault> {
        let context = match self.context.take() {
            Some(context) => context,
            None => Context::establish(Scope::System).map_err(|error| fault(&self.part, error))?,
        };
        let now = now(&context, &self.part).map_err(|error| fault(&self.part, error))?;
        // Kept only after success: one that failed is closed, and established afresh by the next call.
        self.context = Some(context.clone());
        Ok((context, now))
    }

    fn forget_on_fault<T>(&mut self, outcome: Result<T, Fault>) -> Result<T, Fault> {
        if outcome.is_err() {
            (self.context, self.seen) = (None, None);
        }
        outcome
    }
}

fn now(context: &Context, part: &str) -> Result<Now, Error> {
    let mut names = [0; NAMES];
    let reader = context
        .list_readers(&mut names)?
        .find(|name| name.to_string_lossy().contains(part))
        .ok_or(Error::UnknownReader)?
        .to_owned();
    // Asked with "unaware", the daemon answers at once.
    let mut states = [ReaderState::new(reader.clone(), State::UNAWARE)];
    context.get_status_change(Duration::ZERO, &mut states)?;
    let (state, count) = (states[0].event_state(), states[0].event_count());
    if state.intersects(State::UNKNOWN | State::UNAVAILABLE | State::IGNORE) {
        return Err(Error::ReaderUnavailable);
    }
    Ok(Now { reader, state, count })
}

fn read(context: &Context, reader: &CStr, log: Option<&Arc<Mutex<Log>>>) -> Result<SocialLook, Fault> {
    let deadline = Instant::now() + READ;
    let outcome = context.connect(reader, ShareMode::Exclusive, Protocols::ANY).map_err(stop).and_then(|card| {
        let mut carrier = Carrier { card, deadline };
        let outcome = match log {
            Some(log) => conversation::read(&mut Recorded { carrier: &mut carrier, log: Arc::clone(log) }),
            None => conversation::read(&mut carrier),
        };
        // A card that is gone cannot be switched off, and needs not be.
        let _ = carrier.card.disconnect(Disposition::UnpowerCard);
        outcome
    });
    match outcome {
        Ok(card) => Ok(SocialLook::Card(Box::new(card))),
        Err(Stop::Card(fault)) => Ok(SocialLook::Unreadable(fault)),
        Err(Stop::Reader(fault)) => Err(fault),
    }
}

/// The card that is switched on.
struct Carrier {
    card: Card,
    deadline: Instant,
}

impl Transmit for Carrier {
    fn transmit(&mut self, command: &[u8]) -> Result<Personal<Vec<u8>>, Stop> {
        if Instant::now() > self.deadline {
            return Err(Stop::Reader(Fault::Silent(READ)));
        }
        let mut answer = Personal::new(vec![0; apdu::MAX_ANSWER]);
        let length = self.card.transmit(command, answer.reveal_mut()).map_err(stop)?.len();
        answer.reveal_mut().truncate(length);
        Ok(answer)
    }
}

/// Sorts what PC/SC says while a card is spoken to.
fn stop(error: Error) -> Stop {
    match error {
        Error::NoSmartcard
        | Error::RemovedCard
        | Error::ResetCard
        | Error::NotTransacted
        | Error::CommError
        | Error::ProtoMismatch
        | Error::CardUnsupported
        | Error::InsufficientBuffer => Stop::Card(SocialCardFault::TakenTooSoon),
        Error::UnresponsiveCard | Error::UnpoweredCard | Error::UnsupportedCard => Stop::Card(SocialCardFault::Mute),
        error => Stop::Reader(fault("", error)),
    }
}

/// Sorts what PC/SC says of itself and of the reader.
fn fault(part: &str, error: Error) -> Fault {
    match error {
        Error::Timeout => Fault::Silent(READ),
        _ => Fault::NotThere {
            port: if part.is_empty() { String::from("a smart-card reader") } else { part.to_owned() },
            why: error.to_string(),
        },
    }
}
