//! The digital outputs' thread: guide lamps, and the lock of the service door.
//!
//! - What should be lit is set again every [`CHECKS`]: a lamp that was plugged in again lights up by itself.
//! - The lock is opened for [`OPENS`] and then set back, whoever forgot it.
//! - An output that the settings give no line is not fitted, and no fault.

use super::{DeviceState, Report, Watch};
use crate::catalog::Device;
use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};
use yici_hardware::{Output, Outputs, SensorFault};

/// What the outputs are told.
pub enum Order {
    /// Light these lamps and no others.
    Light(BTreeSet<Output>),
    /// Open the service door's lock for a moment.
    ReleaseDoor,
}

/// How long the lock stays open: time to pull the door.
pub const OPENS: Duration = Duration::from_secs(5);
/// Between two times that everything is set again.
const CHECKS: Duration = Duration::from_secs(5);
/// The same, while the chip is gone.
const CHECKS_WHEN_DOWN: Duration = Duration::from_secs(1);

/// Every lamp; the lock is none.
const LAMPS: [Output; 9] = [
    Output::CardReaderLight,
    Output::SocialCardReaderLight,
    Output::ScannerLight,
    Output::DocumentCameraLight,
    Output::SignatureLight,
    Output::ReceiptLight,
    Output::PaperLight,
    Output::FaceLight,
    Output::HelpLight,
];

/// Starts the thread; it ends, and everything goes out, when the sender is dropped.
pub fn start(outputs: Box<dyn Outputs>, report: Report) -> Sender<Order> {
    let (sender, orders) = channel();
    let board = Board { outputs, report, watch: Watch::default(), lit: BTreeSet::new(), open_until: None };
    std::thread::spawn(move || board.serve(&orders));
    sender
}

struct Board {
    outputs: Box<dyn Outputs>,
    report: Report,
    watch: Watch,
    lit: BTreeSet<Output>,
    /// When the lock is to be set back.
    open_until: Option<Instant>,
}

impl Board {
    fn serve(mut self, orders: &Receiver<Order>) {
        loop {
            if self.open_until.is_some_and(|until| Instant::now() >= until) {
                self.open_until = None;
            }
            self.set_all();
            let pause = self.watch.pause(CHECKS, CHECKS_WHEN_DOWN);
            let locks = self.open_until.map(|until| until.saturating_duration_since(Instant::now()));
            match orders.recv_timeout(locks.map_or(pause, |locks| locks.min(pause))) {
                Ok(Order::Light(lit)) => self.lit = lit,
                Ok(Order::ReleaseDoor) => self.open_until = Some(Instant::now() + OPENS),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        (self.lit, self.open_until) = (BTreeSet::new(), None);
        self.set_all();
    }

    fn set_all(&mut self) {
        let mut answer = Ok(());
        for lamp in LAMPS {
            answer = answer.and(self.set(lamp, self.lit.contains(&lamp)));
        }
        answer = answer.and(self.set(Output::DoorRelease, self.open_until.is_some()));
        if let Err(fault) = &answer {
            tracing::debug!(%fault, "lamps");
        }
        let answered = answer.map(|()| DeviceState::Ready).map_err(|fault| fault.actor());
        self.report.saw(Device::Lamps, &mut self.watch, answered);
    }

    fn set(&mut self, output: Output, on: bool) -> Result<(), SensorFault> {
        match self.outputs.set(output, on) {
            Err(SensorFault::NotWired(_)) => Ok(()),
            other => other,
        }
    }
}
