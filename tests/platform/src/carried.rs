//! A kiosk's question for a new certificate that another kiosk brings, from a stick.
//!
//! What proves that it is that kiosk's is its signature: by the key of the very certificate that is to be renewed. The
//! certificate lies beside it and is the one whose digest the question names; that it is one of ours the register knows.

use crate::{
    desk::{Reply, refusal},
    register::Refused,
    server::{Context, answer, reply},
};
use axum::{
    body::{Body, to_bytes},
    extract::State,
    response::Response,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use rustls::pki_types::{CertificateDer, SignatureVerificationAlgorithm};
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};

/// The most bytes of a question.
const MAX_QUESTION: usize = 16 * 1024;

#[derive(Deserialize)]
struct Carried {
    question: String,
    signed: Signed,
}

#[derive(Deserialize)]
struct Signed {
    certificates: Vec<String>,
    scheme: String,
    signature: String,
}

#[derive(Deserialize)]
struct Question {
    version: u32,
    kind: String,
    certificate: String,
    request: String,
}

/// `POST /v1/certificate/carried`
pub(crate) async fn renew(State(context): State<Context>, body: Body) -> Response {
    let Ok(body) = to_bytes(body, MAX_QUESTION).await else { return answer(refusal(413, "too_large")) };
    let (certificate, request) = match verified(&body) {
        Ok(question) => question,
        Err((status, code)) => return answer(refusal(status, code)),
    };
    reply(context.register.renew_carried(&certificate, &request).map(|renewed| match renewed {
        Ok((certificate, is_new)) => Reply {
            status: if is_new { 201 } else { 200 },
            body: json!({ "version": 1, "certificate": certificate }).to_string(),
        },
        Err((status, code)) => refusal(status, code),
    }))
}

/// The certificate that is to be renewed (DER), whose key signed the question, and the request in it.
fn verified(body: &[u8]) -> Result<(Vec<u8>, String), Refused> {
    const MALFORMED: Refused = (400, "malformed");
    const NOT_SIGNED: Refused = (422, "not_signed");
    let carried: Carried = serde_json::from_slice(body).map_err(|_| MALFORMED)?;
    let question: Question = serde_json::from_str(&carried.question).map_err(|_| MALFORMED)?;
    if question.version != 1 || question.kind != "renewal" {
        return Err(MALFORMED);
    }
    let certificate = carried.signed.certificates.first().and_then(|text| STANDARD.decode(text).ok());
    let certificate = CertificateDer::from(certificate.ok_or(MALFORMED)?);
    let digest: String = Sha256::digest(&certificate).iter().map(|byte| format!("{byte:02x}")).collect();
    if digest != question.certificate {
        return Err(NOT_SIGNED);
    }
    let algorithm: &dyn SignatureVerificationAlgorithm = match carried.signed.scheme.as_str() {
        "ecdsa_p256_sha256" => webpki::ring::ECDSA_P256_SHA256,
        "ecdsa_p384_sha384" => webpki::ring::ECDSA_P384_SHA384,
        "ed25519" => webpki::ring::ED25519,
        _ => return Err(MALFORMED),
    };
    let signature = STANDARD.decode(&carried.signed.signature).map_err(|_| MALFORMED)?;
    let kiosk = webpki::EndEntityCert::try_from(&certificate).map_err(|_| MALFORMED)?;
    kiosk.verify_signature(algorithm, carried.question.as_bytes(), &signature).map_err(|_| NOT_SIGNED)?;
    Ok((certificate.to_vec(), question.request))
}
