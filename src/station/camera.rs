//! The document camera's thread. Pictures are judged and laid straight here, never on the screen's thread.

use super::{DeviceState, Live, Report, Watch, still};
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

/// Starts the thread; it ends when the sender is dropped.
pub fn start(camera: Box<dyn Camera>, report: Report, live: Live) -> Sender<Order> {
    let (sender, orders) = channel();
    let desk = Desk { camera, report, live, watch: Watch::default(), showing: false, listening: None, code: None };
    std::thread::spawn(move || desk.serve(&orders));
    sender
}

struct Desk {
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
            let answer = self.camera.frame();
            if let Err(fault) = &answer {
                tracing::debug!(%fault, "document camera");
            }
            let answered = answer.as_ref().map(|_| DeviceState::Ready).map_err(CameraFault::actor);
            self.report.saw(Device::DocumentCamera, &mut self.watch, answered);
            if let Ok(frame) = answer {
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

    fn seen(&mut self, frame: Frame) {
        if let Some(visit) = self.listening
            && let Some(scan) = camera_scanner::find(&frame)
            && self.code.as_ref() != Some(&scan)
        {
            self.code = Some(scan.clone());
            (self.report.event)(Event::Scanned(visit, scan));
        }
        // One message however many pictures nobody has taken yet.
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
                let taken = self.camera.frame().ok().and_then(|frame| still::keep(visit, frame));
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
