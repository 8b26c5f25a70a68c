//! What works and what does not, each line with what to do.
//!
//! Opens every device once, prints nothing on paper, sends nothing, shows no citizen's data: counts and states only.

use crate::catalog::Device;
use crate::outbox::{Outbox, Seal};
use crate::settings::Settings;
use crate::shelf::age::{self, Doubt};
use crate::shelf::{Freshness, Seen, ShelfError};
use crate::station::drivers;
use crate::station::statistics::{self, Statistics};
use crate::writing::{Engine, WritingSettings};
use jiff::Timestamp;
use std::fmt;
use std::time::Duration;

/// The report.
pub struct Report {
    lines: Vec<Line>,
    statistics: Statistics,
}

/// Looks at one thing: what is good about it, or what is to be mended.
type Check = fn(&Settings) -> Outcome;
pub(crate) type Outcome = Result<String, String>;

struct Line {
    what: &'static str,
    outcome: Outcome,
}

impl Report {
    /// Whether nothing must be done.
    pub fn is_ready(&self) -> bool {
        self.lines.iter().all(|line| line.outcome.is_ok())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Line { what, outcome } in &self.lines {
            match outcome {
                Ok(good) => writeln!(f, "ok    {what}: {good}")?,
                Err(bad) => writeln!(f, "MEND  {what}: {bad}")?,
            }
        }
        for (name, device) in [
            ("card reader", Device::CardReader),
            ("receipt printer", Device::ReceiptPrinter),
            ("document camera", Device::DocumentCamera),
        ] {
            let counts = self.statistics.of(device, Duration::ZERO);
            let hours = counts.working_seconds / 3_600;
            writeln!(f, "      {name}: {hours} hours at work, {} uses, {} faults", counts.uses, counts.faults)?;
        }
        writeln!(f, "{}", if self.is_ready() { "ready to serve" } else { "not ready" })
    }
}

/// Looks at everything once. Takes a few seconds at most.
pub fn report(settings: &Settings) -> Report {
    let checks: [(&'static str, Check); 7] = [
        ("matters", matters),
        ("sealing key", seal),
        ("outbox", outbox),
        ("pinyin", pinyin),
        ("card reader", card_reader),
        ("receipt printer", receipt_printer),
        ("document camera", document_camera),
    ];
    Report {
        lines: checks.map(|(what, check)| Line { what, outcome: check(settings) }).into(),
        statistics: statistics::load(&settings.folders.state),
    }
}

fn matters(settings: &Settings) -> Outcome {
    let state = &settings.folders.state;
    let seen = Seen::load(state);
    let taken = settings.shelf().look(&seen.versions).map_err(|ShelfError::NothingGood(findings)| {
        findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    })?;
    let mut said = format!("{} matters", taken.catalog.matters.len());
    let mut mend: Vec<_> = taken.findings.iter().map(ToString::to_string).collect();
    match &taken.signed {
        None => said += ", unsigned",
        Some(signed) => {
            let ran = if signed.made == seen.made { seen.ran() } else { Duration::ZERO };
            let now = age::now(Timestamp::now(), signed.made, ran);
            said += &format!(
                ", version {}, said to be the newest on {}, old from {}, closed from {}",
                signed.versions.targets, signed.made, signed.old_from, signed.closes
            );
            match now.doubt {
                Some(Doubt::Ahead) => {
                    mend.push("the clock is more than a year ahead of what is certain; set it".into())
                }
                Some(Doubt::Behind) => mend.push("the clock says a time that has passed for certain; set it".into()),
                None => {}
            }
            match signed.freshness(now.time) {
                Freshness::Fresh => {}
                Freshness::Old { days } => {
                    mend.push(format!(
                        "not renewed for {days} days: check the line, or `yici services apply` from a stick"
                    ));
                }
                Freshness::Closed => mend.push("past its limit, the matters are closed: bring a newer one".into()),
            }
        }
    }
    if mend.is_empty() { Ok(said) } else { Err(format!("{said}; {}", mend.join("; "))) }
}

fn seal(settings: &Settings) -> Outcome {
    let file = &settings.platform.seal_key;
    let key = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let suite = |seal: Seal| format!("usable; {}: {}", seal.suite().name(), seal.suite().audited());
    Seal::to(&key).map(suite).map_err(|error| error.to_string())
}

fn outbox(settings: &Settings) -> Outcome {
    let outbox = Outbox::open(&settings.folders.state).map_err(|error| error.to_string())?;
    let counts = outbox.counts().map_err(|error| error.to_string())?;
    let said = format!("{} waiting, {} delivered, {} set aside", counts.waiting, counts.delivered, counts.quarantined);
    if counts.quarantined == 0 { Ok(said) } else { Err(said + "; ask the platform's operator about those set aside") }
}

fn pinyin(settings: &Settings) -> Outcome {
    let writing = &settings.writing;
    let writing = WritingSettings { shared_data: writing.shared_data.clone(), built: writing.built.clone() };
    Engine::start(&writing).map(|_| "usable".into()).map_err(|error| error.to_string())
}

/// Whether the card reader answers.
pub(crate) fn card_reader(settings: &Settings) -> Outcome {
    let answer = drivers::card_reader(&settings.card_reader).check();
    answer.map(|()| "answers".into()).map_err(|fault| fault.to_string())
}

/// Whether a receipt can be printed.
pub(crate) fn receipt_printer(settings: &Settings) -> Outcome {
    let status = drivers::receipt_printer(&settings.receipt_printer).status().map_err(|fault| fault.to_string())?;
    if status.can_print() { Ok(status.to_string()) } else { Err(status.to_string()) }
}

/// Whether the document camera gives pictures.
pub(crate) fn document_camera(settings: &Settings) -> Outcome {
    let frame = drivers::document_camera(&settings.document_camera).frame().map_err(|fault| fault.to_string())?;
    Ok(format!("{} x {}", frame.width, frame.height))
}
