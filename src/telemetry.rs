//! What can be seen of a kiosk from afar: states, counts and ages, for Prometheus and for monthly reports.
//!
//! - Counted from the audit trail, which has no room for a citizen; nothing else is asked. Neither a metric nor a sum of a
//!   report can say more than the trail does.
//! - A metric never tells which matter somebody came for: at one kiosk, at one minute, that names a person. Matters are
//!   counted by the day and longer only, and small sums are not told. For the same reason an event leaves without its
//!   matter and without its receipt's number.
//! - Nothing on a kiosk listens. The courier writes the metrics to a file for an exporter on the same machine, and pushes
//!   them to a gateway, or with the trail's events to an OpenTelemetry collector, over the same mutual TLS as everything else.
//!
//! Why a gateway and not a scrape: a scrape needs an open port on a machine that stands in the street behind a mall's
//! router. What a gateway lacks, that it does not see a kiosk die, the alert on `push_time_seconds` supplies.
//!
//! Pure: rows and facts in, text and messages out.

pub mod facts;
pub mod metrics;
pub mod otlp;
pub mod report;
pub mod tally;

pub use facts::Facts;
pub use metrics::text;
pub use tally::Tally;
