//! The QR scanner's thread.

use super::{DeviceState, Report, Watch};
use crate::catalog::Device;
use crate::platform::contract::SubmissionId;
use crate::session::Event;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;
use yici_hardware::{Fault, QrScanner};

/// What the scanner is told.
pub enum Order {
    /// Take codes for this visit, or stop. What was held out before is nobody's.
    Listen(Option<SubmissionId>),
}

/// Between two checks that it answers, while no code is wanted.
const CHECKS: Duration = Duration::from_secs(2);
/// The same, while it does not answer.
const CHECKS_WHEN_DOWN: Duration = Duration::from_millis(400);
/// Between two listenings, each of which takes up to a second by itself.
const AT_ONCE: Duration = Duration::from_millis(1);

/// Starts the thread; it ends when the sender is dropped.
pub fn start(mut scanner: Box<dyn QrScanner>, report: Report) -> Sender<Order> {
    let (sender, orders) = channel();
    std::thread::spawn(move || {
        let mut watch = Watch::default();
        let mut visit = None;
        loop {
            let answer = if visit.is_some() { scanner.scan() } else { scanner.check().map(|()| None) };
            if let Err(fault) = &answer {
                tracing::debug!(%fault, "QR scanner");
            }
            let answered = answer.as_ref().map(|_| DeviceState::Ready).map_err(Fault::actor);
            report.saw(Device::QrScanner, &mut watch, answered);
            if let (Ok(Some(scan)), Some(visit)) = (answer, visit) {
                (report.event)(Event::Scanned(visit, scan));
            }
            let calm = if visit.is_some() { AT_ONCE } else { CHECKS };
            match orders.recv_timeout(watch.pause(calm, CHECKS_WHEN_DOWN)) {
                Ok(Order::Listen(wanted)) => {
                    visit = wanted;
                    // A scanner that cannot forget is found out by the next look.
                    let _ = scanner.forget();
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    });
    sender
}
