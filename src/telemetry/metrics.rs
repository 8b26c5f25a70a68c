//! The metrics: the one list, and their text for Prometheus.
//!
//! Limit: some 120 series a kiosk, 12 KiB of text.

use super::Facts;
use crate::audit::PowerSupply;
use crate::audit::{DeviceWord, Ending, PaperOutcome};
use crate::catalog::Device;
use std::fmt::Write as _;
use yici_hardware::sensors::temperature::Temperature;

/// What a metric's value means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// How it is now.
    Gauge,
    /// A sum that only grows, over the trail's life.
    Counter,
}

/// A metric and its series.
#[derive(Clone, Debug)]
pub struct Metric {
    /// Its name; a counter's series have `_total` behind it.
    pub name: &'static str,
    /// What it means.
    pub help: &'static str,
    /// Which sort it is.
    pub kind: Kind,
    /// Labels and values.
    pub series: Vec<(Vec<(&'static str, String)>, f64)>,
}

fn one(name: &'static str, help: &'static str, kind: Kind, value: f64) -> Metric {
    Metric { name, help, kind, series: vec![(Vec::new(), value)] }
}

fn labelled(
    name: &'static str,
    help: &'static str,
    kind: Kind,
    label: &'static str,
    series: impl IntoIterator<Item = (&'static str, f64)>,
) -> Metric {
    let series = series.into_iter().map(|(key, value)| (vec![(label, key.to_owned())], value)).collect();
    Metric { name, help, kind, series }
}

/// A count as Prometheus has it: exact up to 2^53.
fn number(count: u64) -> f64 {
    count as f64
}

fn degrees(temperature: Temperature) -> f64 {
    f64::from(temperature.0) / 1_000.0
}

fn seconds(time: jiff::Timestamp) -> f64 {
    number(u64::try_from(time.as_second()).unwrap_or(0))
}

/// Every metric. One that is not known is not told: an absent series is no zero.
pub fn metrics(facts: &Facts) -> Vec<Metric> {
    use Kind::{Counter, Gauge};
    let (tally, queue) = (&facts.tally, &facts.queue);
    let truth = |holds: bool| f64::from(u8::from(holds));
    let version = vec![("version", tally.version.clone()), ("slot", facts.slot.clone().unwrap_or_default())];
    let mut metrics = vec![
        Metric {
            name: "yici_info",
            help: "The program that serves, and the slot it booted from",
            kind: Gauge,
            series: vec![(version, 1.0)],
        },
        one("yici_heartbeat_seconds", "When the kiosk told this, by its own clock", Gauge, seconds(facts.now)),
        one("yici_line_up", "Whether the platform answers", Gauge, truth(facts.line_is_up())),
        one("yici_outbox_waiting", "Submissions that wait to be sent", Gauge, number(queue.counts.waiting)),
        one("yici_outbox_set_aside", "Submissions that the platform refused", Gauge, number(queue.counts.quarantined)),
        one(
            "yici_outbox_oldest_seconds",
            "How long the oldest submission has waited",
            Gauge,
            queue.oldest.map_or(0.0, |oldest| facts.now.duration_since(oldest).as_secs_f64().max(0.0)),
        ),
        labelled(
            "yici_device_works",
            "Whether a fitted device can do its work",
            Gauge,
            "device",
            fitted(facts)
                .map(|(device, state)| (key(device), truth(matches!(state, DeviceWord::Ready | DeviceWord::Soon)))),
        ),
        labelled(
            "yici_device_soon",
            "Whether a device works and needs somebody soon, such as one whose paper is low",
            Gauge,
            "device",
            fitted(facts).map(|(device, state)| (key(device), truth(state == DeviceWord::Soon))),
        ),
        labelled(
            "yici_device_faults",
            "Times that a device stopped working",
            Counter,
            "device",
            tally.faults.iter().map(|(device, count)| (key(*device), number(*count))),
        ),
        one(
            "yici_on_battery",
            "Whether the battery feeds the kiosk",
            Gauge,
            truth(matches!(tally.supply, Some(PowerSupply::Battery | PowerSupply::LastMinutes))),
        ),
        one("yici_door_open", "Whether the service door is open", Gauge, truth(active(facts, "DoorOpen"))),
        one("yici_tampered", "Whether the housing is tampered with", Gauge, truth(active(facts, "Tamper"))),
        one("yici_starts", "Times that the screen's program started", Counter, number(tally.starts)),
        one("yici_visits", "Guides that were opened", Counter, number(tally.visits)),
        labelled(
            "yici_visits_ended",
            "Visits by how they ended",
            Counter,
            "how",
            [Ending::Finished, Ending::Left, Ending::Silence, Ending::OutOfService, Ending::PowerFailed]
                .map(|how| (how.key(), number(tally.ended.get(&how).copied().unwrap_or(0)))),
        ),
        one("yici_applications", "Applications that were handed in", Counter, number(tally.applications())),
        labelled(
            "yici_receipts",
            "Receipts by what became of them",
            Counter,
            "outcome",
            [PaperOutcome::Printed, PaperOutcome::Unknown, PaperOutcome::Failed]
                .map(|outcome| (outcome.key(), number(tally.receipts.get(&outcome).copied().unwrap_or(0)))),
        ),
        one("yici_receipts_left", "Receipts that were left in the slot", Counter, number(tally.receipts_left)),
        one("yici_help_calls", "Calls for help", Counter, number(tally.help_calls)),
        one("yici_help_unanswered", "Calls for help to which nobody came", Counter, number(tally.help_unanswered)),
        one(
            "yici_service_refused",
            "Times that somebody was not let into the service mode",
            Counter,
            number(tally.service_refused),
        ),
        one("yici_catalogs_refused", "Catalogs that could not be used", Counter, number(tally.catalogs_refused)),
        one(
            "yici_trail_refused",
            "Times that the platform had another head of the audit trail",
            Counter,
            number(tally.heads_refused),
        ),
    ];
    if let Some(catalog) = tally.catalog {
        metrics.push(one("yici_catalog_version", "The signed catalog that serves", Gauge, f64::from(catalog)));
    }
    if let Some(expires) = facts.certificate_expires {
        metrics.push(one(
            "yici_certificate_expires_seconds",
            "When the kiosk's certificate expires",
            Gauge,
            seconds(expires),
        ));
    }
    if let Some(sealed) = facts.sealed_at {
        metrics.push(one(
            "yici_trail_sealed_seconds",
            "When the platform sealed the audit trail last, by its clock",
            Gauge,
            seconds(sealed),
        ));
    }
    if let Some(free) = facts.disk_free {
        metrics.push(one("yici_disk_free_ratio", "How much of the data partition is free", Gauge, free));
    }
    if let Some((inside, too_hot)) = facts.heat {
        let limit = "From when on it is too hot inside";
        metrics.push(one("yici_temperature_celsius", "How hot it is inside", Gauge, degrees(inside)));
        metrics.push(one("yici_temperature_limit_celsius", limit, Gauge, degrees(too_hot)));
    }
    metrics
}

fn fitted(facts: &Facts) -> impl Iterator<Item = (Device, DeviceWord)> {
    facts
        .tally
        .devices
        .iter()
        .map(|(device, state)| (*device, *state))
        .filter(|(_, state)| *state != DeviceWord::NotFitted)
}

fn active(facts: &Facts, input: &str) -> bool {
    facts.tally.active.get(input).copied().unwrap_or(false)
}

fn key(device: Device) -> &'static str {
    match device {
        Device::CardReader => "card-reader",
        Device::ReceiptPrinter => "receipt-printer",
        Device::DocumentCamera => "document-camera",
        Device::FaceCamera => "face-camera",
        Device::QrScanner => "qr-scanner",
        Device::SocialCardReader => "social-card-reader",
        Device::DocumentPrinter => "document-printer",
        Device::SignaturePad => "signature-pad",
        Device::Power => "power",
        Device::Sensors => "sensors",
        Device::Lamps => "lamps",
        Device::Temperature => "temperature",
        Device::Sound => "sound",
    }
}

/// Prometheus' text (version 0.0.4). By hand: it is lines, with three characters that are escaped, and the library for it
/// would be four more crates.
pub fn text(facts: &Facts) -> String {
    let mut text = String::new();
    for Metric { name, help, kind, series } in metrics(facts) {
        let (behind, sort) = if kind == Kind::Counter { ("_total", "counter") } else { ("", "gauge") };
        let _ = writeln!(text, "# HELP {name}{behind} {help}.\n# TYPE {name}{behind} {sort}");
        for (labels, value) in series {
            let labels: Vec<_> =
                labels.iter().map(|(label, value)| format!("{label}=\"{}\"", escaped(value))).collect();
            let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
            let _ = writeln!(text, "{name}{behind}{labels} {value}");
        }
    }
    text
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}
