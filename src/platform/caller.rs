//! One address, one trusted connection, and calls that end in a bounded time.
//!
//! Follows no redirect, asks no system proxy, reads at most 64 KiB of an answer unless it is told another bound, and gives
//! every call a time that grows with what it sends. A platform that is busy and says for how long is left alone for that
//! long, whoever wants to call, and by chance up to as long again: a city's kiosks do not come back together. A kiosk that gets a new certificate goes on with new connections; what
//! is under way ends on the old ones.
//!
//! Limits: an hour is the longest that a platform is left alone, and two with chance. Where the clock says that it is longer,
//! the clock was set, and it is over.

use super::{
    Clock, Patience, QueueFault, answer::Reply, contract::MAX_ANSWER_BYTES, floor::Floor, http::ConnectionError, tls,
};
use crate::chance;
use jiff::Timestamp;
use reqwest::{Client, Method, RequestBuilder, Response, redirect};
use std::{
    error::Error,
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
    time::Duration,
};

/// The kiosk's certificate and its key, PEM. Holds a secret, so it has no `Debug`.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub(super) certificate_pem: &'a str,
    pub(super) key_pem: &'a str,
}

/// Calls the platform.
pub(super) struct Caller {
    client: Arc<RwLock<Client>>,
    base: reqwest::Url,
    ca_pem: String,
    patience: Patience,
    floor: Arc<Floor>,
    clock: Clock,
    /// Until when the platform is left alone.
    alone_until: Mutex<Option<Timestamp>>,
}

/// The longest that a platform may ask for.
const LONGEST_ALONE: Duration = Duration::from_secs(3_600);

impl Caller {
    /// Checks the address and the certificates. Without a pair it calls as a stranger, as a kiosk does that is not
    /// enrolled yet. Opens no connection.
    pub(super) fn new(
        base_url: &str,
        ca_pem: &str,
        pair: Option<Pair<'_>>,
        patience: Patience,
        clock: Clock,
    ) -> Result<Self, ConnectionError> {
        let base = address(base_url)?;
        let floor = Arc::new(Floor::default());
        let client = Arc::new(RwLock::new(client(ca_pem, pair, patience, &floor, &clock)?));
        Ok(Self { client, base, ca_pem: ca_pem.to_owned(), patience, floor, clock, alone_until: Mutex::default() })
    }

    /// Calls another address under the same authority, as the same kiosk: a certificate that is presented to one of them is
    /// presented to both.
    pub(super) fn toward(&self, base_url: &str) -> Result<Self, ConnectionError> {
        Ok(Self {
            client: Arc::clone(&self.client),
            base: address(base_url)?,
            ca_pem: self.ca_pem.clone(),
            patience: self.patience,
            floor: Arc::clone(&self.floor),
            clock: Arc::clone(&self.clock),
            alone_until: Mutex::default(),
        })
    }

    /// From now on, be known by this pair.
    pub(super) fn present(&self, pair: Pair<'_>) -> Result<(), ConnectionError> {
        let next = client(&self.ca_pem, Some(pair), self.patience, &self.floor, &self.clock)?;
        *self.client.write().unwrap_or_else(PoisonError::into_inner) = next;
        Ok(())
    }

    pub(super) fn floor(&self) -> &Floor {
        &self.floor
    }

    pub(super) fn now(&self) -> jiff::Timestamp {
        (self.clock)()
    }

    pub(super) fn url(&self, path: &str) -> reqwest::Url {
        self.base.join(path).expect("ids and digests are plain path segments")
    }

    pub(super) fn request(&self, method: Method, url: reqwest::Url) -> RequestBuilder {
        self.client.read().unwrap_or_else(PoisonError::into_inner).request(method, url)
    }

    /// Sends, and reads an answer of at most 64 KiB.
    pub(super) async fn send(&self, request: RequestBuilder, body: Vec<u8>) -> Result<Reply, QueueFault> {
        let reply = self.exchange(request, body, MAX_ANSWER_BYTES).await?;
        if reply.body.len() > MAX_ANSWER_BYTES {
            return Err(QueueFault::NotThePlatform("an answer of more than 64 KiB"));
        }
        Ok(reply)
    }

