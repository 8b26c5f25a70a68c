//! What is sent and what is read, as bytes. Pure.
//!
//! A receipt is signed (Ed25519, as everywhere) over its values in the order of their keys:
//! `acceptTime=…&digest=…&projId=…&projectNo=…`.

use crate::platform::{
    Answer, Fault, ItemFault, QueueFault,
    contract::{
        Digest, Kind, MAX_ATTACHMENTS, Missing, NotAReceipt, SealedHead, SignedReceipt, SubmissionId, TrailHead,
    },
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, VerifyingKey};
use jiff::{
    Timestamp,
    civil::DateTime,
    tz::{Offset, TimeZone},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use zeroize::Zeroizing;

/// China keeps one time, eight hours ahead.
const CHINA: TimeZone = TimeZone::fixed(Offset::constant(8));

const TIME: &str = "%Y%m%d%H%M%S";

#[derive(Serialize)]
pub(super) struct Heartbeat {}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Submit {
    proj_id: String,
    biz_type: &'static str,
    receipt_no: String,
    digest: String,
    content: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Upload {
    proj_id: String,
    attach_digest: String,
    offset: String,
    total: String,
    data: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Ask {
    inquiry_id: String,
    content: String,
}

#[derive(Serialize)]
pub(super) struct Renew<'a> {
    csr: &'a str,
}

#[derive(Serialize)]
pub(super) struct CatalogFile<'a> {
    path: &'a str,
}

#[derive(Serialize)]
pub(super) struct Head {
    content: String,
}

/// A form and the time at which it is sent.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Timed<'a, T> {
    #[serde(flatten)]
    form: &'a T,
    req_time: String,
}

/// The bytes of a form.
pub(super) fn body(form: &impl Serialize, now: Timestamp) -> Zeroizing<Vec<u8>> {
    let req_time = now.to_zoned(CHINA).strftime(TIME).to_string();
    Zeroizing::new(serde_json::to_vec(&Timed { form, req_time }).expect("text always has a JSON form"))
}

impl Submit {
    /// The envelope goes word for word: its digest is what the platform signs.
    pub(super) fn new(id: SubmissionId, digest: Digest, envelope: &[u8]) -> Self {
        #[derive(Deserialize)]
        struct Head {
            kind: String,
            number: String,
        }
        // The envelope is our own; were it damaged, its digest would have said so before.
        let head = serde_json::from_slice(envelope).ok();
        let Head { kind, number } = head.unwrap_or(Head { kind: String::new(), number: String::new() });
        Self {
            proj_id: id.to_string(),
            biz_type: biz_type(&kind),
            receipt_no: number,
            digest: digest.to_string(),
            content: STANDARD.encode(envelope),
        }
    }
}

fn biz_type(kind: &str) -> &'static str {
    let is = |known: Kind| known.as_str() == kind;
    match () {
        () if is(Kind::Application) => "01",
        () if is(Kind::Evaluation) => "02",
        () => "99",
    }
}

impl Upload {
    pub(super) fn new(id: SubmissionId, digest: Digest, at: u64, total: u64, bytes: &[u8]) -> Self {
        Self {
            proj_id: id.to_string(),
            attach_digest: digest.to_string(),
            offset: at.to_string(),
            total: total.to_string(),
            data: STANDARD.encode(bytes),
        }
    }
}

impl Ask {
    pub(super) fn new(id: SubmissionId, question: &[u8]) -> Self {
        Self { inquiry_id: id.to_string(), content: STANDARD.encode(question) }
    }
}

impl<'a> Renew<'a> {
    /// With a request for a certificate (PKCS#10, PEM).
    pub(super) fn new(csr: &'a str) -> Self {
        Self { csr }
    }
}

impl<'a> CatalogFile<'a> {
    pub(super) fn new(path: &'a str) -> Self {
        Self { path }
    }
}

