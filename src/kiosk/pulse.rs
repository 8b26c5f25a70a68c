//! Feeds systemd's watchdog, and writes down how the screen stands for `yici health`.
//!
//! Fed only when, since the last time, a frame was painted and the thread that keeps applications was alive. What is
//! written holds states of devices and nothing of a citizen.

use crate::screens::beat::Beat;
use crate::station::Readiness;
use crate::supervision;
use crate::technician::health::Standing;
use std::path::PathBuf;
use std::time::Duration;

/// Between two questions to the renderer. `WatchdogSec=` of the unit is several times that.
const BEATS: Duration = Duration::from_secs(5);

/// How the screen process is.
pub(super) struct Pulse {
    file: PathBuf,
    asked: i32,
    asked_at: Option<Duration>,
    /// Whether the question that was asked last has had its answer.
    answered: bool,
    written: Option<Standing>,
}

impl Pulse {
    /// Writes to `file`, which `yici health` reads.
    pub(super) fn new(file: PathBuf) -> Self {
        Self { file, asked: 0, asked_at: None, answered: false, written: None }
    }

    /// Takes in what has come about by now. Call it often.
    pub(super) fn beat(&mut self, beat: &Beat, keeps: bool, readiness: &Readiness, now: Duration) {
        if !self.answered && beat.painted() == self.asked && self.asked_at.is_some() {
            self.answered = true;
            if self.asked == 0 {
                supervision::ready();
            }
            if keeps {
                supervision::alive();
            }
            self.write(readiness);
        }
        if self.asked_at.is_none_or(|at| now.saturating_sub(at) >= BEATS) && (self.answered || self.asked_at.is_none())
        {
            self.asked = if self.asked_at.is_none() { 0 } else { self.asked.wrapping_add(1).max(1) };
            self.asked_at = Some(now);
            self.answered = false;
            beat.ask(self.asked);
        }
    }

    fn write(&mut self, readiness: &Readiness) {
        let standing = Standing::now(readiness);
        if self.written.as_ref() != Some(&standing) {
            match standing.write(&self.file) {
                Ok(()) => self.written = Some(standing),
                Err(error) => tracing::debug!(%error, "how the screen stands could not be written down"),
            }
        }
    }
}
