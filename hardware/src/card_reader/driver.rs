//! The driver of a card reader that speaks GA/T 467, over any [`transport`](super::transport).
//!
//! - It opens the line at the first look and, after any fault, again at the next one: a cable may be pulled and put
//!   back without a restart.
//! - Before each command it throws away what the line still holds, in both directions: a reply does not say to what it
//!   answers, and requests that nobody takes must not pile up.
//! - A command is sent at most twice, the second time only when the first answer was garbled.
//! - A look ends within [`LOOK`], whatever the line does.
//! - A reader does not find a card again that it has read. Where it is asked whether one still lies there, it is reset,
//!   once for each card: most then find it again. One that never did so cannot say.
//! - A card is read whole or not at all: where the newest address could not be asked for because the card was lifted, the
//!   printed one, which may be out of date, is not passed off as the newest.

mod line;

use super::commands::{Check, Find, Found, ReadNewestAddress, ReadTextAndPhoto, Reset, Select, Status};
use super::transport::{Connect, Transport};
use super::{CardKind, CardReader, IdCard, Look, ReadFault, layout};
use crate::{Fault, Media, Personal};
use line::{Line, Trouble};
use std::time::{Duration, Instant};

/// The longest look; below the two seconds of [`CardReader::look`].
pub const LOOK: Duration = Duration::from_millis(1_900);
/// From a reset to the second question whether there is a card; the field needs a moment.
const FIELD: Duration = Duration::from_millis(300);

/// A reader that speaks GA/T 467.
pub struct Gat467<C: Connect> {
    connect: C,
    line: Option<Line<C::Line>>,
    asks_newest_address: bool,
    last: Last,
    /// Whether it has ever found a card again after a reset.
    finds_again: bool,
}

/// What is known of the card that was found last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// It is gone, or would be found.
    Gone,
    /// It was read, or could not be: the reader does not find it before it was lifted.
    Hidden,
    /// It was not found after a reset either: gone or not, nobody knows.
    Doubtful,
}

impl<C: Connect> Gat467<C> {
    /// A reader over this line. Nothing is opened yet.
    pub fn over(connect: C) -> Self {
        Self { connect, line: None, asks_newest_address: true, last: Last::Gone, finds_again: false }
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
        let look = self.on_line(|line, deadline| look_over(line, asks_newest_address, deadline))?;
        if !matches!(look, Look::NoCard) {
            self.last = Last::Hidden;
        }
        Ok(look)
    }

    fn check(&mut self) -> Result<(), Fault> {
        self.on_line(|line, deadline| match line.ask::<Check>(deadline) {
            Ok(()) => Ok(()),
            Err(Trouble::Says(status)) => Err(Fault::Broken(status.meaning())),
            Err(Trouble::Line(fault)) => Err(fault),
        })
    }

    fn media(&mut self) -> Result<Media, Fault> {
        let last = self.last;
        let (found, was_reset) = self.on_line(|line, deadline| finds(line, last, deadline))?;
        let media = match (found, was_reset, last) {
            (true, ..) => Media::Present,
            (false, true, _) if !self.finds_again => Media::Unknown,
            (false, false, Last::Doubtful) => Media::Unknown,
            (false, ..) => Media::NotPresent,
        };
        self.finds_again |= found && was_reset;
        self.last = if media == Media::Unknown { Last::Doubtful } else { Last::Gone };
        Ok(media)
    }
}

/// Whether a card is found, and whether the reader had to be reset for it.
fn finds<T: Transport>(line: &mut Line<T>, last: Last, deadline: Instant) -> Result<(bool, bool), Fault> {
    let finds = |line: &mut Line<T>| match line.ask::<Find>(deadline) {
        Ok(found) => Ok(found == Found::Card),
        Err(Trouble::Says(status)) => Err(Fault::Broken(status.meaning())),
        Err(Trouble::Line(fault)) => Err(fault),
    };
    let found = finds(line)?;
    if found || last != Last::Hidden {
        return Ok((found, false));
    }
    match line.ask::<Reset>(deadline) {
        // One that knows no reset is asked all the same.
        Ok(()) | Err(Trouble::Says(_)) => {}
        Err(Trouble::Line(fault)) => return Err(fault),
    }
    if finds(line)? {
        return Ok((true, true));
    }
    std::thread::sleep(FIELD);
    Ok((finds(line)?, true))
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
