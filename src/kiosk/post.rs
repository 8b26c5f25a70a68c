//! What reaches the screen's thread, and how.
//!
//! Limit: one event a touch, some hundred a second from a pen, a few from devices, and one picture however many came. The
//! channel has no bound of its own; a screen that is busy for a second has a second's worth waiting.

use crate::catalog::Device;
use crate::outbox::Begun;
use crate::paper::job::PrintJob;
use crate::platform::contract::SubmissionId;
use crate::session::Event;
use crate::shelf::{ShelfError, Taken};
use crate::station::{DeviceState, Report};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// Something that reached the screen's thread.
pub enum Happening {
    /// An event for the session.
    Event(Event),
    /// A device's state changed.
    Device(Device, DeviceState),
    /// There is a new live picture.
    Picture,
    /// A print job was written down, or had been before.
    Print(SubmissionId, Box<PrintJob>, Begun),
    /// The services folder changed; this is what was taken from it.
    Matters(Box<Result<Taken, ShelfError>>),
}

/// Where threads put what happened. Wakes the screen's thread.
#[derive(Clone)]
pub struct Post {
    sender: Sender<Happening>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl Post {
    /// A post and its other end. `wake` wakes the screen's thread.
    pub fn new(wake: Arc<dyn Fn() + Send + Sync>) -> (Self, Receiver<Happening>) {
        let (sender, happenings) = channel();
        (Self { sender, wake }, happenings)
    }

    /// Puts it at the end of the line.
    pub fn put(&self, happening: Happening) {
        if self.sender.send(happening).is_ok() {
            (self.wake)();
        }
    }
}

/// How the station reports.
pub(super) fn report(post: &Post) -> Report {
    let (events, states, pictures) = (post.clone(), post.clone(), post.clone());
    Report {
        event: Arc::new(move |event| events.put(Happening::Event(event))),
        state: Arc::new(move |device, state| states.put(Happening::Device(device, state))),
        picture: Arc::new(move || pictures.put(Happening::Picture)),
    }
}
