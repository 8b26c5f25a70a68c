//! The thermometer's thread: too hot inside is said before the machine fails.

use super::{DeviceState, Report, Watch};
use crate::catalog::Device;
use crate::text::Text;
use std::convert::Infallible;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;
use yici_hardware::Actor;
use yici_hardware::sensors::temperature::{Temperature, TemperatureFault, Thermometer};

/// Between two readings.
const READS: Duration = Duration::from_secs(10);
/// How much cooler it must be before it counts as cool again, in thousandths of a degree.
const SLACK: i32 = 5_000;

/// Starts the thread. Nothing is ordered of it; it ends when the sender is dropped.
pub fn start(mut thermometer: Box<dyn Thermometer>, too_hot: Temperature, report: Report) -> Sender<Infallible> {
    let (sender, orders) = channel::<Infallible>();
    std::thread::spawn(move || {
        let mut watch = Watch::default();
        let mut hot = false;
        loop {
            let answer = thermometer.read();
            if let Err(fault) = &answer {
                tracing::debug!(%fault, "thermometer");
            }
            let answered = answer.map_err(|fault: TemperatureFault| fault.actor()).map(|read| {
                hot = is_hot(hot, read, too_hot);
                state(hot)
            });
            report.saw(Device::Temperature, &mut watch, answered);
            if orders.recv_timeout(watch.pause(READS, READS)) == Err(RecvTimeoutError::Disconnected) {
                return;
            }
        }
    });
    sender
}

/// Hot from the limit on, cool again some degrees below it.
fn is_hot(was: bool, read: Temperature, limit: Temperature) -> bool {
    read.0 >= if was { limit.0.saturating_sub(SLACK) } else { limit.0 }
}

fn state(hot: bool) -> DeviceState {
    if !hot {
        return DeviceState::Ready;
    }
    let (zh, en) = ("机内温度过高，请检查风扇和通风口", "It is too hot inside: look after the fan and the vents");
    DeviceState::NeedsAttention(Actor::Clerk, Text { zh: zh.into(), en: en.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_temperature_that_wavers_about_the_limit_changes_once() {
        let mut hot = false;
        let seen = [69_000, 70_000, 69_900, 70_100, 65_001, 65_000, 64_999, 69_999, 70_000].map(|read| {
            hot = is_hot(hot, Temperature(read), Temperature(70_000));
            hot
        });
        assert_eq!(seen, [false, true, true, true, true, true, false, false, true]);
    }
}
