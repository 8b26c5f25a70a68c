//! The trail's events go to an OpenTelemetry collector, where the settings name one.
//!
//! - In order, each at least once: how far was told is written into the trail's own file after the collector took it, and
//!   is gone with the file. A start of the program, a line that is down for weeks or another collector loses none, but what
//!   the trail itself removed meanwhile, which is an event that is told.
//! - What a collector refuses is left out, and said in the log: one event that nobody can read must not keep the others.
//! - Time is handed in: [`Events::round`] reads no clock.
//!
//! Limits: 200 events, some 40 KiB, at a time; a look at the trail every 15 seconds; after a failure twice as long each
//! time, ten minutes at most, and half of it by chance; or as long as the collector asks, two hours at most.

use super::Pace;
use crate::audit::{Audit, AuditError};
use crate::chance;
use crate::platform::{Collector, NotTaken, QueueFault};
use crate::telemetry::otlp;
use jiff::Timestamp;
use std::{convert::Infallible, path::Path, sync::Arc, time::Duration};
use tokio::time;

/// Between two looks at the trail.
const BETWEEN: Duration = Duration::from_secs(15);
/// The longest pause after a failure.
const LONGEST: Duration = Duration::from_secs(600);
/// Events in a message.
const MOST: u32 = 200;

/// The trail, and who is told of it.
pub struct Events {
    audit: Audit,
    collector: Arc<Collector>,
    kiosk: String,
    pace: Pace,
    failures: u32,
}

impl Events {
    /// Tells this collector what stands in the trail in this folder.
    ///
    /// # Errors
    /// When the trail cannot be opened.
    pub fn new(state: &Path, collector: Arc<Collector>, kiosk: &str, pace: Pace) -> Result<Self, AuditError> {
        Ok(Self { audit: Audit::open(state)?, collector, kiosk: kiosk.to_owned(), pace, failures: 0 })
    }

    /// Tells for ever.
    pub(super) async fn watch(state: &Path, collector: Option<Arc<Collector>>, kiosk: &str, pace: Pace) -> Infallible {
        let Some(collector) = collector else { return std::future::pending().await };
        let mut events = loop {
            match Self::new(state, Arc::clone(&collector), kiosk, pace.clone()) {
                Ok(events) => break events,
                Err(error) => tracing::error!(%error, "no collector is told what happens"),
            }
            time::sleep(LONGEST).await;
        };
        loop {
            let pause = events.round(Timestamp::now()).await.unwrap_or_else(|error| {
                tracing::error!(%error, "no collector is told what happens");
                LONGEST
            });
            time::sleep(pause).await;
        }
    }

    /// Tells everything that is new at `now`, and says how long to wait until the next round.
    ///
    /// # Errors
    /// When the trail cannot be read or written.
    pub async fn round(&mut self, now: Timestamp) -> Result<Duration, AuditError> {
        if !self.pace.begin(now) {
            return Ok(BETWEEN);
        }
        loop {
            let rows = self.audit.untold(MOST)?;
            let Some(last) = rows.last().map(|row| row.row) else { return Ok(BETWEEN) };
            let events = otlp::events(&rows, &self.kiosk, now);
            if !self.pace.allow(prost::Message::encoded_len(&events)).await {
                return Ok(BETWEEN);
            }
            match self.collector.events(&events).await {
                Ok(0) => {}
                Ok(rejected) => tracing::warn!(rejected, through = last, "the collector did not want some events"),
                Err(NotTaken::Refused) => {
                    tracing::error!(
                        from = rows[0].row,
                        through = last,
                        "{}; these events are left out",
                        NotTaken::Refused
                    );
                }
                Err(NotTaken::Fault(fault)) => return Ok(self.pause(fault)),
            }
            self.audit.told(last)?;
            self.failures = 0;
        }
    }

    /// Says so once, and how long to wait.
    fn pause(&mut self, fault: QueueFault) -> Duration {
        let asked = if let QueueFault::Busy(asked) = fault { Some(asked) } else { None };
        if self.failures == 0 {
            tracing::warn!("{}; events wait", NotTaken::Fault(fault));
        }
        self.failures = self.failures.saturating_add(1);
        let longest = BETWEEN.saturating_mul(1 << self.failures.min(10)).min(LONGEST);
        asked.unwrap_or_else(|| longest / 2 + chance::up_to(longest / 2))
    }
}
