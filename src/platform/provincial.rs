//! A platform in the manner of a province's: an OAuth2 client's token, forms as flat JSON whose values are all text, its own
//! case numbers, times as `yyyyMMddHHmmss` of China's clock, and HTTP 200 for everything, with a code inside.
//!
//! It is modelled on what such platforms have in common, and is nobody's: a real province gets an adapter beside it, with
//! its own words. The promises are the same: the same bytes under the same id until there is a receipt, and nothing counts
//! as one but the platform's signature over it.
//!
//! ```text
//! POST /oauth2/token              grant_type=client_credentials&client_id=…&client_secret=…
//! POST /gateway/heartbeat         {"reqTime":"20261121100000"}
//! POST /gateway/project/submit    {"projId","bizType","receiptNo","digest","content","reqTime"}
//! POST /gateway/attach/upload     {"projId","attachDigest","offset","total","data","reqTime"}
//! POST /gateway/inquiry/ask       {"inquiryId","content","reqTime"}
//! POST /gateway/audit/seal        {"content","reqTime"}
//! answers                         {"code":"0","msg":"…","data":{…}}
//! ```
//!
//! What is sealed or signed by our own contract goes and comes word for word in `content`, in Base64.
//!
//! The first three digits of a code mean what the HTTP status of that number means in our own contract. A token that the
//! platform does not take any more is asked for anew, once a call.
//!
//! Limits: those of [`Caller`]; a token is used until a minute before its end, at most a day.

mod form;
mod token;

pub(super) use form::verify_receipt;
pub use token::ClientCredentials;

use super::{
    Answer, Clock, Fault, KeptReceipt, Patience, Platform, QueueFault,
    caller::{Caller, Pair},
    contract::{Digest, MAX_WHOLE_BYTES, SealedAnswer, SealedHead, SealedQuestion, SubmissionId, TrailHead},
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
        let Connection { base_url, ca_pem, client_cert_pem, client_key_pem, receipt_key: key } = connection;
        let pair = Pair { certificate_pem: client_cert_pem, key_pem: client_key_pem };
        let clock: Clock = Arc::new(Timestamp::now);
        let caller = Caller::new(base_url, ca_pem, Some(pair), patience, clock)?;
        let tokens = Arc::new(Tokens::new(client.clone()));
        Ok(Self { caller: Arc::new(caller), tokens, key: receipt_key(key)? })
    }

    /// One call, with a token; with a fresh one, if that was not taken.
    async fn call(&self, path: &str, form: &impl serde::Serialize) -> Result<Reply, QueueFault> {
        let form = form::body(form, self.caller.now());
        let mut token = self.tokens.get(&self.caller).await?;
        for last in [false, true] {
            let request =
                self.caller.request(Method::POST, self.caller.url(path)).header("content-type", "application/json");
            let request = request.header("authorization", format!("Bearer {}", token.reveal()));
            let reply = self.caller.send(request, form.to_vec()).await?;
            let body = Zeroizing::new(reply.body);
            if reply.status != 200 {
                return Err(form::fault_of_status(reply.status));
            }
            let reply = Reply::parse(&body)?;
            if last || !reply.is_token_refused() {
                return Ok(reply);
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

    /// It serves no catalog.
    async fn catalog_file(&self, _: &str, _: u64) -> Result<Option<Vec<u8>>, QueueFault> {
        Ok(None)
    }
}
