//! The app on a citizen's phone, as far as a kiosk sees it: the code that says who holds it.

use crate::identity::Identity;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::Signer;
use serde::Serialize;

/// The order of the fields is that of the contract.
#[derive(Serialize)]
struct Payload<'a> {
    version: u32,
    kind: &'a str,
    name: &'a str,
    number: &'a str,
    from: i64,
    until: i64,
    nonce: &'a str,
}

/// A code for a resident that holds for two minutes from `from` on, in seconds since 1970.
pub(crate) fn identity_code(identity: &Identity, name: &str, number: &str, from: i64, nonce: &str) -> String {
    let payload = Payload { version: 1, kind: "resident", name, number, from, until: from + 120, nonce };
    let payload = serde_json::to_vec(&payload).expect("text and numbers always have a JSON form");
    let signed = format!("YICI1:{}", URL_SAFE_NO_PAD.encode(payload));
    let signature = URL_SAFE_NO_PAD.encode(identity.codes.sign(signed.as_bytes()).to_bytes());
    format!("{signed}.{signature}")
}
