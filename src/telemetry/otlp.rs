//! The metrics and the trail's events as OTLP says them (OpenTelemetry protocol, version 1).
//!
//! - Both come from the lists that there are, [`super::metrics`] and [`crate::audit::Event`]: what is added there is told here.
//! - Names are those of Prometheus' text, so that rules and dashboard hold whichever way a kiosk's metrics came. A unit is
//!   told where the name ends in one: Prometheus then adds nothing to the name.
//!
//! Without the SDK: it would keep a second registry beside our list, and a queue of its own that a restart empties.

mod events;
mod metrics;

pub use events::events;
pub use metrics::metrics;

use jiff::Timestamp;
use opentelemetry_proto::tonic::{
    common::v1::{AnyValue, InstrumentationScope, KeyValue, any_value::Value},
    resource::v1::Resource,
};

/// Who tells this, by the semantic conventions. Prometheus makes `job` and `instance` of the first two.
fn resource(kiosk: &str) -> Resource {
    let attributes = [
        ("service.name", "yici"),
        ("service.instance.id", kiosk),
        ("service.version", env!("CARGO_PKG_VERSION")),
        ("os.type", "linux"),
    ];
    let attributes = attributes.map(|(key, value)| attribute(key.to_owned(), Value::StringValue(value.to_owned())));
    Resource { attributes: attributes.into(), ..Resource::default() }
}

fn scope(name: &str) -> InstrumentationScope {
    let version = env!("CARGO_PKG_VERSION").to_owned();
    InstrumentationScope { name: name.to_owned(), version, ..InstrumentationScope::default() }
}

fn attribute(key: String, value: Value) -> KeyValue {
    KeyValue { key, value: Some(AnyValue { value: Some(value) }), ..KeyValue::default() }
}

/// Nanoseconds since 1970; 0, which means unknown, before it.
fn nanoseconds(time: Timestamp) -> u64 {
    u64::try_from(time.as_nanosecond()).unwrap_or(0)
}
