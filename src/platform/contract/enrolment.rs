//! How a kiosk gets its certificate, and a new one before that ends. Version 1, frozen.
//!
//! The key is made on the kiosk and never leaves it: what goes out is a PKCS#10 request that it signed. The first time a
//! one-time token says which kiosk asks; afterwards the certificate that is to be renewed does.

use super::VERSION;
use serde::{Deserialize, Serialize};

/// The most bytes of a certificate with what leads to its CA, PEM.
const MAX_CERTIFICATE: usize = 16 * 1024;

/// The body of `POST /v1/enrolment`. `request` is the PKCS#10 request, PEM.
pub fn enrolment(kiosk: &str, token: &str, request: &str) -> Vec<u8> {
    #[derive(Serialize)]
    struct Wire<'a> {
        version: u32,
        kiosk: &'a str,
        token: &'a str,
        request: &'a str,
    }
    let wire = Wire { version: VERSION, kiosk, token, request };
    serde_json::to_vec(&wire).expect("text and numbers always have a JSON form")
}

/// The body of `POST /v1/certificate`.
pub fn renewal(request: &str) -> Vec<u8> {
    #[derive(Serialize)]
    struct Wire<'a> {
        version: u32,
        request: &'a str,
    }
    serde_json::to_vec(&Wire { version: VERSION, request }).expect("text and numbers always have a JSON form")
}

/// Whether the text can be a token: 8 to 128 of `A-Z`, `a-z`, `0-9`, `-` and `_`.
pub fn is_token(text: &str) -> bool {
    (8..=128).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_')
}

/// The platform's answer to both. Nothing in it is believed before the certificate was checked against key and CA.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// The kiosk's certificate, with what leads to its CA, PEM.
    pub certificate: String,
    /// The key that receipts are checked with, as the settings take it; at enrolment only.
    pub receipt_key: Option<String>,
    /// The key to seal to, as the settings take it; at enrolment only.
    pub seal_key: Option<String>,
}

impl Enrolled {
    /// Reads the body of an answer. `None` when it is not in the contract's form.
    pub fn parse(body: &[u8]) -> Option<Self> {
        #[derive(Deserialize)]
        struct Wire {
            version: u32,
            certificate: String,
            receipt_key: Option<String>,
            seal_key: Option<String>,
        }
        let wire: Wire = serde_json::from_slice(body).ok()?;
        let is_line = |text: &String| (1..=256).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_graphic());
        let are_lines = [&wire.receipt_key, &wire.seal_key].into_iter().flatten().all(is_line);
        let is_ours = wire.version == VERSION && wire.certificate.len() <= MAX_CERTIFICATE && are_lines;
        is_ours.then_some(Self {
            certificate: wire.certificate,
            receipt_key: wire.receipt_key,
            seal_key: wire.seal_key,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kiosks send this, and platforms answer it, from 0.3 on. If it fails, undo your change.
    #[test]
    fn enrolment_v1_is_frozen() {
        let asked = enrolment("site-001", "one-time-token", "REQUEST");
        let golden = r#"{"version":1,"kiosk":"site-001","token":"one-time-token","request":"REQUEST"}"#;
        assert_eq!(String::from_utf8_lossy(&asked), golden);
        assert_eq!(renewal("REQUEST"), br#"{"version":1,"request":"REQUEST"}"#);
        let answer = br#"{"version":1,"certificate":"PEM","receipt_key":"AA==","seal_key":"age1x"}"#;
        let [receipt_key, seal_key] = ["AA==", "age1x"].map(|text| Some(text.to_owned()));
        assert_eq!(Enrolled::parse(answer), Some(Enrolled { certificate: "PEM".to_owned(), receipt_key, seal_key }));
        assert!(Enrolled::parse(br#"{"version":1,"certificate":"PEM"}"#).is_some(), "to a renewal");
    }

    #[test]
    fn an_answer_of_another_form_or_length_is_none() {
        let long = format!(r#"{{"version":1,"certificate":"{}"}}"#, "x".repeat(MAX_CERTIFICATE + 1));
        let strange = r#"{"version":1,"certificate":"PEM","seal_key":"two\nlines"}"#;
        for body in ["", "<html>", "{}", r#"{"version":2,"certificate":"PEM"}"#, &long, strange] {
            assert_eq!(Enrolled::parse(body.as_bytes()), None);
        }
    }

    #[test]
    fn a_token_is_one_word() {
        assert!(is_token("Abc-123_x"));
        for wrong in ["short", "", "two words here", "quote\"quote", &"x".repeat(129)] {
            assert!(!is_token(wrong), "{wrong}");
        }
    }
}
