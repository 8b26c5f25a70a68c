//! The government platform, as the kiosk sees it.
//!
//! [`contract`] is what goes over the line, byte for byte, and does no I/O; `docs/platform.openapi.yaml` says the same
//! in the platform's words. A province with another interface gets another adapter of [`Platform`], and nothing else
//! changes: [`http`] speaks our own contract, [`provincial`] one in the manner of a province's; the settings choose.
//!
//! Invariants:
//! - A submission counts as delivered only by a [`contract::SignedReceipt`], which nothing but a verified signature makes.
//! - What is wrong with one submission ([`ItemFault`]) is said only by the platform's own words in the contract's form;
//!   anything else that is not success is a fault of the line or the platform ([`QueueFault`]), and no submission's fault.
//! - No fault carries text of the other side: it may name a citizen. Only numbers and codes of a closed form pass.

mod adapter;
pub mod answer;
mod caller;
mod carried_renewal;
mod collector;
pub mod contract;
mod enrol;
mod expiry;
mod floor;
mod gateway;
pub mod http;
pub mod provincial;
mod signature;
mod tls;

pub use adapter::{Adapter, verify_receipt};
pub use carried_renewal::{CarriedRenewal, NotRenewedByStick};
pub use collector::{Collector, NotTaken};
pub use enrol::{NotEnrolled, enrol, knock};
pub use expiry::expires;
pub use gateway::Gateway;
pub use http::{Connection, ConnectionError, HttpPlatform, Patience};
pub use signature::{KioskKey, KioskSignature, NotSigned, last_moment};

use contract::{Digest, Missing, SealedAnswer, SealedHead, SealedQuestion, SignedReceipt, SubmissionId, TrailHead};
use std::{future::Future, sync::Arc, time::Duration};

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> jiff::Timestamp + Send + Sync>;

/// A receipt that was stored earlier, as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptReceipt {
    /// The submission that it was stored for.
    pub id: SubmissionId,
    /// The digest of that submission's envelope.
    pub digest: Digest,
    /// The platform's answer.
    pub body: Vec<u8>,
    /// When it was stored, by the kiosk's clock.
    pub stored_at: jiff::Timestamp,
}

/// What the courier needs of a platform. Every call ends in a bounded time and may be repeated at will.
pub trait Platform: Send + Sync {
    /// Learns from a receipt of an earlier run what time it certainly is not before.
    fn recall(&self, _kept: &KeptReceipt) {}

    /// Asks whether the platform is there and knows this kiosk.
    fn ping(&self) -> impl Future<Output = Result<(), QueueFault>> + Send;

    /// Hands in a submission's envelope: the frozen bytes whose digest is `digest`.
    ///
    /// Handing in the same bytes under the same id again is how a lost answer is asked for, and gives the same receipt.
    fn put_submission(
        &self,
        id: SubmissionId,
        digest: Digest,
        envelope: Vec<u8>,
    ) -> impl Future<Output = Result<Answer, Fault>> + Send;

    /// Hands in a piece of a sealed attachment: `bytes` from `at` on, of `total` that the whole has. Returns how many of
    /// its first bytes the platform then has; that is where the next piece begins, whatever became of this one.
    fn put_piece(
        &self,
        id: SubmissionId,
        digest: Digest,
        at: u64,
        total: u64,
        bytes: Vec<u8>,
    ) -> impl Future<Output = Result<u64, Fault>> + Send;

    /// Hands in one sealed attachment of a submission whole, addressed by the digest of its bytes: for a platform that
    /// does not take pieces. At most [`contract::MAX_WHOLE_BYTES`].
    fn put_attachment(
        &self,
        id: SubmissionId,
        digest: Digest,
        sealed: Vec<u8>,
    ) -> impl Future<Output = Result<(), Fault>> + Send;

    /// Asks a question whose answer is for whoever sealed it. Asked again under the same id, it is the same question.
    fn put_question(&self, question: &SealedQuestion) -> impl Future<Output = Result<SealedAnswer, QueueFault>> + Send;

    /// A file of the signed catalog, of which at most one byte more than `most` is read; `None` when it has no such file.
    /// What comes is not trusted: `shelf` verifies it.
    fn catalog_file(&self, path: &str, most: u64) -> impl Future<Output = Result<Option<Vec<u8>>, QueueFault>> + Send;

    /// Has the head of the audit trail sealed: kept by the platform, and given back under its signature. The same head
    /// again gets the same seal.
    fn seal_head(&self, head: &TrailHead) -> impl Future<Output = Result<SealedHead, Fault>> + Send;

    /// Hands in another kiosk's question for a new certificate, which came on a stick. Gives the certificate and what leads
    /// to its CA, PEM, for the way back; the kiosk itself judges it. The same question again gets the same certificate.
    fn put_renewal(
        &self,
        question: &CarriedRenewal,
    ) -> impl Future<Output = Result<Result<String, NotRenewedByStick>, QueueFault>> + Send;
}

/// The platform's answer to an envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It has the submission whole, and says so under its signature.
    Received(SignedReceipt),
    /// It lacks these attachments; it remembers nothing of the envelope. At most
    /// [`contract::MAX_ATTACHMENTS`] of them.
    Missing(Vec<Missing>),
}

/// Why a call did not succeed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// This one submission is at fault; the others go on.
    #[error(transparent)]
    Item(#[from] ItemFault),
    /// The line or the platform is at fault; no submission is.
    #[error(transparent)]
    Queue(#[from] QueueFault),
}

/// The platform refused one submission, in the contract's form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the platform refused this submission ({status} {code}); ask its operator with the submission's id")]
pub struct ItemFault {
    /// The HTTP status.
    pub status: u16,
    /// The contract's code: at most 40 of `a-z`, `0-9` and `_`.
    pub code: String,
}

/// What keeps the whole queue waiting.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueueFault {
    /// No connection, or one that broke in the middle.
    #[error("the platform cannot be reached; submissions wait, check the kiosk's network if this lasts")]
    Unreachable,
    /// The connection stands, but one side did not accept the other's certificate, or did not speak TLS 1.3.
    #[error("no trusted connection to the platform; check the kiosk's clock, its certificate and the platform's CA")]
    Tls,
    /// The platform does not let this kiosk in: 401 or 403.
    #[error("the platform does not let this kiosk in ({0}); ask its operator whether the kiosk is enrolled")]
    Auth(u16),
    /// Somebody answered who is not the platform, or not one of this contract: a login page, a redirect, a bad signature.
    #[error("what answered is not the platform ({0}); check the kiosk's network and the platform's address")]
    NotThePlatform(&'static str),
    /// The platform says that it cannot take anything now: 5xx or 429.
    #[error("the platform is out of order ({0}); submissions wait, nothing to do")]
    Server(u16),
    /// The platform has too much to do, and asked to be left alone for so long: 503 or 429 with `Retry-After`.
    #[error("the platform is busy and asked to be left alone for {}s; submissions wait, nothing to do", .0.as_secs())]
    Busy(Duration),
    /// No answer in the time that is allowed.
    #[error("the platform did not answer in time; submissions wait, check the line if this lasts")]
    Slow,
}

impl QueueFault {
    /// A word for machines: what the link and the metrics say.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Tls => "tls",
            Self::Auth(_) => "auth",
            Self::NotThePlatform(_) => "not_the_platform",
            Self::Server(_) => "server",
            Self::Busy(_) => "busy",
            Self::Slow => "slow",
        }
    }
}
