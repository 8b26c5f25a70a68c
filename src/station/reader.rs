//! The thread of a card reader: of identity cards, or of social-security cards.
//!
//! - A card is read only while a visit wants one; what lies there unasked is not.
//! - A card that was read is watched until it is gone, as far as the reader can say. While one of an earlier visit lies
//!   there nothing is read: it must not pass for the next citizen's.

use super::{DeviceState, Report, Watch};
use crate::catalog::Device;
use crate::platform::contract::SubmissionId;
use crate::session::Event;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;
use yici_hardware::{CardReader, Fault, Look, Media, SocialCardReader, SocialLook};

/// What a reader is told.
pub enum Order {
    /// Look for cards for this visit, or stop.
    Look(Option<SubmissionId>),
}

/// Between two looks for a card; GA/T 467 asks for more than 300 ms.
const LOOKS: Duration = Duration::from_millis(350);
/// Between two questions whether a card still lies there.
const LIES: Duration = Duration::from_millis(700);
/// Between two checks that the reader answers, while no card is wanted.
const CHECKS: Duration = Duration::from_secs(2);

/// A reader of either kind.
pub trait Cards: Send {
    /// Which.
    const DEVICE: Device;
    /// Looks once; what was found for this visit.
    fn look(&mut self, visit: SubmissionId) -> Result<Option<Event>, Fault>;
    /// Whether it is there.
    fn check(&mut self) -> Result<(), Fault>;
    /// Whether a card is there.
    fn media(&mut self) -> Result<Media, Fault>;
}

impl Cards for Box<dyn CardReader> {
    const DEVICE: Device = Device::CardReader;

    fn look(&mut self, visit: SubmissionId) -> Result<Option<Event>, Fault> {
        Ok(match CardReader::look(&mut **self)? {
            Look::NoCard => None,
            Look::Card(card) => Some(Event::Card(visit, card)),
            Look::Unreadable(fault) => Some(Event::CardUnreadable(visit, fault)),
        })
    }

    fn check(&mut self) -> Result<(), Fault> {
        CardReader::check(&mut **self)
    }

    fn media(&mut self) -> Result<Media, Fault> {
        CardReader::media(&mut **self)
    }
}

impl Cards for Box<dyn SocialCardReader> {
    const DEVICE: Device = Device::SocialCardReader;

    fn look(&mut self, visit: SubmissionId) -> Result<Option<Event>, Fault> {
        Ok(match SocialCardReader::look(&mut **self)? {
            SocialLook::NoCard => None,
            SocialLook::Card(card) => Some(Event::SocialCard(visit, card)),
            SocialLook::Unreadable(fault) => Some(Event::SocialCardUnreadable(visit, fault)),
        })
    }

    fn check(&mut self) -> Result<(), Fault> {
        SocialCardReader::check(&mut **self)
    }

    fn media(&mut self) -> Result<Media, Fault> {
        SocialCardReader::media(&mut **self)
    }
}

/// Starts the thread; it ends when the sender is dropped.
pub fn start<C: Cards + 'static>(cards: C, report: Report) -> Sender<Order> {
    let (sender, orders) = channel();
    let desk = Desk { cards, report, watch: Watch::default(), visit: None, read: true, lies: false };
    std::thread::spawn(move || desk.serve(&orders));
    sender
}

struct Desk<C> {
    cards: C,
    report: Report,
    watch: Watch,
    /// For whom cards are looked for.
    visit: Option<SubmissionId>,
    /// A card was read, or could not be, and was not seen to be gone. One that lies there at the start counts: it may have
    /// been read before a crash.
    read: bool,
    /// One was seen to lie there after its visit wanted no more.
    lies: bool,
}

impl<C: Cards> Desk<C> {
    fn serve(mut self, orders: &Receiver<Order>) {
        loop {
            let answer = self.ask();
            if let Err(fault) = &answer {
                tracing::debug!(%fault, device = ?C::DEVICE, "card reader");
            }
            self.report.saw(
                C::DEVICE,
                &mut self.watch,
                answer.map(|()| DeviceState::Ready).map_err(|fault| fault.actor()),
            );
            let calm = match self.visit {
                Some(_) => LOOKS,
                None if self.lies => LIES,
                None => CHECKS,
            };
            match orders.recv_timeout(self.watch.pause(calm, LOOKS)) {
                Ok(Order::Look(wanted)) => self.visit = wanted,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn ask(&mut self) -> Result<(), Fault> {
        match self.visit {
            Some(visit) if !self.lies => {
                if let Some(event) = self.cards.look(visit)? {
                    self.read = true;
                    (self.report.event)(event);
                }
                Ok(())
            }
            Some(_) => self.ask_whether_it_lies(),
            None if self.read => self.ask_whether_it_lies(),
            None => self.cards.check(),
        }
    }

    fn ask_whether_it_lies(&mut self) -> Result<(), Fault> {
        let media = self.cards.media()?;
        self.read = media == Media::Present;
        if self.lies != self.read {
            self.lies = self.read;
            (self.report.event)(Event::CardLies(C::DEVICE, self.lies));
        } else if media == Media::NotPresent {
            // It was gone before anybody asked.
            (self.report.event)(Event::CardLies(C::DEVICE, false));
        }
        Ok(())
    }
}
