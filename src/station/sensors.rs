//! The digital inputs' thread: presence, door, tamper, the button for help, the receipt's slot.

use super::{DeviceState, Report, Watch};
use crate::catalog::Device;
use crate::session::Event;
use std::convert::Infallible;
use std::sync::mpsc::{Sender, TryRecvError, channel};
use std::time::Duration;
use yici_hardware::{Inputs, SensorFault};

/// How long an edge is waited for; it wakes the thread at once.
const WAITS: Duration = Duration::from_secs(1);
/// Between two looks at a chip that is gone.
const PAUSE: Duration = Duration::from_secs(1);

/// Starts the thread. Nothing is ordered of it; it ends within a second after the sender is dropped.
pub fn start(mut inputs: Box<dyn Inputs>, report: Report) -> Sender<Infallible> {
    let (sender, orders) = channel::<Infallible>();
    std::thread::spawn(move || {
        let mut watch = Watch::default();
        while orders.try_recv() != Err(TryRecvError::Disconnected) {
            let edge = inputs.next_edge(WAITS);
            let answered = edge.as_ref().map(|_| DeviceState::Ready).map_err(SensorFault::actor);
            let changed = report.saw(Device::Sensors, &mut watch, answered);
            match edge {
                Ok(Some(edge)) => (report.event)(Event::Sensor(edge)),
                Ok(None) => {}
                Err(fault) => {
                    tracing::debug!(%fault, "sensors");
                    if changed && matches!(watch.state(), DeviceState::Gone(_)) {
                        (report.event)(Event::SensorsGone);
                    }
                    std::thread::sleep(watch.pause(PAUSE, PAUSE));
                }
            }
        }
    });
    sender
}
