//! Where metrics and events are sent as OTLP: an OpenTelemetry collector over HTTP, called as the platform is.
//!
//! - What is refused as it stands (400) is never sent again. Everything else that is no success says nothing of what was
//!   sent, and may be sent again later: 429 and 503 after the time that the collector asks for.
//! - Of a success the collector may have taken a part only; the rest it does not want again.
//!
//! Limits: those of every call to the platform.

use super::{QueueFault, caller::Caller};
use opentelemetry_proto::tonic::collector::{
    logs::v1::{ExportLogsServiceRequest, ExportLogsServiceResponse},
    metrics::v1::{ExportMetricsServiceRequest, ExportMetricsServiceResponse},
};
use prost::Message;
use reqwest::Method;

/// An OpenTelemetry collector.
pub struct Collector {
    caller: Caller,
}

/// Why a collector took nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// It does not want this, now or later.
    #[error("the collector cannot read it; look into its log, and whether it speaks OTLP 1")]
    Refused,
    /// The line or the collector.
    #[error("no collector takes it ({}); look after the line and the address `otlp` of the settings", .0.code())]
    Fault(#[from] QueueFault),
}

impl Collector {
    pub(super) fn new(caller: Caller) -> Self {
        Self { caller }
    }

    /// Sends metrics, and says how many points of them the collector did not want.
    ///
    /// # Errors
    /// [`NotTaken`]; the next ones say the same and more.
    pub async fn metrics(&self, metrics: &ExportMetricsServiceRequest) -> Result<u64, NotTaken> {
        let answer = self.post("/v1/metrics", metrics.encode_to_vec()).await?;
        let answer = ExportMetricsServiceResponse::decode(&answer[..]).map_err(|_| no_collector())?;
        Ok(answer.partial_success.map_or(0, |part| u64::try_from(part.rejected_data_points).unwrap_or(0)))
    }

    /// Sends events, and says how many of them the collector did not want.
    ///
    /// # Errors
    /// [`NotTaken`].
    pub async fn events(&self, events: &ExportLogsServiceRequest) -> Result<u64, NotTaken> {
        let answer = self.post("/v1/logs", events.encode_to_vec()).await?;
        let answer = ExportLogsServiceResponse::decode(&answer[..]).map_err(|_| no_collector())?;
        Ok(answer.partial_success.map_or(0, |part| u64::try_from(part.rejected_log_records).unwrap_or(0)))
    }

    async fn post(&self, path: &str, body: Vec<u8>) -> Result<Vec<u8>, NotTaken> {
        let request = self.caller.request(Method::POST, self.caller.url(path));
        let request = request.header("content-type", "application/x-protobuf");
        let reply = self.caller.send(request, body).await?;
        match reply.status {
            200 => Ok(reply.body),
            400 => Err(NotTaken::Refused),
            status @ (401 | 403) => Err(QueueFault::Auth(status).into()),
            status @ (429 | 500..=599) => Err(QueueFault::Server(status).into()),
            _ => Err(no_collector()),
        }
    }
}

fn no_collector() -> NotTaken {
    QueueFault::NotThePlatform("no collector").into()
}
