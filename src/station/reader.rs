//! The card reader's thread.

use super::{DeviceState, Report, Watch};
use crate::catalog::Device;
use crate::platform::contract::SubmissionId;
use crate::session::Event;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;
use yici_hardware::{CardReader, Look};

/// What the reader is told.
pub enum Order {
    /// Look for cards for this visit, or stop.
    Look(Option<SubmissionId>),
}

/// Between two looks for a card; GA/T 467 asks for more than 300 ms.
const LOOKS: Duration = Duration::from_millis(350);
/// Between two checks that the reader answers, while no card is wanted.
const CHECKS: Duration = Duration::from_secs(2);

/// Starts the thread; it ends when the sender is dropped.
pub fn start(mut reader: Box<dyn CardReader>, report: Report) -> Sender<Order> {
    let (sender, orders) = channel();
    std::thread::spawn(move || {
        let mut watch = Watch::default();
        let mut visit = None;
        loop {
            let answer = if visit.is_some() { reader.look() } else { reader.check().map(|()| Look::NoCard) };
            let answered = answer.as_ref().map(|_| DeviceState::Ready).map_err(yici_hardware::Fault::actor);
            if let Err(fault) = &answer {
                tracing::debug!(%fault, "card reader");
            }
            report.saw(Device::CardReader, &mut watch, answered);
            match (answer, visit) {
                (Ok(Look::Card(card)), Some(visit)) => (report.event)(Event::Card(visit, card)),
                (Ok(Look::Unreadable(fault)), Some(visit)) => (report.event)(Event::CardUnreadable(visit, fault)),
                _ => {}
            }
            let calm = if visit.is_some() { LOOKS } else { CHECKS };
            match orders.recv_timeout(watch.pause(calm, LOOKS)) {
                Ok(Order::Look(wanted)) => visit = wanted,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    });
    sender
}
