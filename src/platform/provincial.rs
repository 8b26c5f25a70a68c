//! A platform in the manner of a province's: an OAuth2 client's token, forms as flat JSON whose values are all text, its own
//! case numbers, times as `yyyyMMddHHmmss` of China's clock, and HTTP 200 for everything, with a code inside.
//!
//! It is modelled on what such platforms have in common, and is nobody's: a real province gets an adapter beside it, with
//! its own words. The promises are the same: the same bytes under the same id until there is a receipt, and nothing counts
//! as one but the platform's signature over it.
//!
//! ```text
//! POST /oauth2/token              grant_type=client_credentials&client_id=…&client_secret=…
//! POST /gateway/heartbeat         {"reqTime":"20261121100000"}; "certRenew":"1" asks for what follows
//! POST /gateway/cert/renew        {"csr","reqTime"}; "certificate" is the new one
//! POST /gateway/project/submit    {"projId","bizType","receiptNo","digest","content","reqTime"}
//! POST /gateway/attach/upload     {"projId","attachDigest","offset","total","data","reqTime"}
//! POST /gateway/inquiry/ask       {"inquiryId","content","reqTime"}
//! POST /gateway/audit/seal        {"content","reqTime"}
//! POST /gateway/catalog/file      {"path","reqTime"}
//! answers                         {"code":"0","msg":"…","data":{…}}
//! ```
//!
//! What is sealed or signed by our own contract goes and comes word for word in `content`, in Base64; so does a file of the
//! signed catalog. A certificate is renewed with the key that it has, as by our own contract, and also one that has ended; a
//! question for one that comes on another kiosk's stick is not taken.
//!
//! The first three digits of a code mean what the HTTP status of that number means in our own contract. A token that the
//! platform does not take any more is asked for anew, once a call.
//!
//! Limits: those of [`Caller`]; a token is used until a minute before its end, at most a day; of a file of the catalog what
//! its Base64 may have, and 4 KiB around it.

mod form;
mod token;

pub(super) use form::verify_receipt;
pub use token::ClientCredentials;

use super::{
    Answer, CarriedRenewal, Clock, Fault, KeptReceipt, NotRenewedByStick, Patience, Platform, QueueFault,
    caller::{Caller, Pair},
    contract::{
        Digest, MAX_ANSWER_BYTES, MAX_WHOLE_BYTES, SealedAnswer, SealedHead, SealedQuestion, SubmissionId, TrailHead,
    },
    http::{Connection, ConnectionError, receipt_key},
};
use ed25519_dalek::VerifyingKey;
use form::Reply;
use jiff::Timestamp;
use reqwest::Method;
use std::sync::Arc;
use token::Tokens;
use zeroize::Zeroizing;

/// The adapter. Cloning it shares its connections and its token.
#[derive(Clone)]
pub struct ProvincialPlatform {
    caller: Arc<Caller>,
    tokens: Arc<Tokens>,
    key: VerifyingKey,
}

impl ProvincialPlatform {
    /// Checks the settings and makes the adapter. Opens no connection yet.
    pub fn with_patience(
        connection: &Connection,
        client: &ClientCredentials,
        patience: Patience,
    ) -> Result<Self, ConnectionError> {
        Self::with_clock(connection, client, patience, Arc::new(Timestamp::now))
    }

    /// As [`ProvincialPlatform::with_patience`], with another clock than the kiosk's.
    pub fn with_clock(
        connection: &Connection,
        client: &ClientCredentials,
        patience: Patience,
        clock: Clock,
    ) -> Result<Self, ConnectionError> {
        let Connection { base_url, ca_pem, client_cert_pem, client_key_pem, receipt_key: key } = connection;
        let pair = Pair { certificate_pem: client_cert_pem, key_pem: client_key_pem };
        let caller = Caller::new(base_url, ca_pem, Some(pair), patience, clock)?;
        let tokens = Arc::new(Tokens::new(client.clone()));
        Ok(Self { caller: Arc::new(caller), tokens, key: receipt_key(key)? })
    }

    /// As [`super::HttpPlatform::wants_renewal`].
    pub(super) async fn wants_renewal(&self) -> Result<bool, QueueFault> {
        let asked = self.call("/gateway/heartbeat", &form::Heartbeat {}).await;
        match asked.and_then(|reply| reply.to_pong()) {
            Err(QueueFault::Auth(_)) => Ok(true),
            answer => answer,
        }
    }

    /// As [`super::HttpPlatform::renew`].
    pub(super) async fn renew(&self, request: &str) -> Result<String, QueueFault> {
        self.call("/gateway/cert/renew", &form::Renew::new(request)).await?.to_certificate()
    }

