//! A camera's thread: the document camera's, or that of the one that looks at the citizen. Pictures are judged, laid
//! straight and cut here, never on the screen's thread.

use super::{DeviceState, Live, Report, Watch, face, still};
use crate::catalog::Device;
use crate::platform::contract::SubmissionId;
use crate::session::Event;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;
use yici_hardware::qr_scanner::{Scan, camera_scanner};
use yici_hardware::{Camera, CameraFault, Frame};

/// What the camera is told.
pub enum Order {
    /// Show live pictures, or stop.
    Show(bool),
    /// Take a picture to keep, for this visit.
    Take(SubmissionId),
    /// Look for codes for this visit, or stop: the scanner's stand-in. What lies there already is nobody's.
    Listen(Option<SubmissionId>),
}

/// Between two live pictures.
const FRAMES: Duration = Duration::from_millis(80);
/// Between two looks for a code, which take longer.
const CODES: Duration = Duration::from_millis(250);
/// Between two checks that the camera is there, while it is not shown.
const CHECKS: Duration = Duration::from_secs(2);
/// The same, while it gives no picture.
const CHECKS_WHEN_DOWN: Duration = Duration::from_millis(300);

/// Starts the thread; it ends when the sender is dropped. `device` says which of the cameras it is.
pub fn start(device: Device, camera: Box<dyn Camera>, report: Report, live: Live) -> Sender<Order> {
    let (sender, orders) = channel();
    let desk =
        Desk { device, camera, report, live, watch: Watch::default(), showing: false, listening: None, code: None };
    std::thread::spawn(move || desk.serve(&orders));
    sender
}

struct Desk {
    device: Device,
    camera: Box<dyn Camera>,
    report: Report,
    live: Live,
    watch: Watch,
    showing: bool,
    listening: Option<SubmissionId>,
    /// The code that was seen last: told once.
    code: Option<Scan>,
}

impl Desk {
    fn serve(mut self, orders: &Receiver<Order>) {
        loop {
            let answer = self.look();
            if let Err(fault) = &answer {
                tracing::debug!(%fault, device = ?self.device, "camera");
            }
            let answered = answer.as_ref().map(|_| DeviceState::Ready).map_err(CameraFault::actor);
            self.report.saw(self.device, &mut self.watch, answered);
            if let Ok(Some(frame)) = answer {
                self.seen(frame);
            }
            let calm = match self.listening {
                _ if self.showing => FRAMES,
                Some(_) => CODES,
                None => CHECKS,
            };
            match orders.recv_timeout(self.watch.pause(calm, CHECKS_WHEN_DOWN)) {
                Ok(order) => self.obey(order),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// The camera that looks at citizens looks at nobody who has not agreed to it: until it is shown it rests.
    fn look(&mut self) -> Result<Option<Frame>, CameraFault> {
        match self.device {
            Device::FaceCamera if !self.showing => self.camera.rest().map(|()| None),
            _ => self.camera.frame().map(Some),
        }
    }

    fn seen(&mut self, frame: Frame) {
        if let Some(visit) = self.listening
            && let Some(scan) = camera_scanner::find(&frame)
            && self.code.as_ref() != Some(&scan)
        {
            self.code = Some(scan.clone());
            (self.report.event)(Event::Scanned(visit, scan));
        }
        // One message however many pictures nobody has taken yet.
        // A face is shown as in a mirror: whoever moves to the left sees it go to the left.
        let frame = if self.device == Device::FaceCamera { face::mirrored(frame) } else { frame };
        if self.showing && put(&self.live, Some(frame)).is_none() {
            (self.report.picture)();
        }
    }

    fn obey(&mut self, order: Order) {
        match order {
            Order::Show(on) => {
                self.showing = on;
                drop(put(&self.live, None));
            }
            Order::Take(visit) => {
                let keep = if self.device == Device::FaceCamera { face::keep } else { still::keep };
                let taken = self.look().ok().flatten().and_then(|frame| keep(visit, frame));
                (self.report.event)(taken.unwrap_or(Event::StillFailed(visit)));
            }
            Order::Listen(visit) => {
                self.listening = visit;
                self.code = visit.and_then(|_| camera_scanner::find(&self.camera.frame().ok()?));
            }
        }
    }
}

/// Puts a picture in the place of the last one, and gives that back.
fn put(live: &Live, frame: Option<Frame>) -> Option<Frame> {
    live.lock().ok().and_then(|mut slot| std::mem::replace(&mut *slot, frame))
}
