//! What can be seen from afar goes out: once a minute into a file for an exporter on the same machine, and to a gateway
//! where the settings name one. Nothing listens.
//!
//! - A push that fails is tried again with the next metrics; it is said once, when it begins to fail.
//! - A kiosk's minute begins at a second that its name gives it, so that fifty thousand do not push together.
//! - Outside the hours of a line that costs nothing is pushed, and within them it counts: the file is written all the same.
//!
//! Limits: 12 KiB once a minute; the trail is read 10,000 rows at a time, and only what is new.

use super::{Pace, Status};
use crate::audit::{Audit, AuditError};
use crate::outbox::{Outbox, OutboxError};
use crate::platform::{self, Gateway, contract::Digest};
use crate::telemetry::{Facts, Tally, facts, text};
use jiff::Timestamp;
use std::{
    convert::Infallible,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    time::Duration,
};
use tokio::{sync::watch, time};

const BETWEEN: Duration = Duration::from_secs(60);

/// What is told, and where it goes.
pub(super) struct Telemetry {
    /// The folder of the outbox and the trail.
    pub(super) state: PathBuf,
    /// The file for an exporter.
    pub(super) file: PathBuf,
    /// The gateway, where the settings name one.
    pub(super) gateway: Option<Gateway>,
    /// The kiosk's certificate (PEM).
    pub(super) certificate: String,
    /// The state of line and queue.
    pub(super) status: watch::Receiver<Status>,
    /// The kiosk's name.
    pub(super) kiosk: String,
    /// How the line is spared.
    pub(super) pace: Pace,
}

#[derive(Debug, thiserror::Error)]
enum TelemetryError {
    #[error(transparent)]
    Audit(#[from] AuditError),
    #[error(transparent)]
    Outbox(#[from] OutboxError),
    #[error("the metrics cannot be written: {0}")]
    File(#[from] std::io::Error),
}

impl Telemetry {
    /// Tells for ever.
    pub(super) async fn watch(self) -> Infallible {
        let (mut tally, mut row, mut fails) = (Tally::default(), 0, false);
        time::sleep(offset(&self.kiosk)).await;
        loop {
            match self.tell(&mut tally, &mut row) {
                Ok(text) => {
                    let pushed = match &self.gateway {
                        Some(gateway) if self.pace.is_open(Timestamp::now()) => {
                            self.pace.spent(text.len());
                            gateway.push(text).await
                        }
                        _ => Ok(()),
                    };
                    if let Err(fault) = &pushed
                        && !fails
                    {
                        tracing::warn!(%fault, "the metrics cannot be pushed");
                    }
                    fails = pushed.is_err();
                }
                Err(error) => tracing::warn!(%error, "no metrics"),
            }
            time::sleep(BETWEEN).await;
        }
    }

    /// Takes in what is new, and writes the file.
    fn tell(&self, tally: &mut Tally, row: &mut u64) -> Result<String, TelemetryError> {
        let trail = Audit::open(&self.state)?;
        loop {
            let new = trail.since(*row)?;
            let Some((last, _)) = new.last() else { break };
            *row = *last;
            new.iter().for_each(|(_, event)| tally.add(event));
        }
        let facts = Facts {
            now: Timestamp::now(),
            tally: tally.clone(),
            queue: Outbox::open(&self.state)?.overview()?,
            line: self.status.borrow().clone(),
            certificate_expires: platform::expires(&self.certificate),
            sealed_at: trail.sealed()?.map(|(_, time)| time),
            slot: fs::read_to_string("/proc/cmdline").ok().and_then(|line| facts::slot(&line)),
            disk_free: disk_free(&self.state),
        };
        let text = text(&facts);
        write(&self.file, &text)?;
        Ok(text)
    }
}

/// Where in its minute this kiosk tells.
fn offset(kiosk: &str) -> Duration {
    Duration::from_secs(u64::from(Digest::of(kiosk.as_bytes()).bytes()[0]) * 60 / 256)
}

/// How much of the file system is free for whoever is not root, from 0 to 1.
fn disk_free(folder: &Path) -> Option<f64> {
    let disk = rustix::fs::statvfs(folder).ok().filter(|disk| disk.f_blocks > 0)?;
    Some(disk.f_bavail as f64 / disk.f_blocks as f64)
}

/// Whole or not at all: an exporter may read at any moment. On a tmpfs, so nothing is synced.
fn write(file: &Path, text: &str) -> std::io::Result<()> {
    let aside = file.with_extension("new");
    fs::File::create(&aside)?.write_all(text.as_bytes())?;
    fs::rename(aside, file)
}