impl Head {
    pub(super) fn new(head: &[u8]) -> Self {
        Self { content: STANDARD.encode(head) }
    }
}

/// An answer in this platform's form.
pub(super) struct Reply {
    code: String,
    data: Value,
    body: Vec<u8>,
}

#[derive(Deserialize)]
struct Receipt {
    #[serde(rename = "projId")]
    proj_id: String,
    #[serde(rename = "projectNo")]
    project_no: String,
    digest: String,
    #[serde(rename = "acceptTime")]
    accept_time: String,
    sign: String,
}

impl Reply {
    /// `msg` is not read: it may name a citizen.
    pub(super) fn parse(body: &[u8]) -> Result<Self, QueueFault> {
        #[derive(Deserialize)]
        struct Wire {
            code: String,
            #[serde(default)]
            data: Value,
        }
        let wire: Option<Wire> = serde_json::from_slice(body).ok();
        let is_code = |code: &str| code == "0" || code.len() == 5 && code.bytes().all(|c| c.is_ascii_digit());
        match wire {
            Some(Wire { code, data }) if is_code(&code) => Ok(Self { code, data, body: body.to_vec() }),
            _ => Err(QueueFault::NotThePlatform("an answer in another form, perhaps a login page")),
        }
    }

    pub(super) fn is_token_refused(&self) -> bool {
        self.code == "40101"
    }

    fn is_success(&self) -> bool {
        self.code == "0"
    }

    pub(super) fn to_nothing(&self) -> Result<(), QueueFault> {
        if self.is_success() {
            return Ok(());
        }
        match self.refusal() {
            Fault::Queue(fault) => Err(fault),
            Fault::Item(_) => Err(QueueFault::NotThePlatform("a question refused as a submission is")),
        }
    }

    pub(super) fn to_submission(&self, key: &VerifyingKey, id: SubmissionId, digest: Digest) -> Result<Answer, Fault> {
        match self.code.as_str() {
            "0" => verify_receipt(&self.body, key, id, digest).map(Answer::Received).map_err(|why| {
                let why = match why {
                    NotAReceipt::Form => "success without a receipt",
                    NotAReceipt::Signature => "a receipt that the platform did not sign",
                    NotAReceipt::OtherSubmission => "a receipt for something else",
                };
                QueueFault::NotThePlatform(why).into()
            }),
            "42401" => match self.missing() {
                Some(missing) if !missing.is_empty() => Ok(Answer::Missing(missing)),
                _ => Err(QueueFault::NotThePlatform("attachments missing, but none named").into()),
            },
            _ => Err(self.refusal()),
        }
    }

    /// How many bytes the platform has of an attachment, after a piece of it.
    pub(super) fn to_piece(&self) -> Result<u64, Fault> {
        let have = self.data["received"].as_str().and_then(|text| text.parse().ok());
        match (self.code.as_str(), have) {
            // 40902: it has more or less than this side thought.
            ("0" | "40902", Some(have)) => Ok(have),
            ("0", None) => Err(QueueFault::NotThePlatform("a piece taken in another form").into()),
            _ => Err(self.refusal()),
        }
    }

    /// Whether the kiosk's certificate is to be renewed.
    pub(super) fn to_pong(&self) -> Result<bool, QueueFault> {
        self.to_nothing()?;
        Ok(self.data["certRenew"] == "1")
    }

    /// A new certificate, PEM.
    pub(super) fn to_certificate(&self) -> Result<String, QueueFault> {
        self.to_nothing()?;
        let certificate =
            self.data["certificate"].as_str().filter(|text| text.starts_with("-----BEGIN CERTIFICATE-----"));
        certificate.map(str::to_owned).ok_or(QueueFault::NotThePlatform("a certificate in another form"))
    }

    /// A file of the signed catalog; `None` when there is no such file.
    pub(super) fn to_catalog_file(&self) -> Result<Option<Vec<u8>>, QueueFault> {
        if self.code == "40401" {
            return Ok(None);
        }
        self.to_nothing()?;
        self.content().map(Some).ok_or(QueueFault::NotThePlatform("a file in another form"))
    }

