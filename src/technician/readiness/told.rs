//! The report as text, as JSON and as an order for an A4 page.
//!
//! The JSON leaves the kiosk: it has a version, and a test freezes it.

use super::finding::{Finding, Thing};
use super::{Level, Report, words};
use crate::catalog::Device;
use crate::settings::Settings;
use crate::technician::test_page;
use crate::text::Text;
use jiff::civil::DateTime;
use serde::Serialize;
use std::fmt;
use yici_document::{Count, Document, Order, Readiness, State};
use yici_hardware::Actor;

/// The version of the JSON report.
pub const REPORT_VERSION: u8 = 1;

/// The time as it stands on paper.
pub(super) fn in_words(at: DateTime) -> String {
    at.strftime("%Y年%-m月%-d日 %H:%M").to_string()
}

/// What a technician calls a device.
pub fn device_name(which: Device) -> Text {
    device(which).1
}

fn device(device: Device) -> (Thing, Text) {
    let thing = match device {
        Device::CardReader => Thing::CardReader,
        Device::ReceiptPrinter => Thing::ReceiptPrinter,
        Device::DocumentCamera => Thing::DocumentCamera,
        Device::FaceCamera => Thing::FaceCamera,
        Device::QrScanner => Thing::QrScanner,
        Device::SocialCardReader => Thing::SocialCardReader,
        Device::DocumentPrinter => Thing::DocumentPrinter,
        Device::SignaturePad => Thing::SignaturePad,
        Device::Power => Thing::Power,
        Device::Sensors => Thing::Sensors,
        Device::Lamps => Thing::Lamps,
        Device::Temperature => Thing::Temperature,
        Device::Sound => Thing::Sound,
    };
    (thing, thing.name())
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Ready => "ok   ",
            State::Soon => "SOON ",
            State::Mend => "MEND ",
            State::Absent => "-    ",
        };
        write!(f, "{state} {}: {}", self.thing.name().en, self.said.en)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.findings {
            writeln!(f, "{finding}")?;
        }
        for (counted, counts) in &self.counts {
            let (name, hours) = (device(*counted).1.en, counts.working_seconds / 3_600);
            writeln!(f, "      {name}: {hours} hours at work, {} uses, {} faults", counts.uses, counts.faults)?;
        }
        writeln!(f, "{}", if self.is_ready() { "ready to serve" } else { "not ready" })
    }
}

#[derive(Serialize)]
struct ReportV1<'a> {
    version: u8,
    kiosk: &'a str,
    site: InTwo<'a>,
    program: &'a str,
    /// Local time, ISO 8601 without a zone: China has one.
    at: String,
    level: Level,
    verdict: State,
    findings: Vec<FindingV1<'a>>,
    counts: Vec<CountV1>,
}

#[derive(Serialize)]
struct FindingV1<'a> {
    what: Thing,
    state: State,
    actor: &'static str,
    said: InTwo<'a>,
}

#[derive(Serialize)]
struct CountV1 {
    what: Thing,
    working_seconds: u64,
    uses: u64,
    faults: u64,
}

#[derive(Serialize)]
struct InTwo<'a> {
    zh: &'a str,
    en: &'a str,
}

impl<'a> From<&'a Text> for InTwo<'a> {
    fn from(text: &'a Text) -> Self {
        Self { zh: &text.zh, en: &text.en }
    }
}

/// The report as JSON, version [`REPORT_VERSION`]: for the fleet, and for a file.
pub fn json(report: &Report, settings: &Settings) -> String {
    let findings = report.findings.iter().map(|finding| FindingV1 {
        what: finding.thing,
        state: finding.state,
        actor: key(finding.actor),
        said: InTwo::from(&finding.said),
    });
    let counts = report.counts.iter().map(|(counted, counts)| CountV1 {
        what: device(*counted).0,
        working_seconds: counts.working_seconds,
        uses: counts.uses,
        faults: counts.faults,
    });
    let report = ReportV1 {
        version: REPORT_VERSION,
        kiosk: &settings.kiosk.name,
        site: InTwo::from(&settings.kiosk.site),
        program: env!("CARGO_PKG_VERSION"),
        at: report.at.to_string(),
        level: report.level,
        verdict: report.verdict(),
        findings: findings.collect(),
        counts: counts.collect(),
    };
    serde_json::to_string_pretty(&report).expect("strings and numbers are always JSON")
}

fn key(actor: Actor) -> &'static str {
    match actor {
        Actor::Nobody => "nobody",
        Actor::Citizen => "citizen",
        Actor::Clerk => "clerk",
        Actor::Technician => "technician",
    }
}

/// The report as an order for an A4 page.
pub fn order(report: &Report, settings: &Settings) -> Order {
    let bad = report.findings.iter().filter(|finding| finding.state == State::Mend).count();
    let soon = report.findings.iter().filter(|finding| finding.state == State::Soon).count();
    let summary = match report.verdict() {
        State::Mend => format!("暂不能正常服务：{bad} 项需要处理"),
        State::Soon => format!("可以服务；{soon} 项请尽快处理"),
        State::Ready | State::Absent => "一切正常，可以服务".into(),
    };
    let level = match report.level {
        Level::Internal => "内部自检",
        Level::External => "外部自检（含打印）",
        Level::Interactive => "人工参与的自检",
    };
    let findings = report.findings.iter().map(|finding| yici_document::Finding {
        what: finding.thing.name().zh,
        state: finding.state,
        said: finding.said.zh.clone(),
        // The device's own words help who mends it; of what works they would say nothing more.
        detail: if finding.state > State::Ready { printable(&finding.said.en) } else { String::new() },
        actor: words::actor(finding.actor).into(),
    });
    let counts = report.counts.iter().map(|(counted, counts)| Count {
        what: device(*counted).1.zh,
        hours: counts.working_seconds / 3_600,
        uses: counts.uses,
        faults: counts.faults,
    });
    let readiness = Readiness {
        program: env!("CARGO_PKG_VERSION").into(),
        level: level.into(),
        verdict: report.verdict(),
        summary,
        findings: findings.collect(),
        counts: counts.collect(),
    };
    Order::new(test_page::head(settings, &in_words(report.at)), Document::Readiness(readiness))
}

/// The first 600 characters, and none that steers a terminal: a fault's words may quote anything.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(600).collect()
}
