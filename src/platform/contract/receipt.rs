//! The platform's signed receipt: the only thing that counts as success.

use super::{Digest, SubmissionId, VERSION};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, VerifyingKey};
use serde::Deserialize;

/// A receipt whose signature, id and digest were verified. There is no other way to make one: what a platform of another
/// contract signed is verified by its adapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedReceipt {
    id: SubmissionId,
    digest: Digest,
    case: String,
    received_at: jiff::Timestamp,
    body: Vec<u8>,
}

/// Why an answer is no receipt for this submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAReceipt {
    /// Not the contract's form.
    #[error("not in the form of a receipt")]
    Form,
    /// The signature is not the platform's.
    #[error("a receipt that the platform did not sign")]
    Signature,
    /// Signed by the platform, but for something else.
    #[error("a receipt for something else")]
    OtherSubmission,
}

#[derive(Deserialize)]
struct Signed {
    receipt: String,
    signature: String,
}

#[derive(Deserialize)]
struct Receipt {
    version: u32,
    id: String,
    sha256: String,
    case: String,
    received_at: jiff::Timestamp,
}

impl SignedReceipt {
    /// Verifies the body of an answer: Ed25519 (RFC 8032, weak keys refused) over the bytes of the receipt's text,
    /// and that the text names this id and the digest of this envelope.
    pub fn verify(body: &[u8], key: &VerifyingKey, id: SubmissionId, digest: Digest) -> Result<Self, NotAReceipt> {
        let signed: Signed = serde_json::from_slice(body).map_err(|_| NotAReceipt::Form)?;
        let signature = STANDARD.decode(&signed.signature).map_err(|_| NotAReceipt::Form)?;
        let signature = Signature::from_slice(&signature).map_err(|_| NotAReceipt::Form)?;
        key.verify_strict(signed.receipt.as_bytes(), &signature).map_err(|_| NotAReceipt::Signature)?;

        let receipt: Receipt = serde_json::from_str(&signed.receipt).map_err(|_| NotAReceipt::Form)?;
        if receipt.version != VERSION || !is_case(&receipt.case) {
            return Err(NotAReceipt::Form);
        }
        if receipt.id != id.to_string() || receipt.sha256 != digest.to_string() {
            return Err(NotAReceipt::OtherSubmission);
        }
        Ok(Self { id, digest, case: receipt.case, received_at: receipt.received_at, body: body.to_vec() })
    }

    /// The same in another platform's form, whose adapter has verified the signature over all of this.
    pub(in crate::platform) fn verified(
        id: SubmissionId,
        digest: Digest,
        case: String,
        received_at: jiff::Timestamp,
        body: &[u8],
    ) -> Option<Self> {
        is_case(&case).then(|| Self { id, digest, case, received_at, body: body.to_vec() })
    }

    /// The submission it is for.
    pub fn id(&self) -> SubmissionId {
        self.id
    }

    /// The digest of the envelope it is for.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The platform's own number for the case: 1 to 64 characters.
    pub fn case(&self) -> &str {
        &self.case
    }

    /// When the platform received the submission, by its own clock.
    pub fn received_at(&self) -> jiff::Timestamp {
        self.received_at
    }

    /// The answer as it came, to be stored: anyone with the platform's public key can verify it again.
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

/// Whether a text can be a platform's number for a case.
fn is_case(case: &str) -> bool {
    (1..=64).contains(&case.chars().count()) && !case.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signer, SigningKey};

    const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    /// Platforms answer this from 0.1 on: the key is 32 bytes of 7, the signature was made by OpenSSL.
    /// If it fails, undo your change; never touch the bytes.
    const GOLDEN: &str = concat!(
        r#"{"receipt":"{\"version\":1,\"id\":\"01890a5d-ac96-774b-bcce-b302099a8057\",\"sha256\":"#,
        r#"\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\",\"case\":\"C-17\","#,
        r#"\"received_at\":\"2026-01-01T00:00:00Z\"}","signature":"#,
        r#""yrYy7znND3BdQyqsdGx4J9hjuA+kbNHpr640K/3va8mHTN0hzmzVXJXaNM3KNQtAhUTqdJZwY29+vHuLhngoDQ=="}"#,
    );

    fn key() -> SigningKey {
        SigningKey::from_bytes(&[7; 32])
    }

    fn verify(body: &str) -> Result<SignedReceipt, NotAReceipt> {
        let id = ID.parse().expect("an id");
        SignedReceipt::verify(body.as_bytes(), &key().verifying_key(), id, Digest::of(b"abc"))
    }

    fn sign(text: &str) -> String {
        let signature = STANDARD.encode(key().sign(text.as_bytes()).to_bytes());
        serde_json::json!({ "receipt": text, "signature": signature }).to_string()
    }

    fn text(id: &str, digest: Digest) -> String {
        format!(r#"{{"version":1,"id":"{id}","sha256":"{digest}","case":"C-17","received_at":"2026-01-01T00:00:00Z"}}"#)
    }

    #[test]
    fn receipt_v1_is_frozen() {
        let receipt = verify(GOLDEN).expect("a receipt of version 1");
        assert_eq!((receipt.case(), receipt.received_at().to_string().as_str()), ("C-17", "2026-01-01T00:00:00Z"));
        assert_eq!(receipt.body(), GOLDEN.as_bytes());
    }

    #[test]
    fn a_receipt_that_was_changed_is_refused() {
        assert_eq!(verify(&GOLDEN.replace("C-17", "C-18")), Err(NotAReceipt::Signature));
    }

    #[test]
    fn a_receipt_for_something_else_is_refused() {
        let other_id = text("01890a5d-ac96-774b-bcce-b302099a8058", Digest::of(b"abc"));
        let other_bytes = text(ID, Digest::of(b"abd"));
        assert_eq!(verify(&sign(&other_id)), Err(NotAReceipt::OtherSubmission));
        assert_eq!(verify(&sign(&other_bytes)), Err(NotAReceipt::OtherSubmission));
    }

    #[test]
    fn an_answer_of_another_form_is_refused() {
        let bodies = [
            String::from("<html>"),
            String::from("{}"),
            sign("{}"),
            sign(&text(ID, Digest::of(b"abc"))).replace("receipt", "slip"),
        ];
        assert!(bodies.iter().all(|body| verify(body) == Err(NotAReceipt::Form)));
    }
}
