//! The reference contract over HTTPS.
//!
//! Follows no redirect, asks no system proxy, reads at most 64 KiB of an answer, and gives every call a time that grows
//! with what it sends.

use super::{
    Answer, Clock, Fault, KeptReceipt, Platform, QueueFault,
    answer::{self, Reply},
    contract::{
        Digest, MAX_ANSWER_BYTES, SealedAnswer, SealedHead, SealedQuestion, SignedReceipt, SubmissionId, TrailHead,
    },
    floor::Floor,
    tls,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::VerifyingKey;
use jiff::Timestamp;
use reqwest::{Client, RequestBuilder, redirect};
use std::{error::Error, sync::Arc, time::Duration};

pub use tls::TlsSettings;

/// How to reach the platform, and how both sides know each other. Holds a private key, so it has no `Debug`.
#[derive(Clone)]
pub struct Connection {
    /// `https://` and a host, without the contract's paths.
    pub base_url: String,
    /// The platform's CA, the only one that is trusted.
    pub ca_pem: String,
    /// This kiosk's certificate, with what leads to its CA.
    pub client_cert_pem: String,
    /// This kiosk's private key.
    pub client_key_pem: String,
    /// The public key that the platform's receipts are signed with: Ed25519, 32 bytes in Base64.
    pub receipt_key: String,
}

/// How long a call may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// For the connection to stand, TLS included.
    pub connect: Duration,
    /// For the whole call, besides sending the body.
    pub answer: Duration,
    /// The slowest line on which a body is still sent, in bytes a second; not 0.
    pub bytes_per_second: u64,
}

impl Default for Patience {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), answer: Duration::from_secs(30), bytes_per_second: 8 * 1024 }
    }
}

/// Why the settings make no adapter.
#[derive(Debug, thiserror::Error)]
pub enum ConnectionError {
    /// The address is not one.
    #[error("the platform's address must be `https://` and a host, without a path; correct it in the settings file")]
    Address,
    /// The receipt key is not one.
    #[error("the receipt key is not an Ed25519 public key in Base64; take it from the enrolment")]
    ReceiptKey,
    /// Certificates and keys.
    #[error(transparent)]
    Tls(#[from] TlsSettings),
    /// The HTTP client could not be made.
    #[error("no HTTP client: {0}; this is a fault in the kiosk's software, report it")]
    Client(reqwest::Error),
}

/// The adapter. Cloning it shares its connections.
#[derive(Clone)]
pub struct HttpPlatform {
    client: Client,
    base: reqwest::Url,
    key: VerifyingKey,
    patience: Patience,
    floor: Arc<Floor>,
    clock: Clock,
}

impl HttpPlatform {
    /// Checks the settings and makes the adapter. Opens no connection yet.
    pub fn new(connection: &Connection) -> Result<Self, ConnectionError> {
        Self::with_patience(connection, Patience::default())
    }

    /// As [`HttpPlatform::new`], with another patience.
    pub fn with_patience(connection: &Connection, patience: Patience) -> Result<Self, ConnectionError> {
        Self::with_clock(connection, patience, Arc::new(Timestamp::now))
    }

    /// As [`HttpPlatform::with_patience`], with another clock than the kiosk's.
    pub fn with_clock(connection: &Connection, patience: Patience, clock: Clock) -> Result<Self, ConnectionError> {
        let base = reqwest::Url::parse(&connection.base_url).map_err(|_| ConnectionError::Address)?;
        if base.scheme() != "https" || base.path() != "/" || base.query().is_some() {
            return Err(ConnectionError::Address);
        }
        let Connection { ca_pem, client_cert_pem, client_key_pem, .. } = connection;
        let floor = Arc::new(Floor::default());
        let tls = tls::client(ca_pem, client_cert_pem, client_key_pem, Arc::clone(&floor), Arc::clone(&clock))?;
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .https_only(true)
            .redirect(redirect::Policy::none())
            .no_proxy()
            .connect_timeout(patience.connect)
            .build()
            .map_err(ConnectionError::Client)?;
        Ok(Self { client, base, key: receipt_key(&connection.receipt_key)?, patience, floor, clock })
    }

    fn url(&self, path: &str) -> reqwest::Url {
        self.base.join(path).expect("ids and digests are plain path segments")
    }

    async fn send(&self, request: RequestBuilder, body: Vec<u8>) -> Result<Reply, QueueFault> {
        let reply = self.exchange(request, body, MAX_ANSWER_BYTES).await?;
        if reply.body.len() > MAX_ANSWER_BYTES {
            return Err(QueueFault::NotThePlatform("an answer of more than 64 KiB"));
        }
        Ok(reply)
    }

