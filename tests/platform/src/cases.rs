//! Whose a submission is. The platform opens what was sealed to it, and keeps a digest of the citizen's number to find it by.

use crate::{opening::OpeningKeys, store::Envelope};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Digest of the number of the citizen whose a submission is; empty where it does not say.
pub(crate) fn holder(envelope: &Envelope, keys: &OpeningKeys) -> String {
    let opened = open(envelope, keys);
    let said = opened["holder"]["number"].as_str();
    let statement = statement(&opened);
    let mut form = statement["form"].as_array().into_iter().flatten();
    let applicant = form.find(|field| field["field"] == "applicant.number").and_then(|field| field["value"].as_str());
    said.or(applicant).map(digest).unwrap_or_default()
}

/// The statement that was signed.
pub(crate) fn statement(opened: &Value) -> Value {
    serde_json::from_str(opened["statement"].as_str().unwrap_or("null")).unwrap_or_default()
}

/// What stands in the envelope; null where it cannot be opened.
pub(crate) fn open(envelope: &Envelope, keys: &OpeningKeys) -> Value {
    let sealed = STANDARD.decode(&envelope.sealed).ok();
    let opened = sealed.and_then(|sealed| keys.open(&sealed).ok());
    opened.and_then(|opened| serde_json::from_slice(&opened).ok()).unwrap_or_default()
}

/// What a citizen's number is filed under.
pub(crate) fn digest(number: &str) -> String {
    Sha256::digest(number.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
