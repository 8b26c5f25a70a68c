//! Goodbye.

use super::state::State;
use super::{Event, Shared, Touch};
use crate::audit;
use std::time::Duration;

/// How long the page stays for those who just walk away.
const STAYS: Duration = Duration::from_secs(8);

/// Stays a moment, then gives way to the next citizen.
pub struct Thanks {
    until: Duration,
}

impl Thanks {
    pub(super) fn enter(shared: &Shared) -> State {
        State::Thanks(Self { until: shared.moment.elapsed + STAYS })
    }

    pub(super) fn on(self, event: Event, shared: &mut Shared) -> State {
        match event {
            Event::Touch(Touch::Next) => shared.end(audit::Ending::Finished),
            Event::Tick if shared.moment.elapsed >= self.until => shared.end(audit::Ending::Finished),
            _ => State::Thanks(self),
        }
    }
}
