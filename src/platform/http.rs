//! The reference contract over HTTPS. How calls are made and bounded stands in `caller.rs`.

use super::{
    Answer, CarriedRenewal, Clock, Fault, KeptReceipt, NotRenewedByStick, Platform, QueueFault, answer,
    caller::{Caller, Pair},
    contract::{Digest, SealedAnswer, SealedHead, SealedQuestion, SignedReceipt, SubmissionId, TrailHead, enrolment},
    tls,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::VerifyingKey;
use jiff::Timestamp;
use reqwest::Method;
use std::{sync::Arc, time::Duration};

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
    caller: Arc<Caller>,
    key: VerifyingKey,
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
        let Connection { base_url, ca_pem, client_cert_pem, client_key_pem, receipt_key: key } = connection;
        let pair = Pair { certificate_pem: client_cert_pem, key_pem: client_key_pem };
        let caller = Caller::new(base_url, ca_pem, Some(pair), patience, clock)?;
        Ok(Self { caller: Arc::new(caller), key: receipt_key(key)? })
    }

    /// Whether the platform wants this kiosk to renew its certificate: it says so, or lets it in no longer.
    ///
    /// # Errors
    /// When it cannot be asked.
    pub async fn wants_renewal(&self) -> Result<bool, QueueFault> {
        let reply = self.caller.send(self.caller.request(Method::GET, self.caller.url("/v1/ping")), Vec::new()).await?;
        match answer::to_ping(&reply) {
            Ok(pong) => Ok(pong.renew),
            Err(QueueFault::Auth(_)) => Ok(true),
            Err(fault) => Err(fault),
        }
    }

    /// Asks for a new certificate for the key that signed this request (PKCS#10, PEM). Gives the certificate and what leads
    /// to its CA, PEM; not believed yet.
    ///
    /// # Errors
    /// [`QueueFault::Auth`] when this kiosk was revoked, or its certificate ended too long ago: it has to be enrolled anew.
    pub async fn renew(&self, request: &str) -> Result<String, QueueFault> {
        let call = self.caller.request(Method::POST, self.caller.url("/v1/certificate"));
        let call = call.header("content-type", "application/json");
        answer::to_renewal(&self.caller.send(call, enrolment::renewal(request)).await?)
    }

    /// From now on, be known by this certificate and key (PEM).
    ///
    /// # Errors
    /// When they do not fit together; the old ones stay.
    pub fn present(&self, certificate_pem: &str, key_pem: &str) -> Result<(), ConnectionError> {
        self.caller.present(Pair { certificate_pem, key_pem })
    }

    pub(super) fn caller(&self) -> &Caller {
        &self.caller
    }
}

impl Platform for HttpPlatform {
    async fn ping(&self) -> Result<(), QueueFault> {
        let request = self.caller.request(Method::GET, self.caller.url("/v1/ping"));
        answer::to_ping(&self.caller.send(request, Vec::new()).await?).map(drop)
    }

    async fn put_submission(&self, id: SubmissionId, digest: Digest, envelope: Vec<u8>) -> Result<Answer, Fault> {
        let url = self.caller.url(&format!("/v1/submissions/{id}"));
        let request = self.caller.request(Method::PUT, url).header("content-type", "application/json");
        let answer = answer::to_submission(&self.caller.send(request, envelope).await?, &self.key, id, digest)?;
        if let Answer::Received(receipt) = &answer {
            self.caller.floor().learn(receipt.received_at(), self.caller.now());
        }
        Ok(answer)
    }

    fn recall(&self, kept: &KeptReceipt) {
        if let Ok(receipt) = SignedReceipt::verify(&kept.body, &self.key, kept.id, kept.digest) {
            self.caller.floor().learn(receipt.received_at(), kept.stored_at);
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
        let url = self.caller.url(&format!("/v1/submissions/{id}/attachments/{digest}"));
        let request = self.caller.request(Method::PATCH, url).header("content-type", "application/octet-stream");
        let request = request.header("upload-offset", at).header("upload-length", total);
        answer::to_piece(&self.caller.send(request, bytes).await?)
    }

    async fn put_attachment(&self, id: SubmissionId, digest: Digest, sealed: Vec<u8>) -> Result<(), Fault> {
        let url = self.caller.url(&format!("/v1/submissions/{id}/attachments/{digest}"));
        let request = self.caller.request(Method::PUT, url).header("content-type", "application/octet-stream");
        answer::to_attachment(&self.caller.send(request, sealed).await?)
    }

    async fn put_question(&self, question: &SealedQuestion) -> Result<SealedAnswer, QueueFault> {
        let id = question.id().ok_or(QueueFault::NotThePlatform("a question without an id"))?;
        let request = self.caller.request(Method::PUT, self.caller.url(&format!("/v1/questions/{id}")));
        let request = request.header("content-type", "application/json");
        answer::to_question(&self.caller.send(request, question.bytes()).await?, id)
    }

    async fn catalog_file(&self, path: &str, most: u64) -> Result<Option<Vec<u8>>, QueueFault> {
        let mut url = self.caller.url("/v1/catalog");
        // Every part is encoded: a name may hold what means something in an address.
        url.path_segments_mut().expect("https has a path").extend(path.split('/'));
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let reply = self.caller.exchange(self.caller.request(Method::GET, url), Vec::new(), most).await?;
        answer::to_catalog_file(reply)
    }

    async fn seal_head(&self, head: &TrailHead) -> Result<SealedHead, Fault> {
        let url = self.caller.url(&format!("/v1/audit/heads/{}", head.row));
        let request = self.caller.request(Method::PUT, url).header("content-type", "application/json");
        answer::to_head(&self.caller.send(request, head.to_bytes()).await?, &self.key, head)
    }

    async fn put_renewal(&self, question: &CarriedRenewal) -> Result<Result<String, NotRenewedByStick>, QueueFault> {
        let call = self.caller.request(Method::POST, self.caller.url("/v1/certificate/carried"));
        let call = call.header("content-type", "application/json");
        answer::to_carried_renewal(&self.caller.send(call, question.bytes().to_vec()).await?)
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
