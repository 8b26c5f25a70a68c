//! What can be seen from afar goes out: once a minute into a file for an exporter on the same machine, and to a gateway and a
//! collector where the settings name them. Nothing listens.
//!
//! - What fails is tried again with the next metrics; it is said once, when it begins to fail.
//! - A kiosk's minute begins at a second that its name gives it, so that fifty thousand do not push together.
//! - Outside the hours of a line that costs nothing is pushed, and within them it counts: the file is written all the same.
//!
//! Limits: 12 KiB once a minute to each; the trail is read 10,000 rows at a time, and only what is new.

use super::{Pace, Status};
use crate::audit::{Audit, AuditError};
use crate::outbox::{Outbox, OutboxError};
use crate::platform::{self, Collector, Gateway, NotTaken, QueueFault, contract::Digest};
use crate::station::drivers;
use crate::telemetry::{Facts, Tally, facts, otlp, text};
use jiff::Timestamp;
use std::{
    convert::Infallible,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tokio::{sync::watch, time};
use yici_hardware::sensors::temperature::Temperature;

const BETWEEN: Duration = Duration::from_secs(60);

/// What is told, and where it goes.
pub(super) struct Telemetry {
    /// The folder of the outbox and the trail.
    pub(super) state: PathBuf,
    /// The file for an exporter.
    pub(super) file: PathBuf,
    /// The gateway, where the settings name one.
    pub(super) gateway: Option<Gateway>,
    /// The collector, where the settings name one.
    pub(super) collector: Option<Arc<Collector>>,
    /// The kiosk's certificate (PEM), as it was when the courier began.
    pub(super) certificate: String,
    /// Where it lies, and where the next one will.
    pub(super) certificate_file: PathBuf,
    /// The kernel's command line.
    pub(super) command_line: PathBuf,
    /// The thermometer inside, where one is fitted.
    pub(super) thermometer: Option<crate::settings::Temperature>,
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
        let (mut counted, mut push_fails, mut otlp_fails) = (Counted::default(), false, false);
        time::sleep(offset(&self.kiosk)).await;
        loop {
            match self.tell(&mut counted) {
                Ok(facts) => {
                    let is_open = self.pace.is_open(Timestamp::now());
                    if let Some(gateway) = self.gateway.as_ref().filter(|_| is_open) {
                        let pushed = self.push(gateway, &facts).await;
                        say_once(&mut push_fails, pushed.map_err(|fault| fault.to_string()));
                    }
                    if let Some(collector) = self.collector.as_ref().filter(|_| is_open) {
                        let taken = self.send(collector, &facts).await;
                        say_once(&mut otlp_fails, taken.map_err(|why| why.to_string()));
                    }
                }
                Err(error) => tracing::warn!(%error, "no metrics"),
            }
            time::sleep(BETWEEN).await;
        }
    }

    async fn push(&self, gateway: &Gateway, facts: &Facts) -> Result<(), QueueFault> {
        let text = text(facts);
        self.pace.spent(text.len());
        gateway.push(text).await
    }

    async fn send(&self, collector: &Collector, facts: &Facts) -> Result<(), NotTaken> {
        let metrics = otlp::metrics(facts, &self.kiosk);
        self.pace.spent(prost::Message::encoded_len(&metrics));
        match collector.metrics(&metrics).await? {
            0 => Ok(()),
            _ => Err(NotTaken::Refused),
        }
    }

    /// Takes in what is new, and writes the file.
    fn tell(&self, counted: &mut Counted) -> Result<Facts, TelemetryError> {
        let trail = Audit::open(&self.state)?;
        if counted.row == 0 {
            counted.since = trail.begins()?;
        }
        loop {
            let new = trail.since(counted.row)?;
            let Some((last, _)) = new.last() else { break };
            counted.row = *last;
            new.iter().filter_map(|(_, event)| event.as_ref()).for_each(|event| counted.tally.add(event));
        }
        let facts = Facts {
            now: Timestamp::now(),
            tally: counted.tally.clone(),
            counted_since: counted.since,
            queue: Outbox::open(&self.state)?.overview()?,
            line: self.status.borrow().clone(),
            certificate_expires: platform::expires(
                fs::read_to_string(&self.certificate_file).as_ref().unwrap_or(&self.certificate),
            ),
            sealed_at: trail.sealed()?.map(|(_, time)| time),
            slot: fs::read_to_string(&self.command_line).ok().and_then(|line| facts::slot(&line)),
            disk_free: disk_free(&self.state),
            heat: self.thermometer.as_ref().and_then(heat),
        };
        write(&self.file, &text(&facts))?;
        Ok(facts)
    }
}

/// What was added up of the trail: the sums, up to which row, and since when.
#[derive(Default)]
struct Counted {
    tally: Tally,
    row: u64,
    since: Option<Timestamp>,
}

/// Says what fails when it begins to.
fn say_once(fails: &mut bool, ended: Result<(), String>) {
    if let Err(why) = &ended
        && !*fails
    {
        tracing::warn!(why, "the metrics cannot be sent");
    }
    *fails = ended.is_err();
}

/// How hot it is, and when it is too hot. One that cannot be read is told by the screen process.
fn heat(settings: &crate::settings::Temperature) -> Option<(Temperature, Temperature)> {
    let (mut thermometer, too_hot) = drivers::thermometer(settings);
    Some((thermometer.read().ok()?, too_hot))
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
