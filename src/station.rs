//! This kiosk's devices: what each is up to, and which matters can be done with them.
//!
//! - One thread a device; a device that hangs hangs alone. What is not fitted has none.
//! - [`Watch`] turns answers and faults into a state: "gone" takes three misses in a row, "never seen" is not "gone", and
//!   the first answer after a device came back is thrown away, since printers answer with stale bits.
//! - A device that is down closes only the matters that need it, in a citizen's words, and they open again by themselves.
//! - What was read, scanned or drawn before a citizen was asked for it is thrown away.

mod camera;
mod devices;
mod document_printer;
pub mod drivers;
mod face;
mod lamps;
mod pad;
mod power;
mod printer;
mod reader;
mod readiness;
mod scanner;
mod sensors;
mod sound;
pub mod statistics;
mod still;
mod temperature;
mod watch;

pub use devices::Devices;
pub use lamps::OPENS;
pub use readiness::{DeviceState, Readiness};
pub use watch::Watch;

use crate::catalog::Device;
use crate::paper::job::Purpose;
use crate::platform::contract::SubmissionId;
use crate::session::{Event, ReceiptOutcome};
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex};
use yici_hardware::sound::{Clip, Cue};
use yici_hardware::{Actor, Frame, Output, Paper, Personal};

/// The newest picture of the camera that is shown; taken by the screen, replaced by the camera, never queued.
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

impl Report {
    /// Takes in what a look gave, and hands on the device's state if that changed it; says whether it did.
    fn saw(&self, device: Device, watch: &mut Watch, look: Result<DeviceState, Actor>) -> bool {
        let changed = watch.saw(look);
        let is_new = changed.is_some();
        if let Some(state) = changed {
            (self.state)(device, state);
        }
        is_new
    }
}

/// The devices, each on its thread. Dropping the station stops them.
pub struct Station {
    reader: Sender<reader::Order>,
    social_cards: Option<Sender<reader::Order>>,
    printer: Sender<printer::Order>,
    camera: Sender<camera::Order>,
    face: Option<Sender<camera::Order>>,
    scanner: Option<Sender<scanner::Order>>,
    pad: Option<Sender<pad::Order>>,
    lamps: Option<Sender<lamps::Order>>,
    sound: Option<Sender<sound::Order>>,
    document_printer: Option<document_printer::DocumentDesk>,
    /// Of those that are only watched: their threads end with these.
    _watched: Vec<Sender<Infallible>>,
    live: Live,
}

impl Station {
    /// Claims the devices.
    pub fn start(devices: Devices, report: &Report) -> Self {
        let live = Live::default();
        let report = || report.clone();
        let watched = [
            devices.power.map(|source| power::start(source, report())),
            devices.inputs.map(|inputs| sensors::start(inputs, report())),
            devices.thermometer.map(|(meter, too_hot)| temperature::start(meter, too_hot, report())),
        ];
        Self {
            reader: reader::start(devices.card_reader, report()),
            social_cards: devices.social_card_reader.map(|reader| reader::start(reader, report())),
            printer: printer::start(devices.receipt_printer, report()),
            camera: camera::start(Device::DocumentCamera, devices.document_camera, report(), Arc::clone(&live)),
            face: devices
                .face_camera
                .map(|camera| camera::start(Device::FaceCamera, camera, report(), Arc::clone(&live))),
            scanner: devices.qr_scanner.map(|scanner| scanner::start(scanner, report())),
            pad: devices.signature_pad.map(|pad| pad::start(pad, report())),
            lamps: devices.outputs.map(|outputs| lamps::start(outputs, report())),
            sound: devices.sound.map(|(player, volume)| sound::start(player, volume, report())),
            document_printer: devices.document_printer.map(|printer| document_printer::start(printer, report())),
            _watched: watched.into_iter().flatten().collect(),
            live,
        }
    }

    /// Looks for cards for this visit, or stops. A card that lies there unasked is not read.
    pub fn look_for_cards(&self, visit: Option<SubmissionId>) {
        let _ = self.reader.send(reader::Order::Look(visit));
    }

    /// The same for social-security cards.
    pub fn look_for_social_cards(&self, visit: Option<SubmissionId>) {
        if let Some(reader) = &self.social_cards {
            let _ = reader.send(reader::Order::Look(visit));
        }
    }

