//! Answers and faults -> a state, with patience.
//!
//! - "Gone" takes [`MISSES`] misses in a row; "never seen" is not "gone".
//! - What a device says first after it was away is thrown away, and the more often it went, the longer it must hold out
//!   before it is believed again: at most [`PROOFS`] answers, forgotten after [`STEADY`] answers without a break.
//! - Looks at a device that is away open its port anew. They have a budget: after [`HASTE`] of them the looks become rare,
//!   until it answers.

use super::readiness::DeviceState;
use std::time::Duration;
use yici_hardware::Actor;

/// Misses in a row that make a device "gone". Fewer would delete a printer for one lost byte.
const MISSES: u32 = 3;
/// Quick looks in a row at a device that does not answer; half a minute or so.
const HASTE: u32 = 60;
/// Between two looks after those.
const RARELY: Duration = Duration::from_secs(5);
/// The most answers that a device which keeps going away must give before it is believed.
const PROOFS: u32 = 20;
/// Answers without a break after which it is forgotten that a device went away.
const STEADY: u32 = 300;

/// Watches one device. Pure: it is told what came of each look.
#[derive(Debug)]
pub struct Watch {
    state: DeviceState,
    misses: u32,
    /// Answers since the last miss.
    steady: u32,
    /// How often it went away, until it has held out.
    outages: u32,
    /// Answers that are still to be thrown away.
    doubted: u32,
}

impl Default for Watch {
    fn default() -> Self {
        Self { state: DeviceState::NeverSeen, misses: 0, steady: 0, outages: 0, doubted: 0 }
    }
}

impl Watch {
    /// Takes in what a look gave: how the device is, or who must act on its silence. Gives the new state if it changed.
    pub fn saw(&mut self, look: Result<DeviceState, Actor>) -> Option<DeviceState> {
        let next = match look {
            Ok(answer) => {
                self.misses = 0;
                self.steady = self.steady.saturating_add(1);
                if self.steady >= STEADY {
                    self.outages = 0;
                }
                if matches!(self.state, DeviceState::Gone(_)) {
                    self.doubted = self.outages.clamp(1, PROOFS);
                }
                // What it says first after it was away may be what it said before it went.
                if self.doubted > 0 {
                    self.doubted -= 1;
                    DeviceState::Starting
                } else {
                    answer
                }
            }
            Err(actor) => {
                self.misses = self.misses.saturating_add(1);
                self.steady = 0;
                match self.state {
                    DeviceState::NeverSeen | DeviceState::NotFitted => DeviceState::NeverSeen,
                    DeviceState::Gone(_) => DeviceState::Gone(actor),
                    _ if self.misses >= MISSES => {
                        self.outages = self.outages.saturating_add(1);
                        DeviceState::Gone(actor)
                    }
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

    /// How long to wait until the next look: `calm` while it works, `soon` while it may come back, rarely once it has not
    /// for long.
    pub fn pause(&self, calm: Duration, soon: Duration) -> Duration {
        match self.misses {
            _ if self.state.works() && self.misses == 0 => calm,
            HASTE.. => RARELY.max(soon),
            _ => soon,
        }
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

    #[test]
    fn a_device_that_keeps_going_away_must_hold_out_longer_each_time() {
        let mut watch = Watch::default();
        watch.saw(Ok(Ready));
        for outage in 1..=3 {
            for _ in 0..3 {
                watch.saw(Err(Actor::Clerk));
            }
            for _ in 0..outage {
                watch.saw(Ok(Ready));
                assert_eq!(*watch.state(), Starting, "outage {outage}");
            }
            assert_eq!(watch.saw(Ok(Ready)), Some(Ready));
        }
        for _ in 0..STEADY {
            watch.saw(Ok(Ready));
        }
        for _ in 0..3 {
            watch.saw(Err(Actor::Clerk));
        }
        watch.saw(Ok(Ready));
        assert_eq!(watch.saw(Ok(Ready)), Some(Ready), "it held out, and is believed as at first");
    }

    #[test]
    fn quick_looks_have_a_budget_and_the_device_is_found_again_all_the_same() {
        let [calm, soon] = [2, 1].map(Duration::from_secs);
        let mut watch = Watch::default();
        watch.saw(Ok(Ready));
        assert_eq!(watch.pause(calm, soon), calm);
        watch.saw(Err(Actor::Clerk));
        assert_eq!(watch.pause(calm, soon), soon);
        for _ in 0..HASTE {
            watch.saw(Err(Actor::Clerk));
        }
        assert_eq!(watch.pause(calm, soon), RARELY);
        watch.saw(Ok(Ready));
        assert_eq!(watch.pause(calm, soon), soon, "it answers, and is looked at closely");
        watch.saw(Ok(Ready));
        assert_eq!(watch.pause(calm, soon), calm);
    }
}
