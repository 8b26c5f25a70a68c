//! This kiosk's devices: what each is up to, and which matters can be done with them.
//!
//! - One thread a device; a device that hangs hangs alone.
//! - [`Watch`] turns answers and faults into a state: "gone" takes three misses in a row, "never seen" is not "gone", and
//!   the first answer after a device came back is thrown away, since printers answer with stale bits.
//! - A device that is down closes only the matters that need it, in a citizen's words, and they open again by themselves.

mod camera;
pub mod drivers;
mod printer;
mod reader;
mod readiness;
pub mod statistics;
mod watch;

pub use readiness::{DeviceState, Readiness};
pub use watch::Watch;

use crate::catalog::Device;
use crate::platform::contract::SubmissionId;
use crate::session::{Event, ReceiptOutcome};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex};
use yici_hardware::{Camera, CardReader, Frame, Paper, ReceiptPrinter};

/// The newest picture of the document camera; taken by the screen, replaced by the camera, never queued.
pub type Live = Arc<Mutex<Option<Frame>>>;

/// Where devices report.
#[derive(Clone)]
pub struct Report {
    /// Hands an event to the session. Must not block.
    pub event: Arc<dyn Fn(Event) + Send + Sync>,
    /// Hands on that a device's state changed. Must not block.
    pub state: Arc<dyn Fn(Device, DeviceState) + Send + Sync>,
    /// Says that there is a new live picture.
    pub picture: Arc<dyn Fn() + Send + Sync>,
}

/// The devices, each on its thread. Dropping the station stops them.
pub struct Station {
    reader: Sender<reader::Order>,
    printer: Sender<printer::Order>,
    camera: Sender<camera::Order>,
    live: Live,
}

impl Station {
    /// Claims the devices.
    pub fn start(
        reader: Box<dyn CardReader>,
        printer: Box<dyn ReceiptPrinter>,
        camera: Box<dyn Camera>,
        report: &Report,
    ) -> Self {
        let live = Live::default();
        Self {
            reader: reader::start(reader, report.clone()),
            printer: printer::start(printer, report.clone()),
            camera: camera::start(camera, report.clone(), Arc::clone(&live)),
            live,
        }
    }

    /// Looks for cards for this visit, or stops. A card that lies there unasked is not read.
    pub fn look_for_cards(&self, visit: Option<SubmissionId>) {
        let _ = self.reader.send(reader::Order::Look(visit));
    }

    /// Shows the document camera, or stops and forgets its last picture.
    pub fn show_camera(&self, on: bool) {
        let _ = self.camera.send(camera::Order::Show(on));
    }

    /// Takes one picture; `Still` or `StillFailed` follows.
    pub fn take_still(&self, visit: SubmissionId) {
        let _ = self.camera.send(camera::Order::Take(visit));
    }

    /// Prints; `Receipt` follows.
    pub fn print(&self, id: SubmissionId, paper: Paper) {
        let _ = self.printer.send(printer::Order::Print(id, paper));
    }

    /// The newest live picture, once.
    pub fn picture(&self) -> Option<Frame> {
        self.live.lock().ok()?.take()
    }
}

/// What the printer's driver says, as the session knows it.
fn outcome(result: Result<(), yici_hardware::PrintError>) -> ReceiptOutcome {
    use yici_hardware::PrintError;
    match result {
        Ok(()) => ReceiptOutcome::Printed,
        Err(PrintError::Refused(status)) => ReceiptOutcome::Failed(Some(status)),
        Err(PrintError::Unreachable(_)) => ReceiptOutcome::Failed(None),
        Err(PrintError::Unknown(_)) => ReceiptOutcome::Unknown,
    }
}