    /// Shows this camera and no other, or stops and forgets the last picture.
    pub fn show_camera(&self, shown: Option<Device>) {
        let _ = self.camera.send(camera::Order::Show(shown == Some(Device::DocumentCamera)));
        if let Some(face) = &self.face {
            let _ = face.send(camera::Order::Show(shown == Some(Device::FaceCamera)));
        }
    }

    /// Takes one picture of a paper; `Still` or `StillFailed` follows.
    pub fn take_still(&self, visit: SubmissionId) {
        let _ = self.camera.send(camera::Order::Take(visit));
    }

    /// Takes one picture of the citizen; `Face` or `StillFailed` follows.
    pub fn take_face(&self, visit: SubmissionId) {
        if let Some(face) = &self.face {
            let _ = face.send(camera::Order::Take(visit));
        }
    }

    /// Prints; `Receipt` or `GuidePrinted` follows, by the purpose.
    pub fn print(&self, id: SubmissionId, purpose: Purpose, paper: Paper) {
        let _ = self.printer.send(printer::Order::Print(id, purpose, paper));
    }

    /// Prints an A4 document this often; `Document` follows.
    pub fn print_document(&self, id: SubmissionId, purpose: &'static str, pdf: Personal<Vec<u8>>, copies: u8) {
        if let Some(desk) = &self.document_printer {
            desk.print(document_printer::Order { id, purpose, pdf, copies });
        }
    }

    /// What the A4 printer has not put out yet is not to come out.
    pub fn withdraw_documents(&self) {
        if let Some(desk) = &self.document_printer {
            desk.withdraw();
        }
    }

    /// Takes codes for this visit, or stops; `Scanned` follows. Where no scanner is fitted the document camera looks for
    /// them.
    pub fn listen_for_codes(&self, visit: Option<SubmissionId>) {
        let _ = match &self.scanner {
            Some(scanner) => scanner.send(scanner::Order::Listen(visit)).is_ok(),
            None => self.camera.send(camera::Order::Listen(visit)).is_ok(),
        };
    }

    /// Takes the pad's pen for this visit, or stops; `Pen` follows.
    pub fn follow_the_pen(&self, visit: Option<SubmissionId>) {
        if let Some(pad) = &self.pad {
            let _ = pad.send(pad::Order::Write(visit));
        }
    }

    /// Lights these lamps and no others.
    pub fn light(&self, lamps: BTreeSet<Output>) {
        if let Some(outputs) = &self.lamps {
            let _ = outputs.send(lamps::Order::Light(lamps));
        }
    }

    /// Opens the service door's lock for [`OPENS`].
    pub fn release_door(&self) {
        if let Some(outputs) = &self.lamps {
            let _ = outputs.send(lamps::Order::ReleaseDoor);
        }
    }

    /// Sounds a cue.
    pub fn cue(&self, cue: Cue) {
        if let Some(sound) = &self.sound {
            let _ = sound.send(sound::Order::Cue(cue));
        }
    }

    /// Sets how loud cues and prompts are, in percent of what the settings say.
    pub fn set_volume(&self, percent: u8) {
        if let Some(sound) = &self.sound {
            let _ = sound.send(sound::Order::Volume(percent));
        }
    }

    /// Says recorded prompts, where a sound card is fitted; nothing stops what is being said.
    pub fn voice(&self) -> Option<impl Fn(Option<Clip>) + Send + use<>> {
        let sound = self.sound.clone()?;
        Some(move |clip| drop(sound.send(sound::Order::Prompt(clip))))
    }

    /// The newest live picture, once.
    pub fn picture(&self) -> Option<Frame> {
        self.live.lock().ok()?.take()
    }
}

/// That this print has ended, so.
fn ended(purpose: Purpose, id: SubmissionId, outcome: ReceiptOutcome) -> Event {
    match purpose {
        Purpose::Receipt => Event::Receipt(id, outcome),
        // A certificate is no strip, and never comes here.
        Purpose::Guide | Purpose::Certificate => Event::GuidePrinted(id, outcome),
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

#[cfg(test)]
mod tests;
