//! The courier's part in the audit trail: it writes down when the line changes, and has the trail's head sealed by the
//! platform.
//!
//! - A head is sent only over a line that is up and within its hours, when rows came since the last one, and at most every ten minutes.
//! - A trail that cannot be written or sealed stops no delivery: it is said in the log, and tried again.
//! - A platform that has another head of this trail is told apart from a line that is down: the trail was made anew, or two
//!   kiosks have one name. That is written down once, and asked again an hour later.

use super::{LineWord, Pace, Status};
use crate::audit::{Audit, AuditError, Event, LineState};
use crate::clock::Clock;
use crate::platform::{Fault, Platform, contract::TrailHead};
use jiff::Timestamp;
use std::{convert::Infallible, path::Path, time::Duration};
use tokio::{
    sync::{mpsc, watch},
    time,
};

/// The least time between two heads.
const BETWEEN: Duration = Duration::from_secs(600);
/// After a head that was refused.
const REFUSED: Duration = Duration::from_secs(3_600);
/// After anything else that went wrong.
const AGAIN: Duration = Duration::from_secs(60);

/// The trail, and whom it is sealed by.
pub(super) struct Trail<P> {
    audit: Audit,
    platform: P,
    kiosk: String,
    clock: Clock,
    told: Option<LineWord>,
    refused: Option<u64>,
}

impl<P: Platform> Trail<P> {
    /// Follows the line for ever.
    pub(super) async fn watch(
        platform: P,
        state: &Path,
        kiosk: String,
        mut status: watch::Receiver<Status>,
        mut events: mpsc::UnboundedReceiver<Event>,
        pace: Pace,
    ) -> Infallible {
        let mut trail = loop {
            match Audit::open(state) {
                Ok(audit) => {
                    break Self { audit, platform, kiosk, clock: Clock::real(), told: None, refused: None };
                }
                Err(error) => tracing::error!(%error, "the courier writes nothing into the trail"),
            }
            time::sleep(REFUSED).await;
        };
        let mut wait = Duration::ZERO;
        loop {
            let now = status.borrow_and_update().clone();
            if let Err(error) = trail.tell(&now) {
                tracing::error!(%error, "audit");
            }
            if wait.is_zero() && now.line == LineWord::Up && pace.is_open(Timestamp::now()) {
                wait = trail.seal().await;
            }
            let began = time::Instant::now();
            // Rows may have come meanwhile that nothing tells this process of.
            let pause = if wait.is_zero() { BETWEEN } else { wait };
            tokio::select! {
                changed = status.changed() => if changed.is_err() {
                    std::future::pending::<()>().await; // the courier has ended, and this with it
                },
                Some(event) = events.recv() => if let Err(error) = trail.record(&event) {
                    tracing::error!(%error, "audit");
                },
                () = time::sleep(pause) => {}
            }
            wait = wait.saturating_sub(began.elapsed());
        }
    }

    /// Writes the line's edges down.
    fn tell(&mut self, status: &Status) -> Result<(), AuditError> {
        if self.told == Some(status.line) || status.why.as_deref() == Some("untried") {
            return Ok(());
        }
        let state = match status.line {
            LineWord::Up => LineState::Up,
            LineWord::Down => LineState::Down,
            LineWord::Paused => LineState::Paused,
        };
        let why = status.why.clone().unwrap_or_default();
        self.record(&Event::Line { state, why })?;
        self.told = Some(status.line);
        Ok(())
    }

    fn record(&mut self, event: &Event) -> Result<(), AuditError> {
        self.audit.record(&self.clock.now().stamp(), event)
    }

    /// Has the head sealed if it moved, and says how long to wait until the next one.
    async fn seal(&mut self) -> Duration {
        match self.seal_once().await {
            Ok(wait) => wait,
            Err(error) => {
                tracing::error!(%error, "the trail's head could not be sealed");
                AGAIN
            }
        }
    }

    async fn seal_once(&mut self) -> Result<Duration, AuditError> {
        let sealed = self.audit.sealed()?.map(|(row, _)| row);
        let Some((row, chain)) = self.audit.head()?.filter(|(row, _)| Some(*row) != sealed) else {
            return Ok(BETWEEN);
        };
        match self.platform.seal_head(&TrailHead { kiosk: self.kiosk.clone(), row, chain }).await {
            Ok(head) => {
                self.refused = None;
                self.audit.keep_seal(&head, &self.clock.now().stamp())?;
                Ok(BETWEEN)
            }
            Err(Fault::Item(fault)) => {
                if self.refused.is_none() {
                    tracing::error!(%fault, row, "the platform has another head of this kiosk's trail");
                    self.record(&Event::HeadRefused { row })?;
                }
                self.refused = Some(row);
                Ok(REFUSED)
            }
            // The courier says so already; a platform of before there were heads has no such path.
            Err(Fault::Queue(_)) => Ok(AGAIN),
        }
    }
}
