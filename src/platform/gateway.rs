//! Where metrics are pushed: a Prometheus Pushgateway, over the same mutual TLS as the platform's contract.

use super::caller::{Pair, sort};
use super::{Connection, ConnectionError, QueueFault, floor::Floor, tls};
use jiff::Timestamp;
use reqwest::{Client, redirect};
use std::{sync::Arc, time::Duration};

/// For a push, connection and all.
const PATIENCE: Duration = Duration::from_secs(20);

/// A gateway, and this kiosk's place in it.
pub struct Gateway {
    client: Client,
    url: reqwest::Url,
}

impl Gateway {
    /// The gateway at this address (`https://` and a host), known by the same certificates as the platform.
    ///
    /// # Errors
    /// When address or certificates are none.
    pub fn new(connection: &Connection, base_url: &str, kiosk: &str) -> Result<Self, ConnectionError> {
        let mut url = reqwest::Url::parse(base_url).map_err(|_| ConnectionError::Address)?;
        if url.scheme() != "https" || url.path() != "/" || url.query().is_some() {
            return Err(ConnectionError::Address);
        }
        let parts = ["metrics", "job", "yici", "instance", kiosk];
        url.path_segments_mut().map_err(|()| ConnectionError::Address)?.clear().extend(parts);
        let Connection { ca_pem, client_cert_pem, client_key_pem, .. } = connection;
        let clock = Arc::new(Timestamp::now);
        let pair = Pair { certificate_pem: client_cert_pem, key_pem: client_key_pem };
        let tls = tls::client(ca_pem, Some(pair), Arc::new(Floor::default()), clock)?;
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .https_only(true)
            .redirect(redirect::Policy::none())
            .no_proxy()
            .timeout(PATIENCE)
            .build()
            .map_err(ConnectionError::Client)?;
        Ok(Self { client, url })
    }

    /// Puts these metrics in the place of the ones before.
    ///
    /// # Errors
    /// What kept them; the next ones say the same and more.
    pub async fn push(&self, text: String) -> Result<(), QueueFault> {
        let request = self.client.put(self.url.clone()).header("content-type", "text/plain; version=0.0.4");
        let response = request.body(text).send().await.map_err(|error| sort(&error))?;
        match response.status().as_u16() {
            200..=299 => Ok(()),
            status @ (401 | 403) => Err(QueueFault::Auth(status)),
            status @ (429 | 500..=599) => Err(QueueFault::Server(status)),
            _ => Err(QueueFault::NotThePlatform("no gateway for metrics")),
        }
    }
}
