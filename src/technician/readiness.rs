//! The self-test: what works and what does not, each thing with who must act and how.
//!
//! Three levels, each with all that the one before it does: [`Level`]. Opens every device itself, so the kiosk must be
//! stopped. Shows no citizen's data: counts and states, and a card that is laid down for it is shown masked. Sends
//! nothing.
//!
//! [`told`] gives the report as text, as JSON and as an order for an A4 page.

mod by_hand;
mod devices;
mod finding;
mod inside;
mod matters;
mod printed;
mod surroundings;
mod told;
mod words;

pub use by_hand::one as by_hand;
pub use devices::{device, devices};
pub use finding::{Finding, Thing};
pub use inside::look as inside;
pub use printed::A4Error;
pub use told::{REPORT_VERSION, device_name, json, order};

use super::person::Person;
use crate::catalog::Device;
use crate::settings::{DocumentPrinter, Settings};
use crate::station::statistics::{self, Counts};
use jiff::civil::DateTime;
use serde::Serialize;
use std::time::Duration;
use yici_document::State;
use yici_hardware::JobOutcome;

/// How deep to look. (The three health checks of UnifiedPOS.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Asks everything once how it is; nothing is printed, nobody is needed. Takes some seconds.
    Internal,
    /// Prints a test page on every printer as well.
    External,
    /// Asks a person at the terminal to look at the pages, lay a card down and so on.
    Interactive,
}

/// The report.
pub struct Report {
    level: Level,
    at: DateTime,
    findings: Vec<Finding>,
    counts: Vec<(Device, Counts)>,
}

impl Report {
    /// Whether nothing must be done before citizens can be served.
    pub fn is_ready(&self) -> bool {
        self.verdict() != State::Mend
    }

    /// The worst of all findings; what is absent is no worse than what is ready.
    pub fn verdict(&self) -> State {
        self.findings.iter().map(|finding| finding.state).max().unwrap_or(State::Ready).max(State::Ready)
    }
}

/// Looks at everything. `at` is the kiosk's time.
pub fn report(settings: &Settings, level: Level, at: DateTime, person: &mut dyn Person) -> Report {
    let mut findings = inside::look(settings);
    findings.extend(devices(settings));
    if level >= Level::External {
        findings.extend(printed::print(settings, at));
    }
    if level >= Level::Interactive {
        findings.extend(by_hand::look(settings, person));
    }
    let statistics = statistics::load(&settings.folders.state);
    let counts = Device::ALL.map(|device| (device, statistics.of(device, Duration::ZERO)));
    let counts = counts.into_iter().filter(|(_, counts)| *counts != Counts::default()).collect();
    Report { level, at, findings, counts }
}

/// Prints the report on the A4 printer.
///
/// # Errors
/// Says what a technician should do.
pub fn print(report: &Report, settings: &Settings, printer: &DocumentPrinter) -> Result<JobOutcome, A4Error> {
    printed::a4(settings, printer, &order(report, settings), "readiness", report.at)
}

#[cfg(test)]
mod tests;