    /// Reads no more than the first chunk that goes over `most` bytes.
    async fn exchange(&self, request: RequestBuilder, body: Vec<u8>, most: usize) -> Result<Reply, QueueFault> {
        let length = u64::try_from(body.len().max(most.saturating_sub(MAX_ANSWER_BYTES))).unwrap_or(u64::MAX);
        let sending = Duration::from_secs(length / self.patience.bytes_per_second.max(1));
        let request = request.timeout(self.patience.answer + sending).body(body);
        let mut response = request.send().await.map_err(|error| sort(&error))?;
        let mut reply = Reply { status: response.status().as_u16(), body: Vec::new() };
        while let Some(chunk) = response.chunk().await.map_err(|error| sort(&error))? {
            reply.body.extend_from_slice(&chunk);
            if reply.body.len() > most {
                break;
            }
        }
        Ok(reply)
    }
}

impl Platform for HttpPlatform {
    async fn ping(&self) -> Result<(), QueueFault> {
        let request = self.client.get(self.url("/v1/ping"));
        answer::to_ping(&self.send(request, Vec::new()).await?)
    }

    async fn put_submission(&self, id: SubmissionId, digest: Digest, envelope: Vec<u8>) -> Result<Answer, Fault> {
        let url = self.url(&format!("/v1/submissions/{id}"));
        let request = self.client.put(url).header("content-type", "application/json");
        let answer = answer::to_submission(&self.send(request, envelope).await?, &self.key, id, digest)?;
        if let Answer::Received(receipt) = &answer {
            self.floor.learn(receipt.received_at(), (self.clock)());
        }
        Ok(answer)
    }

    fn recall(&self, kept: &KeptReceipt) {
        if let Ok(receipt) = SignedReceipt::verify(&kept.body, &self.key, kept.id, kept.digest) {
            self.floor.learn(receipt.received_at(), kept.stored_at);
        }
    }

    async fn put_piece(
        &self,
        id: SubmissionId,
        digest: Digest,
        at: u64,
        total: u64,
        bytes: Vec<u8>,
    ) -> Result<u64, Fault> {
        let url = self.url(&format!("/v1/submissions/{id}/attachments/{digest}"));
        let request = self.client.patch(url).header("content-type", "application/octet-stream");
        let request = request.header("upload-offset", at).header("upload-length", total);
        answer::to_piece(&self.send(request, bytes).await?)
    }

    async fn put_attachment(&self, id: SubmissionId, digest: Digest, sealed: Vec<u8>) -> Result<(), Fault> {
        let url = self.url(&format!("/v1/submissions/{id}/attachments/{digest}"));
        let request = self.client.put(url).header("content-type", "application/octet-stream");
        answer::to_attachment(&self.send(request, sealed).await?)
    }

    async fn put_question(&self, question: &SealedQuestion) -> Result<SealedAnswer, QueueFault> {
        let id = question.id().ok_or(QueueFault::NotThePlatform("a question without an id"))?;
        let request = self.client.put(self.url(&format!("/v1/questions/{id}")));
        let request = request.header("content-type", "application/json");
        answer::to_question(&self.send(request, question.bytes()).await?, id)
    }

    async fn catalog_file(&self, path: &str, most: u64) -> Result<Option<Vec<u8>>, QueueFault> {
        let mut url = self.url("/v1/catalog");
        // Every part is encoded: a name may hold what means something in an address.
        url.path_segments_mut().expect("https has a path").extend(path.split('/'));
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let reply = self.exchange(self.client.get(url), Vec::new(), most).await?;
        answer::to_catalog_file(reply)
    }

    async fn seal_head(&self, head: &TrailHead) -> Result<SealedHead, Fault> {
        let url = self.url(&format!("/v1/audit/heads/{}", head.row));
        let request = self.client.put(url).header("content-type", "application/json");
        answer::to_head(&self.send(request, head.to_bytes()).await?, &self.key, head)
    }
}

/// Reads the key that the platform's receipts are signed with.
///
/// # Errors
/// [`ConnectionError::ReceiptKey`].
pub fn receipt_key(base64: &str) -> Result<VerifyingKey, ConnectionError> {
    let bytes = STANDARD.decode(base64.trim()).map_err(|_| ConnectionError::ReceiptKey)?;
    let bytes = bytes.as_slice().try_into().map_err(|_| ConnectionError::ReceiptKey)?;
    VerifyingKey::from_bytes(bytes).map_err(|_| ConnectionError::ReceiptKey)
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
