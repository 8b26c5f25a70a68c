//! The head of a kiosk's audit trail, and the platform's seal on it.

use super::{Digest, VERSION};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, VerifyingKey};
use serde::{Deserialize, Serialize};

/// How far a kiosk's audit trail goes, and the link of its last row, which stands for every row before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailHead {
    /// The kiosk's name.
    pub kiosk: String,
    /// The row, from 1.
    pub row: u64,
    /// Its link.
    pub chain: Digest,
}

/// A head under the platform's seal: verified, there is no other way to make one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedHead {
    head: TrailHead,
    received_at: jiff::Timestamp,
    body: String,
}

/// Why something is no seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotASeal {
    /// Not the contract's form.
    #[error("not in the form of a sealed head")]
    Form,
    /// The signature is not the platform's.
    #[error("a head that the platform did not seal")]
    Signature,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed {
    seal: String,
    signature: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Seal {
    version: u32,
    kiosk: String,
    row: u64,
    chain: String,
    received_at: jiff::Timestamp,
}

impl TrailHead {
    /// As it is sent: `PUT /v1/audit/heads/{row}`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Self { kiosk, row, chain } = self;
        let kiosk = serde_json::to_string(kiosk).expect("a text is always JSON");
        format!(r#"{{"version":{VERSION},"kiosk":{kiosk},"row":{row},"chain":"{chain}"}}"#).into_bytes()
    }
}

impl SealedHead {
    /// Verifies a seal: Ed25519 (weak keys refused) over the bytes of its text, with the key of the platform's receipts.
    ///
    /// # Errors
    /// When it is another's, or none.
    pub fn verify(body: &str, key: &VerifyingKey) -> Result<Self, NotASeal> {
        let sealed: Sealed = serde_json::from_str(body).map_err(|_| NotASeal::Form)?;
        let signature = STANDARD.decode(&sealed.signature).map_err(|_| NotASeal::Form)?;
        let signature = Signature::from_slice(&signature).map_err(|_| NotASeal::Form)?;
        key.verify_strict(sealed.seal.as_bytes(), &signature).map_err(|_| NotASeal::Signature)?;
        let seal: Seal = serde_json::from_str(&sealed.seal).map_err(|_| NotASeal::Form)?;
        let chain = seal.chain.parse().map_err(|_| NotASeal::Form)?;
        if seal.version != VERSION || seal.row == 0 {
            return Err(NotASeal::Form);
        }
        // Written anew, so that the same seal is always the same bytes.
        let body = serde_json::to_string(&sealed).expect("two texts are always JSON");
        let head = TrailHead { kiosk: seal.kiosk, row: seal.row, chain };
        Ok(Self { head, received_at: seal.received_at, body })
    }

    /// What was sealed.
    pub fn head(&self) -> &TrailHead {
        &self.head
    }

    /// When the platform got it, by its own clock.
    pub fn received_at(&self) -> jiff::Timestamp {
        self.received_at
    }

    /// The seal itself, to be kept: anyone with the platform's public key can verify it again.
    pub fn body(&self) -> &str {
        &self.body
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signer, SigningKey};

    /// Kiosks send this from 0.1 on. If it fails, undo your change; never touch the bytes.
    #[test]
    fn head_v1_is_frozen() {
        let head = TrailHead { kiosk: "site-001".into(), row: 17, chain: Digest::of(b"abc") };
        let golden = concat!(
            r#"{"version":1,"kiosk":"site-001","row":17,"#,
            r#""chain":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}"#,
        );
        assert_eq!(String::from_utf8_lossy(&head.to_bytes()), golden);
    }

    #[test]
    fn only_the_platforms_own_seal_is_one() {
        let key = SigningKey::from_bytes(&[7; 32]);
        let text = format!(
            r#"{{"version":1,"kiosk":"site-001","row":17,"chain":"{}","received_at":"2026-01-01T00:00:00Z"}}"#,
            Digest::of(b"abc")
        );
        let signature = STANDARD.encode(key.sign(text.as_bytes()).to_bytes());
        let body = serde_json::json!({ "seal": text, "signature": signature }).to_string();
        let sealed = SealedHead::verify(&body, &key.verifying_key()).expect("sealed");
        assert_eq!((sealed.head().row, sealed.received_at().to_string().as_str()), (17, "2026-01-01T00:00:00Z"));
        let other = SigningKey::from_bytes(&[8; 32]);
        assert_eq!(SealedHead::verify(&body, &other.verifying_key()), Err(NotASeal::Signature));
        assert_eq!(SealedHead::verify(&body.replace(":17", ":18"), &key.verifying_key()), Err(NotASeal::Signature));
        assert_eq!(SealedHead::verify("<html>", &key.verifying_key()), Err(NotASeal::Form));
    }
}
