//! The driver of a card reader that speaks GA/T 467, over any [`transport`](super::transport).
//!
//! - It opens the line at the first look and, after any fault, again at the next one: a cable may be pulled and put
//!   back without a restart.
//! - Before each command it throws away what the line still holds, in both directions: a reply does not say to what it
//!   answers, and requests that nobody takes must not pile up.
//! - A command is sent at most twice, the second time only when the first answer was garbled.
//! - A look ends within [`LOOK`], whatever the line does.
//! - A card is read whole or not at all: where the newest address could not be asked for because the card was lifted, the
//!   printed one, which may be out of date, is not passed off as the newest.

mod line;

use super::commands::{Check, Find, Found, ReadNewestAddress, ReadTextAndPhoto, Select, Status};
use super::transport::{Connect, Transport};
use super::{CardKind, CardReader, IdCard, Look, ReadFault, layout};
use crate::{Fault, Personal};
use line::{Line, Trouble};
use std::time::{Duration, Instant};

/// The longest look; below the two seconds of [`CardReader::look`].
pub const LOOK: Duration = Duration::from_millis(1_900);

/// A reader that speaks GA/T 467.
pub struct Gat467<C: Connect> {
    connect: C,
    line: Option<Line<C::Line>>,
    asks_newest_address: bool,
}

impl<C: Connect> Gat467<C> {
    /// A reader over this line. Nothing is opened yet.
    pub fn over(connect: C) -> Self {
        Self { connect, line: None, asks_newest_address: true }
    }

    /// For a reader that falters when it is asked for a newest address: it never is, and cards are read without one.
    ///
    /// A reader that answers that it does not know the command needs no such setting.
    #[must_use]
    pub fn without_newest_address(mut self) -> Self {
        self.asks_newest_address = false;
        self
    }

    fn on_line<T>(&mut self, talk: impl FnOnce(&mut Line<C::Line>, Instant) -> Result<T, Fault>) -> Result<T, Fault> {
        let deadline = Instant::now() + LOOK;
        let mut line = match self.line.take() {
            Some(line) => line,
            None => Line::new(self.connect.connect()?),
        };
        let said = talk(&mut line, deadline)?;
        // Kept only after success: a line that failed is closed, and opened afresh by the next call.
        self.line = Some(line);
        Ok(said)
    }
}

impl<C: Connect> CardReader for Gat467<C> {
    fn look(&mut self) -> Result<Look, Fault> {
        let asks_newest_address = self.asks_newest_address;
        self.on_line(|line, deadline| look_over(line, asks_newest_address, deadline))
    }

    fn check(&mut self) -> Result<(), Fault> {
        self.on_line(|line, deadline| match line.ask::<Check>(deadline) {
            Ok(()) => Ok(()),
            Err(Trouble::Says(status)) => Err(Fault::Broken(status.meaning())),
            Err(Trouble::Line(fault)) => Err(fault),
        })
    }
}

fn look_over<T: Transport>(line: &mut Line<T>, asks_newest_address: bool, deadline: Instant) -> Result<Look, Fault> {
    match line.ask::<Find>(deadline) {
        Ok(Found::Card) => {}
        Ok(Found::Nothing) => return Ok(Look::NoCard),
        Err(trouble) => return trouble.into_look(),
    }
    let read = line.ask::<Select>(deadline).and_then(|()| line.ask::<ReadTextAndPhoto>(deadline));
    let read = match read {
        Ok(read) => read,
        Err(trouble) => return broken_off(line, trouble, deadline),
    };
    let mut card = match layout::decode(read.text.reveal(), read.photo) {
        Ok(card) => card,
        Err(fault) => return Ok(Look::Unreadable(fault)),
    };
    if asks_newest_address && may_have_newest_address(&card) {
        match newest_address(line, deadline) {
            Ok(Ok(address)) => card.newest_address = address,
            Ok(Err(fault)) => return Ok(Look::Unreadable(fault)),
            Err(trouble) => return broken_off(line, trouble, deadline),
        }
    }
    Ok(Look::Card(Box::new(card)))
}

fn may_have_newest_address(card: &IdCard) -> bool {
    matches!(card.kind(), CardKind::Resident | CardKind::HkMacauTaiwan)
}

/// The newest address, or `None` when the card has none or the reader does not know the question.
fn newest_address<T: Transport>(
    line: &mut Line<T>,
    deadline: Instant,
) -> Result<Result<Option<Personal>, ReadFault>, Trouble> {
    match line.ask::<ReadNewestAddress>(deadline) {
        Ok(Some(bytes)) => Ok(layout::decode_address(bytes.reveal())),
        Ok(None) | Err(Trouble::Says(Status::UnknownCommand | Status::NotAllowed)) => Ok(Ok(None)),
        Err(trouble) => Err(trouble),
    }
}

/// What a talk that broke off in the middle of a card means.
fn broken_off<T: Transport>(line: &mut Line<T>, trouble: Trouble, deadline: Instant) -> Result<Look, Fault> {
    match trouble {
        // A card that leaves can strike a reader dumb. If it answers again, the card is gone and not the reader.
        Trouble::Line(Fault::Silent(_)) if line.says_anything(deadline) => {
            Ok(Look::Unreadable(ReadFault::LiftedTooSoon))
        }
        trouble => trouble.into_look(),
    }
}
