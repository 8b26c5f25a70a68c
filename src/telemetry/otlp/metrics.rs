//! Gauges are gauges, counters monotonic cumulative sums.

use super::super::{
    Facts,
    metrics::{self, Kind},
};
use super::{attribute, nanoseconds, resource, scope};
use opentelemetry_proto::tonic::{
    collector::metrics::v1::ExportMetricsServiceRequest,
    common::v1::any_value::Value,
    metrics::v1::{
        AggregationTemporality, Gauge, Metric, NumberDataPoint, ResourceMetrics, ScopeMetrics, Sum, metric::Data,
        number_data_point,
    },
};

/// Every metric of this kiosk.
pub fn metrics(facts: &Facts, kiosk: &str) -> ExportMetricsServiceRequest {
    let metrics = metrics::metrics(facts).into_iter().map(|metric| said(metric, facts)).collect();
    let scope_metrics = vec![ScopeMetrics { scope: Some(scope("yici")), metrics, ..ScopeMetrics::default() }];
    let resource_metrics =
        vec![ResourceMetrics { resource: Some(resource(kiosk)), scope_metrics, ..ResourceMetrics::default() }];
    ExportMetricsServiceRequest { resource_metrics }
}

fn said(metric: metrics::Metric, facts: &Facts) -> Metric {
    let metrics::Metric { name, help, kind, series } = metric;
    // A clock that was set back would let a sum begin after it is told: then nobody knows when it began.
    let began = facts.counted_since.filter(|since| *since <= facts.now && kind == Kind::Counter);
    let point = |(labels, value): (Vec<(&str, String)>, f64)| NumberDataPoint {
        attributes: labels
            .into_iter()
            .map(|(key, value)| attribute(key.to_owned(), Value::StringValue(value)))
            .collect(),
        start_time_unix_nano: began.map_or(0, nanoseconds),
        time_unix_nano: nanoseconds(facts.now),
        value: Some(number_data_point::Value::AsDouble(value)),
        ..NumberDataPoint::default()
    };
    let data_points = series.into_iter().map(point).collect();
    let data = match kind {
        Kind::Gauge => Data::Gauge(Gauge { data_points }),
        Kind::Counter => Data::Sum(Sum {
            data_points,
            aggregation_temporality: AggregationTemporality::Cumulative.into(),
            is_monotonic: true,
        }),
    };
    Metric {
        name: name.to_owned(),
        description: help.to_owned(),
        unit: unit(name).to_owned(),
        data: Some(data),
        ..Metric::default()
    }
}

/// In UCUM's letters.
fn unit(name: &str) -> &'static str {
    match name.rsplit('_').next() {
        Some("seconds") => "s",
        Some("ratio") => "1",
        Some("celsius") => "Cel",
        _ => "",
    }
}
