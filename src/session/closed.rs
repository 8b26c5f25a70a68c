//! Nobody is let in: the door is open, the power is out, or the kiosk rests outside its hours.

use super::state::State;
use super::{Event, Shared};
use crate::text;
use crate::voice::Prompt;
use yici_hardware::Input;
use yici_hardware::power::Supply;

/// Why nobody is let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closure {
    /// The battery is nearly empty, and the kiosk switches itself off.
    SwitchingOff,
    /// The service door is open, or somebody tampers with the housing.
    OutOfService,
    /// The battery feeds the kiosk. Whoever is at work finishes.
    Asleep,
    /// It is outside the kiosk's hours. Whoever is at work finishes.
    Resting,
}

impl Closure {
    /// Whether a citizen at work may finish first.
    pub fn waits_for_the_citizen(self) -> bool {
        matches!(self, Self::Asleep | Self::Resting)
    }
}

/// Everything that can close the kiosk; what is true now, whoever is there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Closures {
    /// What feeds the kiosk, where a UPS says so.
    pub supply: Option<Supply>,
    /// The service door is open.
    pub door: bool,
    /// Somebody tampers with the housing.
    pub tamper: bool,
    /// The machine was told to switch itself off; that is not taken back.
    pub switching_off: bool,
}

impl Closures {
    /// Why nobody is let in now, whatever the hour; the gravest reason, if there is one.
    pub fn now(&self) -> Option<Closure> {
        if self.switching_off || self.supply == Some(Supply::LastMinutes) {
            Some(Closure::SwitchingOff)
        } else if self.door || self.tamper {
            Some(Closure::OutOfService)
        } else {
            (self.supply == Some(Supply::Battery)).then_some(Closure::Asleep)
        }
    }

    /// An input of the housing changed.
    pub fn take(&mut self, input: Input, active: bool) {
        match input {
            Input::DoorOpen => self.door = active,
            Input::Tamper => self.tamper = active,
            _ => {}
        }
    }
}

/// A quiet sign.
pub struct Closed {
    pub(super) why: Closure,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct ClosedView {
    /// Why nobody is let in.
    pub why: Closure,
    /// When it serves, in words; empty when it is not for the hour that it is closed.
    pub hours: String,
    /// When it opens again, in words; may be empty.
    pub opens: String,
    /// What the kiosk owes whoever comes next; may be empty.
    pub notice: String,
}

impl Closed {
    pub(super) fn on(self, _: Event) -> State {
        State::Closed(self)
    }

    pub(super) fn prompt(&self) -> Prompt {
        match self.why {
            Closure::Asleep | Closure::SwitchingOff => Prompt::Asleep,
            Closure::OutOfService => Prompt::OutOfService,
            Closure::Resting => Prompt::Resting,
        }
    }

    pub(super) fn view(&self, shared: &Shared) -> ClosedView {
        let (place, now, language) = (&shared.rules.place, shared.moment.wall, shared.language);
        let (mut hours, mut opens) = (String::new(), String::new());
        if self.why == Closure::Resting {
            hours = place.open_in_words(language);
            opens = place.opens(now).map(|at| text::moment(at, language)).unwrap_or_default();
        }
        ClosedView {
            why: self.why,
            hours,
            opens,
            notice: shared.notice.as_ref().map(|notice| shared.text(notice)).unwrap_or_default(),
        }
    }
}
