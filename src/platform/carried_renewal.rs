//! A kiosk's question for a new certificate, as it lies on a stick and as the machine in town hands it in. Version 1, frozen:
//!
//! ```text
//! {"question":…,"signed":{"certificates":[…],"scheme":…,"signature":…}}
//! ```
//!
//! The question is a JSON text inside a JSON string, so that what is signed is exactly what is sent:
//!
//! ```text
//! {"version":1,"kind":"renewal","certificate":…,"request":…}
//! ```
//!
//! `certificate` is the SHA-256 of the certificate that is to be renewed, `request` the PKCS#10 request (PEM) for the same
//! key, which signs the question too. So a question is one kiosk's and nobody else's, and says nothing that is secret:
//! whoever bears the stick gets, at most, a certificate for a key that he does not have.
//!
//! It names no time: a kiosk that has no line may not know it. The platform, which does, says whether it is time.
//!
//! Limits: 16 KiB.

use super::{KioskKey, KioskSignature};
use crate::platform::contract::VERSION;
use serde::{Deserialize, Serialize};

/// The most bytes of a question.
const MAX_BYTES: usize = 16 * 1024;

/// A question that was written by a kiosk, or has at least its form: whether it is what it says is the platform's to find out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedRenewal(Vec<u8>);

/// Why a kiosk gets no new certificate by stick. For whoever stands at the machine in town.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotRenewedByStick {
    /// It is young enough.
    #[error("the kiosk's certificate need not be renewed yet")]
    NotYet,
    /// The platform said no.
    #[error("the platform does not renew the certificate of this kiosk ({code}): {}", advice(.code))]
    Refused {
        /// Its code.
        code: String,
    },
    /// It has no such call.
    #[error(
        "the platform renews no certificate by stick; nothing that waits is lost, but the kiosk has to be enrolled anew on a \
         line before its certificate ends"
    )]
    Unsupported,
}

fn advice(code: &str) -> &'static str {
    match code {
        "revoked" | "ended" => "get a token from the platform's operator and enrol the kiosk anew, on a line",
        "not_enrolled" => "no kiosk of this platform has it; ask the platform's operator",
        _ => "carry it again from the kiosk; if that does not help, report this to the platform's operator",
    }
}

/// The order of the fields is part of the frozen bytes.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    question: String,
    signed: KioskSignature,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    version: u32,
    kind: String,
    certificate: String,
    request: String,
}

impl CarriedRenewal {
    /// The question of the kiosk with this key, for the certificate that it has now. `request` is signed by the same key.
    ///
    /// # Errors
    /// When the key cannot sign.
    pub fn new(key: &KioskKey, request: &str) -> Result<Self, rustls::Error> {
        let question = question(&key.certificate().to_string(), request);
        let signed = key.sign(question.as_bytes())?;
        let wire = serde_json::to_vec(&Wire { question, signed });
        Ok(Self(wire.expect("text always has a JSON form")))
    }

    /// What was read off a stick. `None` when it is longer than a question or of another form.
    pub fn read(bytes: Vec<u8>) -> Option<Self> {
        let wire: Wire = serde_json::from_slice(&bytes).ok().filter(|_| bytes.len() <= MAX_BYTES)?;
        let question: Question = serde_json::from_str(&wire.question).ok()?;
        (question.version == VERSION && question.kind == "renewal").then_some(Self(bytes))
    }

    /// As it lies on the stick and goes over the line.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The most that is to be read of a file for [`CarriedRenewal::read`]: a byte more than a question has.
    pub fn most() -> u64 {
        u64::try_from(MAX_BYTES + 1).expect("64 bits")
    }
}

fn question(certificate: &str, request: &str) -> String {
    let question = Question {
        version: VERSION,
        kind: String::from("renewal"),
        certificate: certificate.to_owned(),
        request: request.to_owned(),
    };
    serde_json::to_string(&question).expect("text and numbers always have a JSON form")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kiosks write this from 0.4 on. If it fails, undo your change; never touch the bytes.
    #[test]
    fn carried_renewal_v1_is_frozen() {
        let asked = question("ba78", "REQUEST\n");
        assert_eq!(asked, r#"{"version":1,"kind":"renewal","certificate":"ba78","request":"REQUEST\n"}"#);
        let signed = r#"{"certificates":["AA=="],"scheme":"ecdsa_p256_sha256","signature":"AA=="}"#;
        let signature: KioskSignature = serde_json::from_str(signed).expect("a signature");
        let wire = serde_json::to_string(&Wire { question: asked.clone(), signed: signature }).expect("JSON");
        let escaped = serde_json::to_string(&asked).expect("JSON");
        assert_eq!(wire, format!(r#"{{"question":{escaped},"signed":{signed}}}"#));
        let read = CarriedRenewal::read(wire.clone().into_bytes()).expect("its form");
        assert_eq!(read.bytes(), wire.as_bytes(), "word for word");
    }

    #[test]
    fn what_has_another_form_or_is_too_long_is_no_question() {
        let signed = r#"{"certificates":[],"scheme":"","signature":""}"#;
        let with = |question: &str| format!(r#"{{"question":{question:?},"signed":{signed}}}"#).into_bytes();
        let whole = question("ba78", "R");
        assert!(CarriedRenewal::read(with(&whole)).is_some());
        let long = question("ba78", &"R".repeat(MAX_BYTES));
        let others = [whole.replace(":1,", ":2,"), whole.replace("renewal", "receipt"), String::from("{}"), long];
        assert!(others.iter().all(|other| CarriedRenewal::read(with(other)).is_none()));
        assert!(CarriedRenewal::read(whole.into_bytes()).is_none());
    }
}
