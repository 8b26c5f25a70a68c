//! The social-security card reader's thread: whether it is there.
//!
//! Limit: no matter asks for a social-security card yet, so none is read; `yici devices` reads one by hand.

use super::{DeviceState, Report, Watch};
use crate::catalog::Device;
use std::convert::Infallible;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;
use yici_hardware::{Fault, SocialCardReader};

/// Between two checks.
const CHECKS: Duration = Duration::from_secs(4);

/// Starts the thread. Nothing is ordered of it; it ends when the sender is dropped.
pub fn start(mut reader: Box<dyn SocialCardReader>, report: Report) -> Sender<Infallible> {
    let (sender, orders) = channel::<Infallible>();
    std::thread::spawn(move || {
        let mut watch = Watch::default();
        loop {
            let answer = reader.check();
            if let Err(fault) = &answer {
                tracing::debug!(%fault, "social-security card reader");
            }
            let answered = answer.as_ref().map(|()| DeviceState::Ready).map_err(Fault::actor);
            report.saw(Device::SocialCardReader, &mut watch, answered);
            if orders.recv_timeout(watch.pause(CHECKS, CHECKS / 2)) == Err(RecvTimeoutError::Disconnected) {
                return;
            }
        }
    });
    sender
}