    /// Sends, and reads no more than the first chunk that goes over `most` bytes.
    pub(super) async fn exchange(
        &self,
        request: RequestBuilder,
        body: Vec<u8>,
        most: usize,
    ) -> Result<Reply, QueueFault> {
        let length = u64::try_from(body.len().max(most.saturating_sub(MAX_ANSWER_BYTES))).unwrap_or(u64::MAX);
        let sending = Duration::from_secs(length / self.patience.bytes_per_second.max(1));
        self.leave_alone()?;
        let request = request.timeout(self.patience.answer + sending).body(body);
        let mut response = request.send().await.map_err(|error| sort(&error))?;
        if let Some(asked) = asks_to_be_left_alone(&response) {
            let long = asked + chance::up_to(asked);
            *self.alone() = self.now().checked_add(long).ok();
            return Err(QueueFault::Busy(long));
        }
        let mut reply = Reply { status: response.status().as_u16(), body: Vec::new() };
        while let Some(chunk) = response.chunk().await.map_err(|error| sort(&error))? {
            reply.body.extend_from_slice(&chunk);
            if reply.body.len() > most {
                break;
            }
        }
        Ok(reply)
    }

    /// Not while the platform wants to be left alone.
    fn leave_alone(&self) -> Result<(), QueueFault> {
        let mut alone = self.alone();
        let left = alone.and_then(|until| Duration::try_from(until.duration_since(self.now())).ok());
        match left.filter(|left| !left.is_zero() && *left <= 2 * LONGEST_ALONE) {
            Some(left) => Err(QueueFault::Busy(left)),
            None => {
                *alone = None;
                Ok(())
            }
        }
    }

    fn alone(&self) -> MutexGuard<'_, Option<Timestamp>> {
        self.alone_until.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn address(base_url: &str) -> Result<reqwest::Url, ConnectionError> {
    let base = reqwest::Url::parse(base_url).map_err(|_| ConnectionError::Address)?;
    let is_a_host_alone = base.scheme() == "https" && base.path() == "/" && base.query().is_none();
    is_a_host_alone.then_some(base).ok_or(ConnectionError::Address)
}

/// For so long. As a date it is not understood: whose clock would it be?
fn asks_to_be_left_alone(response: &Response) -> Option<Duration> {
    let is_busy = matches!(response.status().as_u16(), 429 | 503);
    let seconds = response.headers().get("retry-after").filter(|_| is_busy)?.to_str().ok()?.parse().ok()?;
    Some(Duration::from_secs(seconds).clamp(Duration::from_secs(1), LONGEST_ALONE))
}

fn client(
    ca_pem: &str,
    pair: Option<Pair<'_>>,
    patience: Patience,
    floor: &Arc<Floor>,
    clock: &Clock,
) -> Result<Client, ConnectionError> {
    let tls = tls::client(ca_pem, pair, Arc::clone(floor), Arc::clone(clock))?;
    Client::builder()
        .tls_backend_preconfigured(tls)
        .https_only(true)
        .redirect(redirect::Policy::none())
        .no_proxy()
        .connect_timeout(patience.connect)
        .build()
        .map_err(ConnectionError::Client)
}

/// What broke the call. A cause in TLS is told from a line that broke while TLS was being set up.
pub(super) fn sort(error: &reqwest::Error) -> QueueFault {
    if is_caused_by_tls(error) {
        QueueFault::Tls
    } else if error.is_timeout() && !error.is_connect() {
        QueueFault::Slow
    } else {
        QueueFault::Unreachable
    }
}

fn is_caused_by_tls(error: &(dyn Error + 'static)) -> bool {
    // An I/O error carries the TLS error inside, and does not name it as its source.
    let inner = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
    error.is::<rustls::Error>()
        || inner.is_some_and(|inner| is_caused_by_tls(inner))
        || error.source().is_some_and(is_caused_by_tls)
}
