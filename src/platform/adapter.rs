//! The adapter that the settings choose.

use super::{
    Answer, CarriedRenewal, Collector, Connection, ConnectionError, Fault, Gateway, HttpPlatform, KeptReceipt,
    NotRenewedByStick, Patience, Platform, QueueFault,
    caller::Caller,
    contract::{Digest, NotAReceipt, SealedAnswer, SealedHead, SealedQuestion, SignedReceipt, SubmissionId, TrailHead},
    provincial::{self, ClientCredentials, ProvincialPlatform},
};
use ed25519_dalek::VerifyingKey;

/// One of the platforms that this kiosk can speak to. Cloning it shares its connections.
#[derive(Clone)]
pub enum Adapter {
    /// Our own contract.
    Reference(HttpPlatform),
    /// In the manner of a province's platform.
    Provincial(ProvincialPlatform),
}

impl Adapter {
    /// The provincial one where there are a client's credentials, else the reference contract's. Opens no connection yet.
    pub fn new(connection: &Connection, client: Option<&ClientCredentials>) -> Result<Self, ConnectionError> {
        Self::with_patience(connection, client, Patience::default())
    }

    /// As [`Adapter::new`], with another patience.
    pub fn with_patience(
        connection: &Connection,
        client: Option<&ClientCredentials>,
        patience: Patience,
    ) -> Result<Self, ConnectionError> {
        Ok(match client {
            None => Self::Reference(HttpPlatform::with_patience(connection, patience)?),
            Some(client) => Self::Provincial(ProvincialPlatform::with_patience(connection, client, patience)?),
        })
    }

    /// As [`HttpPlatform::wants_renewal`].
    ///
    /// # Errors
    /// When it cannot be asked.
    pub async fn wants_renewal(&self) -> Result<bool, QueueFault> {
        match self {
            Self::Reference(platform) => platform.wants_renewal().await,
            Self::Provincial(platform) => platform.wants_renewal().await,
        }
    }

    /// As [`HttpPlatform::renew`].
    ///
    /// # Errors
    /// [`QueueFault::Auth`] when this kiosk has to be enrolled anew.
    pub async fn renew(&self, request: &str) -> Result<String, QueueFault> {
        match self {
            Self::Reference(platform) => platform.renew(request).await,
            Self::Provincial(platform) => platform.renew(request).await,
        }
    }

    /// As [`HttpPlatform::present`].
    ///
    /// # Errors
    /// When they do not fit together; the old ones stay.
    pub fn present(&self, certificate_pem: &str, key_pem: &str) -> Result<(), ConnectionError> {
        match self {
            Self::Reference(platform) => platform.present(certificate_pem, key_pem),
            Self::Provincial(platform) => platform.present(certificate_pem, key_pem),
        }
    }

    /// The gateway at this address (`https://` and a host), under the platform's authority.
    ///
    /// # Errors
    /// When the address is none.
    pub fn gateway(&self, base_url: &str, kiosk: &str) -> Result<Gateway, ConnectionError> {
        Ok(Gateway::new(self.caller().toward(base_url)?, kiosk))
    }

    /// The collector at this address (`https://`, a host and a port), under the platform's authority.
    ///
    /// # Errors
    /// When the address is none.
    pub fn collector(&self, base_url: &str) -> Result<Collector, ConnectionError> {
        Ok(Collector::new(self.caller().toward(base_url)?))
    }

    fn caller(&self) -> &Caller {
        match self {
            Self::Reference(platform) => platform.caller(),
            Self::Provincial(platform) => platform.caller(),
        }
    }
}

/// Verifies a receipt that came by another road than the line, in whichever form a platform signs it.
pub fn verify_receipt(
    body: &[u8],
    key: &VerifyingKey,
    id: SubmissionId,
    digest: Digest,
) -> Result<SignedReceipt, NotAReceipt> {
    SignedReceipt::verify(body, key, id, digest).or_else(|why| match why {
        NotAReceipt::Form => provincial::verify_receipt(body, key, id, digest),
        why => Err(why),
    })
}

impl Platform for Adapter {
    fn recall(&self, kept: &KeptReceipt) {
        match self {
            Self::Reference(platform) => platform.recall(kept),
            Self::Provincial(platform) => platform.recall(kept),
        }
    }

    async fn ping(&self) -> Result<(), QueueFault> {
        match self {
            Self::Reference(platform) => platform.ping().await,
            Self::Provincial(platform) => platform.ping().await,
        }
    }

    async fn put_submission(&self, id: SubmissionId, digest: Digest, envelope: Vec<u8>) -> Result<Answer, Fault> {
        match self {
            Self::Reference(platform) => platform.put_submission(id, digest, envelope).await,
            Self::Provincial(platform) => platform.put_submission(id, digest, envelope).await,
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
        match self {
            Self::Reference(platform) => platform.put_piece(id, digest, at, total, bytes).await,
            Self::Provincial(platform) => platform.put_piece(id, digest, at, total, bytes).await,
        }
    }

    async fn put_attachment(&self, id: SubmissionId, digest: Digest, sealed: Vec<u8>) -> Result<(), Fault> {
        match self {
            Self::Reference(platform) => platform.put_attachment(id, digest, sealed).await,
            Self::Provincial(platform) => platform.put_attachment(id, digest, sealed).await,
        }
    }

    async fn put_question(&self, question: &SealedQuestion) -> Result<SealedAnswer, QueueFault> {
        match self {
            Self::Reference(platform) => platform.put_question(question).await,
            Self::Provincial(platform) => platform.put_question(question).await,
        }
    }

    async fn seal_head(&self, head: &TrailHead) -> Result<SealedHead, Fault> {
        match self {
            Self::Reference(platform) => platform.seal_head(head).await,
            Self::Provincial(platform) => platform.seal_head(head).await,
        }
    }

    async fn put_renewal(&self, question: &CarriedRenewal) -> Result<Result<String, NotRenewedByStick>, QueueFault> {
        match self {
            Self::Reference(platform) => platform.put_renewal(question).await,
            Self::Provincial(platform) => platform.put_renewal(question).await,
        }
    }

    async fn catalog_file(&self, path: &str, most: u64) -> Result<Option<Vec<u8>>, QueueFault> {
        match self {
            Self::Reference(platform) => platform.catalog_file(path, most).await,
            Self::Provincial(platform) => platform.catalog_file(path, most).await,
        }
    }
}
