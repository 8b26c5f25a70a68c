//! Events of the trail as log records with a name, a severity and attributes.
//!
//! `yici.trail.row` numbers them without a gap for the kiosk's life: who receives one twice, as may happen, sees it by that.

use super::{attribute, nanoseconds, resource, scope};
use crate::audit::{DeviceWord, Ending, Event, Happened, HelpEnding, LineState, PaperOutcome, PowerSupply};
use jiff::Timestamp;
use opentelemetry_proto::tonic::{
    collector::logs::v1::ExportLogsServiceRequest,
    common::v1::{AnyValue, any_value::Value},
    logs::v1::{LogRecord, ResourceLogs, ScopeLogs, SeverityNumber},
};

/// These events of this kiosk, as they are told at `now`. One that this version does not know is left out: what it may not
/// tell of it, it does not know either.
pub fn events(rows: &[Happened], kiosk: &str, now: Timestamp) -> ExportLogsServiceRequest {
    let log_records = rows.iter().filter_map(|row| record(row, now)).collect();
    let scope_logs = vec![ScopeLogs { scope: Some(scope("yici.audit")), log_records, ..ScopeLogs::default() }];
    let resource_logs = vec![ResourceLogs { resource: Some(resource(kiosk)), scope_logs, ..ResourceLogs::default() }];
    ExportLogsServiceRequest { resource_logs }
}

fn record(row: &Happened, now: Timestamp) -> Option<LogRecord> {
    let event = row.event.as_ref()?.without_the_case();
    let severity = severity(&event);
    let fields = serde_json::to_value(&event).expect("words and numbers are always JSON");
    let mut attributes =
        vec![attribute("yici.trail.row".into(), Value::IntValue(i64::try_from(row.row).unwrap_or(i64::MAX)))];
    let mut event_name = String::new();
    for (field, value) in fields.as_object().into_iter().flatten() {
        let value = match value {
            serde_json::Value::String(text) if field == "event" => {
                event_name = format!("yici.{}", text.replace('-', "_"));
                continue;
            }
            serde_json::Value::String(text) if text.is_empty() => continue,
            serde_json::Value::String(text) => Value::StringValue(text.clone()),
            serde_json::Value::Bool(truth) => Value::BoolValue(*truth),
            serde_json::Value::Number(number) => Value::IntValue(number.as_i64().unwrap_or(i64::MAX)),
            _ => continue,
        };
        attributes.push(attribute(format!("yici.{field}"), value));
    }
    let said = event.said();
    Some(LogRecord {
        time_unix_nano: row.at.parse().map_or(0, nanoseconds),
        observed_time_unix_nano: nanoseconds(now),
        severity_number: severity.into(),
        severity_text: severity.as_str_name().trim_start_matches("SEVERITY_NUMBER_").to_owned(),
        body: Some(AnyValue { value: Some(Value::StringValue(format!("{} / {}", said.zh, said.en))) }),
        attributes,
        event_name,
        ..LogRecord::default()
    })
}

/// Errors want somebody today, warnings soon.
fn severity(event: &Event) -> SeverityNumber {
    let is_error = match event {
        Event::CatalogRefused { .. } | Event::SetAside { .. } | Event::HeadRefused { .. } => true,
        Event::Sensor { input, active } => *active && input == "Tamper",
        _ => false,
    };
    let is_warning = match event {
        Event::Device { state, .. } => matches!(state, DeviceWord::NeedsAttention | DeviceWord::Gone),
        Event::Power { supply } => matches!(supply, PowerSupply::Battery | PowerSupply::LastMinutes),
        Event::Sensor { active, .. } => *active,
        Event::VisitEnded { how } => matches!(how, Ending::OutOfService | Ending::PowerFailed),
        Event::ReceiptEnded { outcome, .. } => *outcome != PaperOutcome::Printed,
        Event::HelpEnded { how } => *how == HelpEnding::Unanswered,
        Event::Line { state, .. } => *state == LineState::Down,
        Event::TrailPruned { sealed, .. } => !sealed,
        Event::ReceiptLeft { .. }
        | Event::DocumentLeft
        | Event::CardLeft { .. }
        | Event::CatalogFlawed { .. }
        | Event::ServiceRefused { .. }
        | Event::ClockSet { .. } => true,
        _ => false,
    };
    match (is_error, is_warning) {
        (true, _) => SeverityNumber::Error,
        (_, true) => SeverityNumber::Warn,
        _ => SeverityNumber::Info,
    }
}
