//! The signature pad's thread.

use super::{DeviceState, Report, Watch};
use crate::catalog::Device;
use crate::platform::contract::SubmissionId;
use crate::session::Event;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;
use yici_hardware::{PadFault, SignaturePad};

/// What the pad is told.
pub enum Order {
    /// Take the pen's moves for this visit, or stop. What was drawn before is nobody's.
    Write(Option<SubmissionId>),
}

/// Between two checks that it is there, while nobody signs.
const CHECKS: Duration = Duration::from_secs(2);
/// The same, while it is gone.
const CHECKS_WHEN_DOWN: Duration = Duration::from_millis(500);
/// How long a move is waited for; it wakes the thread at once.
const MOVES: Duration = Duration::from_millis(100);
/// The most moves that are thrown away at once: more than the system keeps.
const STALE: usize = 4_096;

/// Starts the thread; it ends when the sender is dropped.
pub fn start(mut pad: Box<dyn SignaturePad>, report: Report) -> Sender<Order> {
    let (sender, orders) = channel();
    std::thread::spawn(move || serve(pad.as_mut(), &report, &orders));
    sender
}

fn serve(pad: &mut dyn SignaturePad, report: &Report, orders: &Receiver<Order>) {
    let mut watch = Watch::default();
    let mut visit = None;
    loop {
        let answer = match visit {
            Some(_) => pad.next(MOVES),
            None => drain(pad).map(|()| None),
        };
        if let Err(fault) = &answer {
            tracing::debug!(%fault, "signature pad");
        }
        let answered = answer.as_ref().map(|_| DeviceState::Ready).map_err(PadFault::actor);
        report.saw(Device::SignaturePad, &mut watch, answered);
        if let (Ok(Some(pen)), Some(visit)) = (answer, visit) {
            (report.event)(Event::Pen(visit, pen));
        }
        let calm = if visit.is_some() { Duration::ZERO } else { CHECKS };
        match orders.recv_timeout(watch.pause(calm, CHECKS_WHEN_DOWN)) {
            Ok(Order::Write(wanted)) => {
                visit = wanted;
                // A pad that cannot be read is found out by the next look.
                let _ = drain(pad);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Throws away, unread, what was drawn until now.
fn drain(pad: &mut dyn SignaturePad) -> Result<(), PadFault> {
    for _ in 0..STALE {
        if pad.next(Duration::ZERO)?.is_none() {
            break;
        }
    }
    Ok(())
}
