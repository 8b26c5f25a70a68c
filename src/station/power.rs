//! The UPS's thread: what feeds the kiosk, once it is sure.

use super::{DeviceState, Report, Watch};
use crate::catalog::Device;
use crate::session::Event;
use crate::text::Text;
use std::convert::Infallible;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};
use yici_hardware::power::Supply;
use yici_hardware::power::debounce::Debounce;
use yici_hardware::{Actor, PowerFault, PowerSource};

/// Between two questions; the trait asks for no fewer.
const ASKS: Duration = Duration::from_secs(1);
/// How long line or battery must feed without a break before it counts. Lights that flicker close no kiosk.
const HOLD: Duration = Duration::from_secs(5);
/// The same for the battery's last minutes, which are few: two answers.
const HOLD_LAST: Duration = Duration::from_secs(1);

/// From what the UPS says to what counts. Pure: time is handed in.
pub struct Supplies {
    settled: Debounce<Supply>,
    last_minutes: Debounce<bool>,
}

impl Default for Supplies {
    fn default() -> Self {
        Self { settled: Debounce::new(HOLD), last_minutes: Debounce::new(HOLD_LAST) }
    }
}

impl Supplies {
    /// Takes in what is said now; gives what feeds the kiosk when that has just changed for good.
    pub fn see(&mut self, supply: Supply, now: Duration) -> Option<Supply> {
        let last = supply == Supply::LastMinutes;
        let settled = self.settled.see(supply, now);
        if self.last_minutes.see(last, now) == Some(true) && settled.is_none() {
            self.settled.settle(Supply::LastMinutes);
            return Some(Supply::LastMinutes);
        }
        settled
    }
}

/// Starts the thread. Nothing is ordered of it; it ends when the sender is dropped.
pub fn start(mut source: Box<dyn PowerSource>, report: Report) -> Sender<Infallible> {
    let (sender, orders) = channel::<Infallible>();
    std::thread::spawn(move || {
        let (mut watch, mut supplies) = (Watch::default(), Supplies::default());
        let started = Instant::now();
        loop {
            let answer = source.state();
            if let Err(fault) = &answer {
                tracing::debug!(%fault, "power");
            }
            let answered = answer.as_ref().map(|state| device(state.supply())).map_err(PowerFault::actor);
            report.saw(Device::Power, &mut watch, answered);
            let supply = match (&answer, watch.state()) {
                (Ok(state), _) => Some(state.supply()),
                // A fault is no power cut, and a kiosk must not sleep for ever behind a cable that was pulled.
                (Err(_), DeviceState::Gone(_)) => Some(Supply::Unknown),
                (Err(_), _) => None,
            };
            if let Some(supply) = supply.and_then(|supply| supplies.see(supply, started.elapsed())) {
                (report.event)(Event::Power(supply));
            }
            if orders.recv_timeout(watch.pause(ASKS, ASKS)) == Err(RecvTimeoutError::Disconnected) {
                return;
            }
        }
    });
    sender
}

/// A UPS that works says which of the two feeds; one that does not say so must be looked after.
fn device(supply: Supply) -> DeviceState {
    match supply {
        Supply::Line | Supply::Battery | Supply::LastMinutes => DeviceState::Ready,
        Supply::Unknown => DeviceState::NeedsAttention(
            Actor::Technician,
            Text { zh: "不间断电源状态不明".into(), en: "The UPS does not say what feeds it".into() },
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Supply::{Battery, LastMinutes, Line};

    fn told(seen: impl IntoIterator<Item = Supply>) -> Vec<(u64, Supply)> {
        let mut supplies = Supplies::default();
        let at = |(second, supply)| Some((second, supplies.see(supply, Duration::from_secs(second))?));
        (0..).zip(seen).filter_map(at).collect()
    }

    #[test]
    fn a_cut_counts_once_it_has_lasted_and_so_does_the_line() {
        let seen = [Line; 10].into_iter().chain([Battery; 10]).chain([Line; 10]);
        assert_eq!(told(seen), [(5, Line), (15, Battery), (25, Line)]);
    }

    #[test]
    fn a_line_that_flaps_neither_sleeps_nor_switches_off() {
        let flaps = [Battery, Battery, Line, LastMinutes, Line].into_iter().cycle().take(60);
        assert_eq!(told([Line; 10].into_iter().chain(flaps)), [(5, Line)]);
    }

    #[test]
    fn the_last_minutes_count_at_the_second_answer() {
        let seen = [Line; 10].into_iter().chain([Battery; 7]).chain([LastMinutes; 20]);
        assert_eq!(told(seen), [(5, Line), (15, Battery), (18, LastMinutes)]);
    }

    #[test]
    fn the_line_that_comes_back_in_the_last_minutes_counts_as_any_other() {
        let seen = [LastMinutes; 10].into_iter().chain([Line; 10]);
        assert_eq!(told(seen), [(1, LastMinutes), (15, Line)]);
    }
}
