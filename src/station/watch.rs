//! Answers and faults -> a state, with patience.

use super::readiness::DeviceState;
use yici_hardware::Actor;

/// Misses in a row that make a device "gone". Fewer would delete a printer for one lost byte.
const MISSES: u32 = 3;

/// Watches one device. Pure: it is told what came of each look.
#[derive(Debug)]
pub struct Watch {
    state: DeviceState,
    misses: u32,
}

impl Default for Watch {
    fn default() -> Self {
        Self { state: DeviceState::NeverSeen, misses: 0 }
    }
}

impl Watch {
    /// Takes in what a look gave: how the device is, or who must act on its silence. Gives the new state if it changed.
    pub fn saw(&mut self, look: Result<DeviceState, Actor>) -> Option<DeviceState> {
        let next = match look {
            Ok(answer) => {
                self.misses = 0;
                match self.state {
                    // What it says first after it was away may be what it said before it went.
                    DeviceState::Gone(_) => DeviceState::Starting,
                    _ => answer,
                }
            }
            Err(actor) => {
                self.misses = self.misses.saturating_add(1);
                match self.state {
                    DeviceState::NeverSeen => DeviceState::NeverSeen,
                    _ if self.misses >= MISSES => DeviceState::Gone(actor),
                    _ => self.state.clone(),
                }
            }
        };
        let changed = next != self.state;
        self.state = next;
        changed.then(|| self.state.clone())
    }

    /// The state.
    pub fn state(&self) -> &DeviceState {
        &self.state
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DeviceState::{Gone, NeverSeen, Ready, Starting};

    #[test]
    fn one_missed_answer_changes_nothing_and_three_in_a_row_mean_gone() {
        let mut watch = Watch::default();
        assert_eq!(watch.saw(Ok(Ready)), Some(Ready));
        assert_eq!(watch.saw(Err(Actor::Clerk)), None);
        assert_eq!(watch.saw(Err(Actor::Clerk)), None);
        assert_eq!(watch.saw(Ok(Ready)), None, "an answer starts the count anew");
        for _ in 0..2 {
            assert_eq!(watch.saw(Err(Actor::Clerk)), None);
        }
        assert_eq!(watch.saw(Err(Actor::Clerk)), Some(Gone(Actor::Clerk)));
    }

    #[test]
    fn what_was_never_seen_is_never_gone() {
        let mut watch = Watch::default();
        for _ in 0..10 {
            assert_eq!(watch.saw(Err(Actor::Clerk)), None);
        }
        assert_eq!(*watch.state(), NeverSeen);
    }

    #[test]
    fn the_first_answer_after_a_return_is_thrown_away() {
        let mut watch = Watch::default();
        watch.saw(Ok(Ready));
        for _ in 0..3 {
            watch.saw(Err(Actor::Clerk));
        }
        assert_eq!(watch.saw(Ok(Ready)), Some(Starting));
        assert_eq!(watch.saw(Ok(Ready)), Some(Ready));
    }
}
