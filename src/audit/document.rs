//! `docs/audit-events.md`, from the list of events itself: it cannot say anything else than what is written down.

use super::Event;
use schemars::schema_for;
use serde_json::Value;
use std::fmt::Write as _;

const HEAD: &str = "# What a kiosk writes down\n\n\
    Made by `yici audit events` from `src/audit/event.rs`; a test compares. Each event is one row of the trail: its number, \
    the kiosk's time, the event as JSON, and its link of the chain. Nothing here names or describes a citizen. How the trail \
    is checked: `yici audit verify --help`.\n";

/// The page.
pub fn document() -> String {
    let schema = schema_for!(Event).to_value();
    let mut page = String::from(HEAD);
    let variants = schema["oneOf"].as_array().into_iter().flatten();
    for variant in variants {
        let properties = &variant["properties"];
        let code = properties["event"]["const"].as_str().unwrap_or_default();
        let _ = write!(page, "\n## `{code}`\n\n{}\n", sentence(&variant["description"]));
        let fields = properties.as_object().into_iter().flatten().filter(|(name, _)| *name != "event");
        for (at, (name, field)) in fields.enumerate() {
            let kind = kind(field, &schema);
            let gap = if at == 0 { "\n" } else { "" };
            let _ = writeln!(page, "{gap}- `{name}`{kind}: {}", sentence(&field["description"]));
        }
        let samples = Event::samples();
        if let Some(sample) = samples.iter().find(|sample| json(sample)["event"] == code) {
            let said = sample.said();
            let _ = write!(page, "\n> {}  \n> {}\n\n```json\n{}\n```\n", said.zh, said.en, sample.stored());
        }
    }
    page
}

fn json(event: &Event) -> Value {
    serde_json::to_value(event).expect("words and numbers are always JSON")
}

/// A doc comment as one line.
fn sentence(description: &Value) -> String {
    description.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words that a field may hold, where they are a closed list; otherwise its type.
fn kind(field: &Value, schema: &Value) -> String {
    let references = [&field["$ref"], &field["anyOf"][0]["$ref"]];
    let reference = references.into_iter().find_map(Value::as_str).and_then(|text| text.strip_prefix("#/$defs/"));
    let Some(listed) = reference.map(|name| &schema["$defs"][name]) else {
        return field["type"].as_str().map(|kind| format!(" ({kind})")).unwrap_or_default();
    };
    let plain = listed["enum"].as_array().into_iter().flatten();
    let described = listed["oneOf"].as_array().into_iter().flatten().map(|one| &one["const"]);
    let words: Vec<_> = plain.chain(described).filter_map(Value::as_str).map(|word| format!("`{word}`")).collect();
    format!(" ({})", words.join(", "))
}
