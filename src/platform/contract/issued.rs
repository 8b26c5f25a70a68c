//! The platform's signature on a certificate that is printed at once (证明开具): which document it is, and for which case.
//!
//! The signed text, version 1, frozen:
//!
//! ```text
//! {"version":1,"kind":"certificate","case":…,"sha256":…,"length":…}
//! ```
//!
//! Signed with the key of the platform's receipts. No receipt and no seal has this form, so none is taken for the other; the
//! case is a visit's own, so what was signed for one citizen is nothing for the next.

use super::{Digest, SubmissionId, VERSION};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, VerifyingKey};
use serde::Deserialize;

/// What the platform signed: verified, there is no other way to make one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedCertificate {
    length: usize,
    digest: Digest,
}

/// Why something is no certificate of the platform's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotACertificate {
    /// Not the contract's form.
    #[error("not in the form of a signed certificate")]
    Form,
    /// The signature is not the platform's.
    #[error("a certificate that the platform did not sign")]
    Signature,
    /// Signed by the platform, but for another case.
    #[error("a certificate for another case")]
    OtherCase,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    version: u32,
    kind: String,
    case: String,
    sha256: String,
    length: usize,
}

impl SignedCertificate {
    /// Verifies Ed25519 (weak keys refused) over the bytes of the text, and that the text is for this case.
    ///
    /// # Errors
    /// When it is another's, or none.
    pub fn verify(
        text: &str,
        signature: &str,
        key: &VerifyingKey,
        case: SubmissionId,
    ) -> Result<Self, NotACertificate> {
        let signature = STANDARD.decode(signature).map_err(|_| NotACertificate::Form)?;
        let signature = Signature::from_slice(&signature).map_err(|_| NotACertificate::Form)?;
        key.verify_strict(text.as_bytes(), &signature).map_err(|_| NotACertificate::Signature)?;
        let text: Text = serde_json::from_str(text).map_err(|_| NotACertificate::Form)?;
        if text.version != VERSION || text.kind != "certificate" {
            return Err(NotACertificate::Form);
        }
        if text.case != case.to_string() {
            return Err(NotACertificate::OtherCase);
        }
        let digest = text.sha256.parse().map_err(|_| NotACertificate::Form)?;
        Ok(Self { length: text.length, digest })
    }

    /// How many bytes the document has.
    pub fn length(&self) -> usize {
        self.length
    }

    /// The SHA-256 of the document.
    pub fn digest(&self) -> Digest {
        self.digest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signer, SigningKey};

    const CASE: &str = "01970000-0000-7000-8000-000000000002";

    /// Platforms sign this from 0.3 on: the key is 32 bytes of 7, the signature was made by OpenSSL.
    /// If it fails, undo your change; never touch the bytes.
    const GOLDEN: &str = concat!(
        r#"{"version":1,"kind":"certificate","case":"01970000-0000-7000-8000-000000000002","sha256":"#,
        r#""ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","length":3}"#,
    );
    const SIGNATURE: &str = "Tpz0ZUtSQOWHQz9zmK+L3u/w+tYYmV9V4uNkwuGtqzxNOluFBP7r2cLqUbHk+BangX2Y5z3vZ96Hi8UyIZLpAw==";

    fn key() -> SigningKey {
        SigningKey::from_bytes(&[7; 32])
    }

    fn verify(text: &str, signature: &str) -> Result<SignedCertificate, NotACertificate> {
        SignedCertificate::verify(text, signature, &key().verifying_key(), CASE.parse().expect("an id"))
    }

    fn sign(text: &str) -> String {
        STANDARD.encode(key().sign(text.as_bytes()).to_bytes())
    }

    #[test]
    fn signed_certificate_v1_is_frozen() {
        let signed = verify(GOLDEN, SIGNATURE).expect("a certificate of version 1");
        assert_eq!((signed.length(), signed.digest()), (3, Digest::of(b"abc")));
    }

    #[test]
    fn what_was_changed_or_signed_by_another_is_refused() {
        assert_eq!(verify(&GOLDEN.replace(":3}", ":4}"), SIGNATURE), Err(NotACertificate::Signature));
        let other = STANDARD.encode(SigningKey::from_bytes(&[8; 32]).sign(GOLDEN.as_bytes()).to_bytes());
        assert_eq!(verify(GOLDEN, &other), Err(NotACertificate::Signature));
        assert_eq!(verify(GOLDEN, "no signature"), Err(NotACertificate::Form));
    }

    /// What the platform signed all the same: for another citizen's visit, or a receipt.
    #[test]
    fn what_was_signed_for_something_else_is_refused() {
        let another = GOLDEN.replace("000000000002", "000000000003");
        assert_eq!(verify(&another, &sign(&another)), Err(NotACertificate::OtherCase));
        let receipt = GOLDEN.replace(r#""kind":"certificate","#, "");
        assert_eq!(verify(&receipt, &sign(&receipt)), Err(NotACertificate::Form));
        let kind = GOLDEN.replace("certificate", "receipt");
        assert_eq!(verify(&kind, &sign(&kind)), Err(NotACertificate::Form));
    }
}
