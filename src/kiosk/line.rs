//! The thread that asks the courier how the line is. Apart from the thread that writes: a courier that hangs must not
//! keep an application from the disk.

use crate::courier::link::Client;
use crate::courier::{LineWord, Status};
use crate::session::{Event, Line};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

/// Between two questions.
const ASKS: Duration = Duration::from_secs(1);

/// What the courier's state means to a citizen.
fn line(status: &Status) -> Line {
    match status.line {
        LineWord::Up => Line::Up,
        _ if status.why.as_deref() == Some("hours") => Line::Resting,
        _ => Line::Down,
    }
}

/// The thread's other end.
#[derive(Clone)]
pub struct LineWatch(SyncSender<()>);

impl LineWatch {
    /// Asks the courier at `socket`, and reports every change. A courier that does not answer is a line that is down.
    pub fn start(socket: PathBuf, report: Arc<dyn Fn(Event) + Send + Sync>) -> Self {
        let (nudge, nudged) = sync_channel::<()>(1);
        std::thread::spawn(move || {
            let (mut link, mut known) = (None, None);
            let mut committed = false;
            loop {
                if link.is_none() {
                    link = Client::connect(&socket).ok();
                }
                let answer = link
                    .as_mut()
                    .and_then(|link: &mut Client| if committed { link.nudge() } else { link.status() }.ok());
                let line = answer.map_or(Line::Down, |status| line(&status));
                if known != Some(line) {
                    known = Some(line);
                    report(Event::Line(line));
                }
                committed = match nudged.recv_timeout(ASKS) {
                    Ok(()) => true,
                    Err(RecvTimeoutError::Timeout) => false,
                    Err(RecvTimeoutError::Disconnected) => return,
                };
            }
        });
        Self(nudge)
    }

    /// Says that something was committed. Never waits; nudges that come together are one.
    pub fn nudge(&self) {
        let _ = self.0.try_send(());
    }
}
