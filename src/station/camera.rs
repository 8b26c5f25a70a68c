//! The document camera's thread.

use super::{DeviceState, Live, Report, Watch};
use crate::catalog::Device;
use crate::platform::contract::SubmissionId;
use crate::session::Event;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;
use yici_hardware::{Camera, CameraFault, Frame, Personal};

/// What the camera is told.
pub enum Order {
    /// Show live pictures, or stop.
    Show(bool),
    /// Take a picture to keep, for this visit.
    Take(SubmissionId),
}

/// Between two live pictures.
const FRAMES: Duration = Duration::from_millis(80);
/// Between two checks that the camera is there, while it is not shown.
const CHECKS: Duration = Duration::from_secs(2);
/// Good enough to read small print, a third of a megabyte a page.
const JPEG_QUALITY: u8 = 85;

/// Starts the thread; it ends when the sender is dropped.
pub fn start(mut camera: Box<dyn Camera>, report: Report, live: Live) -> Sender<Order> {
    let (sender, orders) = channel();
    std::thread::spawn(move || {
        let mut watch = Watch::default();
        let mut showing = false;
        loop {
            let answer = camera.frame();
            if let Err(fault) = &answer {
                tracing::debug!(%fault, "document camera");
            }
            let answered = answer.as_ref().map(|_| DeviceState::Ready).map_err(CameraFault::actor);
            if let Some(state) = watch.saw(answered) {
                (report.state)(Device::DocumentCamera, state);
            }
            if let (true, Ok(frame)) = (showing, answer) {
                // One message however many pictures nobody has taken yet.
                if put(&live, Some(frame)).is_none() {
                    (report.picture)();
                }
            }
            let settled = watch.state().works();
            match orders.recv_timeout(if showing || !settled { FRAMES } else { CHECKS }) {
                Ok(Order::Show(on)) => {
                    showing = on;
                    drop(put(&live, None));
                }
                Ok(Order::Take(visit)) => (report.event)(still(visit, camera.as_mut())),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    });
    sender
}

/// Puts a picture in the place of the last one, and gives that back.
fn put(live: &Live, frame: Option<Frame>) -> Option<Frame> {
    live.lock().ok().and_then(|mut slot| std::mem::replace(&mut *slot, frame))
}

fn still(visit: SubmissionId, camera: &mut dyn Camera) -> Event {
    let Ok(frame) = camera.frame() else {
        return Event::StillFailed(visit);
    };
    match jpeg(&frame) {
        Some(jpeg) => Event::Still(visit, jpeg, Arc::new(frame)),
        None => Event::StillFailed(visit),
    }
}

fn jpeg(frame: &Frame) -> Option<Personal<Vec<u8>>> {
    let (width, height) = (u16::try_from(frame.width).ok()?, u16::try_from(frame.height).ok()?);
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, JPEG_QUALITY);
    encoder.encode(frame.rgb.reveal(), width, height, jpeg_encoder::ColorType::Rgb).ok()?;
    Some(Personal::new(bytes))
}