    /// What came word for word.
    pub(super) fn content(&self) -> Option<Vec<u8>> {
        STANDARD.decode(self.data["content"].as_str()?).ok()
    }

    /// The seal on a head of the audit trail.
    pub(super) fn to_head(&self, key: &VerifyingKey, head: &TrailHead) -> Result<SealedHead, Fault> {
        if !self.is_success() {
            return Err(self.refusal());
        }
        let content = self.content().and_then(|content| String::from_utf8(content).ok());
        let sealed = content.and_then(|content| SealedHead::verify(&content, key).ok());
        let sealed = sealed.filter(|sealed| sealed.head() == head);
        Ok(sealed.ok_or(QueueFault::NotThePlatform("success without a seal"))?)
    }

    fn missing(&self) -> Option<Vec<Missing>> {
        let attachments = self.data["attachments"].as_array()?;
        let missing = attachments.iter().map(|one| {
            let digest = one["attachDigest"].as_str()?.parse().ok()?;
            Some(Missing { digest, have: Some(one["received"].as_str()?.parse().ok()?) })
        });
        (attachments.len() <= MAX_ATTACHMENTS).then(|| missing.collect())?
    }

    fn refusal(&self) -> Fault {
        let status = self.code.get(..3).and_then(|digits| digits.parse().ok()).unwrap_or(0);
        match status {
            400 | 409 | 413 | 415 | 422 => ItemFault { status, code: format!("p{}", self.code) }.into(),
            _ => fault_of_status(status).into(),
        }
    }
}

/// What a status other than success says of the queue.
pub(super) fn fault_of_status(status: u16) -> QueueFault {
    match status {
        300..=399 => QueueFault::NotThePlatform("a redirect"),
        401 | 403 => QueueFault::Auth(status),
        408 => QueueFault::Slow,
        429 | 500..=599 => QueueFault::Server(status),
        _ => QueueFault::NotThePlatform("a status that the platform does not have"),
    }
}

/// Verifies a receipt of this platform's: its signature, and that it names this id and the digest of this envelope.
pub(in crate::platform) fn verify_receipt(
    body: &[u8],
    key: &VerifyingKey,
    id: SubmissionId,
    digest: Digest,
) -> Result<SignedReceipt, NotAReceipt> {
    let reply = Reply::parse(body).map_err(|_| NotAReceipt::Form)?;
    let receipt: Receipt = serde_json::from_value(reply.data).map_err(|_| NotAReceipt::Form)?;
    let signature = STANDARD.decode(&receipt.sign).map_err(|_| NotAReceipt::Form)?;
    let signature = Signature::from_slice(&signature).map_err(|_| NotAReceipt::Form)?;
    let Receipt { proj_id, project_no, digest: signed_digest, accept_time, .. } = &receipt;
    let text = format!("acceptTime={accept_time}&digest={signed_digest}&projId={proj_id}&projectNo={project_no}");
    key.verify_strict(text.as_bytes(), &signature).map_err(|_| NotAReceipt::Signature)?;
    if *proj_id != id.to_string() || *signed_digest != digest.to_string() {
        return Err(NotAReceipt::OtherSubmission);
    }
    let received_at = time(accept_time).ok_or(NotAReceipt::Form)?;
    SignedReceipt::verified(id, digest, receipt.project_no, received_at, body).ok_or(NotAReceipt::Form)
}

/// `yyyyMMddHHmmss` of China's clock.
fn time(text: &str) -> Option<Timestamp> {
    let is_whole = text.len() == 14 && text.bytes().all(|c| c.is_ascii_digit());
    let time = is_whole.then(|| DateTime::strptime(TIME, text).ok())??;
    Some(time.to_zoned(CHINA).ok()?.timestamp())
}

#[cfg(test)]
mod tests;