    /// As [`super::HttpPlatform::present`].
    pub(super) fn present(&self, certificate_pem: &str, key_pem: &str) -> Result<(), ConnectionError> {
        self.caller.present(Pair { certificate_pem, key_pem })
    }

    pub(super) fn caller(&self) -> &Caller {
        &self.caller
    }

    /// One call, with a token; with a fresh one, if that was not taken.
    async fn call(&self, path: &str, form: &impl serde::Serialize) -> Result<Reply, QueueFault> {
        let body = self.exchange(path, form, MAX_ANSWER_BYTES).await?;
        if body.len() > MAX_ANSWER_BYTES {
            return Err(QueueFault::NotThePlatform("an answer of more than 64 KiB"));
        }
        Reply::parse(&body)
    }

    /// The same, and what came of an answer, as it came: not much more than `most` bytes of it.
    async fn exchange(
        &self,
        path: &str,
        form: &impl serde::Serialize,
        most: usize,
    ) -> Result<Zeroizing<Vec<u8>>, QueueFault> {
        let form = form::body(form, self.caller.now());
        let mut token = self.tokens.get(&self.caller).await?;
        for last in [false, true] {
            let request =
                self.caller.request(Method::POST, self.caller.url(path)).header("content-type", "application/json");
            let request = request.header("authorization", format!("Bearer {}", token.reveal()));
            let reply = self.caller.exchange(request, form.to_vec(), most).await?;
            let body = Zeroizing::new(reply.body);
            if reply.status != 200 {
                return Err(form::fault_of_status(reply.status));
            }
            // One that is as long as it may be is no refusal.
            if last || body.len() > most || !Reply::parse(&body)?.is_token_refused() {
                return Ok(body);
            }
            token = self.tokens.renew(&self.caller, &token).await?;
        }
        unreachable!("the second answer is the last")
    }
}

impl Platform for ProvincialPlatform {
    async fn ping(&self) -> Result<(), QueueFault> {
        self.call("/gateway/heartbeat", &form::Heartbeat {}).await?.to_nothing()
    }

    async fn put_submission(&self, id: SubmissionId, digest: Digest, envelope: Vec<u8>) -> Result<Answer, Fault> {
        let submit = form::Submit::new(id, digest, &envelope);
        let answer = self.call("/gateway/project/submit", &submit).await?.to_submission(&self.key, id, digest)?;
        if let Answer::Received(receipt) = &answer {
            self.caller.floor().learn(receipt.received_at(), self.caller.now());
        }
        Ok(answer)
    }

    fn recall(&self, kept: &KeptReceipt) {
        if let Ok(receipt) = verify_receipt(&kept.body, &self.key, kept.id, kept.digest) {
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
        let upload = form::Upload::new(id, digest, at, total, &bytes);
        self.call("/gateway/attach/upload", &upload).await?.to_piece()
    }

    /// In one piece: this platform takes no other way.
    async fn put_attachment(&self, id: SubmissionId, digest: Digest, sealed: Vec<u8>) -> Result<(), Fault> {
        let total = u64::try_from(sealed.len()).unwrap_or(u64::MAX).min(MAX_WHOLE_BYTES);
        self.put_piece(id, digest, 0, total, sealed).await.map(drop)
    }

    async fn put_question(&self, question: &SealedQuestion) -> Result<SealedAnswer, QueueFault> {
        let id = question.id().ok_or(QueueFault::NotThePlatform("a question without an id"))?;
        let ask = form::Ask::new(id, &question.bytes());
        let reply = self.call("/gateway/inquiry/ask", &ask).await?;
        reply.to_nothing()?;
        let answer = reply.content().and_then(|content| SealedAnswer::parse(&content, id));
        answer.ok_or(QueueFault::NotThePlatform("a question answered in another form"))
    }

    async fn seal_head(&self, head: &TrailHead) -> Result<SealedHead, Fault> {
        let reply = self.call("/gateway/audit/seal", &form::Head::new(&head.to_bytes())).await?;
        reply.to_head(&self.key, head)
    }

    /// Such a platform renews over the line of the kiosk itself, or not at all.
    async fn put_renewal(&self, _question: &CarriedRenewal) -> Result<Result<String, NotRenewedByStick>, QueueFault> {
        Ok(Err(NotRenewedByStick::Unsupported))
    }

    async fn catalog_file(&self, path: &str, most: u64) -> Result<Option<Vec<u8>>, QueueFault> {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let encoded = most.div_ceil(3).saturating_mul(4).saturating_add(4 * 1024);
        let mut body = self.exchange("/gateway/catalog/file", &form::CatalogFile::new(path), encoded).await?;
        if body.len() > encoded {
            // Whatever is in it, it is longer than the file may be.
            return Ok(Some(std::mem::take(&mut *body)));
        }
        Reply::parse(&body)?.to_catalog_file()
    }
}
