//! Nobody is let in: the door is open, or the power is out.

use super::state::State;
use super::{Event, Shared};
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
}

impl Closure {
    /// Whether a citizen at work may finish first.
    pub fn waits_for_the_citizen(self) -> bool {
        self == Self::Asleep
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
    /// Why nobody is let in now; the gravest reason, if there is one.
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
        }
    }

    pub(super) fn view(&self, shared: &Shared) -> ClosedView {
        ClosedView {
            why: self.why,
            notice: shared.notice.as_ref().map(|notice| shared.text(notice)).unwrap_or_default(),
        }
    }
}
