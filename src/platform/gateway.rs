//! Where metrics are pushed: a Prometheus Pushgateway, called as the platform is.

use super::{QueueFault, caller::Caller};
use reqwest::Method;

/// A gateway, and this kiosk's place in it.
pub struct Gateway {
    caller: Caller,
    url: reqwest::Url,
}

impl Gateway {
    pub(super) fn new(caller: Caller, kiosk: &str) -> Self {
        let mut url = caller.url("/");
        let parts = ["metrics", "job", "yici", "instance", kiosk];
        url.path_segments_mut().expect("an https address has a path").clear().extend(parts);
        Self { caller, url }
    }

    /// Puts these metrics in the place of the ones before.
    ///
    /// # Errors
    /// What kept them; the next ones say the same and more.
    pub async fn push(&self, text: String) -> Result<(), QueueFault> {
        let request = self.caller.request(Method::PUT, self.url.clone());
        let request = request.header("content-type", "text/plain; version=0.0.4");
        match self.caller.send(request, text.into_bytes()).await?.status {
            200..=299 => Ok(()),
            status @ (401 | 403) => Err(QueueFault::Auth(status)),
            status @ (429 | 500..=599) => Err(QueueFault::Server(status)),
            _ => Err(QueueFault::NotThePlatform("no gateway for metrics")),
        }
    }
}
