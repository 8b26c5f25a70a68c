//! A second front, in the manner of a province's platform: OAuth2 tokens, forms as flat JSON whose values are all text,
//! numbers of its own, `yyyyMMddHHmmss`, HTTP 200 for everything, with a code inside. Behind it is the same desk.
//!
//! Written from the kiosk's description of such a platform, and not from its code.

use crate::{
    desk::{Desk, Reply},
    enrolment::{self, Shown},
    identity::Credentials,
    register::Standing,
    server::Context,
};
use axum::{
    Extension, Router,
    body::{Body, to_bytes},
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

/// The one client that is known.
pub(crate) const CLIENT: &str = "yici-kiosk";

const MAX_FORM: usize = 3 * 1024 * 1024;

/// Tokens that were given.
#[derive(Default)]
pub(crate) struct Tokens {
    given: Mutex<BTreeSet<String>>,
    count: Mutex<u64>,
}

impl Tokens {
    fn give(&self, secret: &str) -> String {
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        *count += 1;
        let token = hex(&format!("{secret}{count}"));
        self.given.lock().unwrap_or_else(PoisonError::into_inner).insert(token.clone());
        token
    }

    fn knows(&self, token: &str) -> bool {
        self.given.lock().unwrap_or_else(PoisonError::into_inner).contains(token)
    }

    pub(crate) fn forget(&self) {
        self.given.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// The client's secret: it follows from the platform's keys, so that it need not be kept.
pub(crate) fn secret(credentials: &Credentials) -> String {
    hex(&credentials.client_key_pem)
}

fn hex(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn is_one(path: &str) -> bool {
    path.starts_with("/gateway/")
}

/// Whether nothing is handed in by it.
pub(crate) fn is_question(path: &str) -> bool {
    ["/oauth2/token", "/gateway/heartbeat", "/gateway/cert/renew", "/gateway/inquiry/ask"].contains(&path)
}

/// Where the catalog is asked for.
pub(crate) const CATALOG: &str = "/gateway/catalog/file";

/// A refusal of what is handed in, in this form.
pub(crate) fn refuse(status: u16) -> Response {
    say(&format!("{status}09"), json!({}))
}

pub(crate) fn routes() -> Router<Context> {
    Router::new()
        .route("/gateway/heartbeat", post(heartbeat))
        .route("/gateway/project/submit", post(submit))
        .route("/gateway/attach/upload", post(upload))
        .route("/gateway/inquiry/ask", post(ask))
        .route("/gateway/audit/seal", post(seal))
        .route(CATALOG, post(catalog_file))
}

/// What stands open to a kiosk whose certificate has ended: a token, by the client's secret, and a new certificate.
pub(crate) fn renewal() -> Router<Context> {
    Router::new().route("/oauth2/token", post(token)).route("/gateway/cert/renew", post(renew))
}

async fn token(State(context): State<Context>, body: String) -> Response {
    let secret = context.desk.secret();
    let expected = format!("grant_type=client_credentials&client_id={CLIENT}&client_secret={secret}");
    if body != expected {
        return (StatusCode::UNAUTHORIZED, axum::Json(json!({ "error": "invalid_client" }))).into_response();
    }
    let token = context.desk.office().tokens.give(&secret);
    axum::Json(json!({ "access_token": token, "token_type": "bearer", "expires_in": 7200 })).into_response()
}

async fn heartbeat(
    State(context): State<Context>,
    Extension(standing): Extension<Standing>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let renew = if standing == (Standing::In { renew: true }) { "1" } else { "0" };
    form(&context, &headers, body, |_, _| Ok(("0".to_owned(), json!({ "certRenew": renew })))).await
}

async fn renew(
    State(context): State<Context>,
    Extension(Shown(shown)): Extension<Shown>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    form(&context, &headers, body, |_, form| {
        Ok(match enrolment::renewal(&context.register, shown.as_deref(), text(form, "csr"))? {
            Ok(certificate) => ("0".to_owned(), json!({ "certificate": certificate })),
            Err((status, _)) => (format!("{status}01"), json!({})),
        })
    })
    .await
}

/// A file of the signed catalog, word for word.
async fn catalog_file(State(context): State<Context>, headers: HeaderMap, body: Body) -> Response {
    form(&context, &headers, body, |desk, form| {
        Ok(match desk.office().catalog_file(text(form, "path")) {
            Some(bytes) => ("0".to_owned(), json!({ "content": STANDARD.encode(bytes) })),
            None => ("40401".to_owned(), json!({})),
        })
    })
    .await
}

async fn submit(State(context): State<Context>, headers: HeaderMap, body: Body) -> Response {
    form(&context, &headers, body, |desk, form| {
        let id = text(form, "projId");
        let Ok(envelope) = STANDARD.decode(text(form, "content")) else {
            return Ok(("40001".to_owned(), json!({})));
        };
        let digest: String = Sha256::digest(&envelope).iter().map(|byte| format!("{byte:02x}")).collect();
        if digest != text(form, "digest") {
            return Ok(("42207".to_owned(), json!({})));
        }
        let reply = desk.take_submission(id, &envelope)?;
        let said: Value = serde_json::from_str(&reply.body)?;
        Ok(match reply.status {
            200 | 201 => ("0".to_owned(), receipt(desk, &said)?),
            424 => {
                let missing = said["missing"].as_array().into_iter().flatten();
                let have = said["have"].as_array().into_iter().flatten();
                let attachments: Vec<Value> = missing
                    .zip(have)
                    .map(|(digest, have)| json!({ "attachDigest": digest, "received": have.to_string() }))
                    .collect();
                ("42401".to_owned(), json!({ "attachments": attachments }))
            }
            status => (format!("{status}01"), json!({})),
        })
    })
    .await
}

/// The desk's receipt in this form. Its time has no fractions, and its number is the province's own: 31 digits and letters of
/// the item, the day, and the case.
fn receipt(desk: &Desk, said: &Value) -> anyhow::Result<Value> {
    let receipt: Value = serde_json::from_str(said["receipt"].as_str().unwrap_or("null"))?;
    let received: jiff::Timestamp = receipt["received_at"].as_str().unwrap_or_default().parse()?;
    let time = in_china(received).strftime("%Y%m%d%H%M%S").to_string();
    let case = receipt["case"].as_str().unwrap_or_default().trim_start_matches("YC");
    let number = format!("11440232MB2D06811W4000117051000{}{case}", &time[..8]);
    let (id, digest) = (receipt["id"].as_str().unwrap_or_default(), receipt["sha256"].as_str().unwrap_or_default());
    let sign = desk.sign(&format!("acceptTime={time}&digest={digest}&projId={id}&projectNo={number}"));
    Ok(json!({ "projId": id, "projectNo": number, "digest": digest, "acceptTime": time, "sign": sign }))
}

async fn upload(State(context): State<Context>, headers: HeaderMap, body: Body) -> Response {
    form(&context, &headers, body, |desk, form| {
        let (id, digest) = (text(form, "projId"), text(form, "attachDigest"));
        let number = |key| text(form, key).parse::<u64>().ok();
        let (Some(at), Some(total), Ok(bytes)) =
            (number("offset"), number("total"), STANDARD.decode(text(form, "data")))
        else {
            return Ok(("40001".to_owned(), json!({})));
        };
        if !bytes.is_empty() && !desk.take_bytes(id, digest, at, &bytes)? {
            return Ok(("40902".to_owned(), json!({ "received": desk.have(id, digest)?.to_string() })));
        }
        let Reply { status, body } = desk.end_piece(id, digest, total)?;
        let said: Value = serde_json::from_str(&body)?;
        Ok(match status {
            200 | 201 => ("0".to_owned(), json!({ "received": said["have"].to_string() })),
            status => (format!("{status}01"), json!({})),
        })
    })
    .await
}

/// A sealed question of our own contract, and its answer, word for word.
async fn ask(State(context): State<Context>, headers: HeaderMap, body: Body) -> Response {
    form(&context, &headers, body, |desk, form| {
        let Ok(question) = STANDARD.decode(text(form, "content")) else {
            return Ok(("40001".to_owned(), json!({})));
        };
        Ok(word_for_word(desk.answer_question(text(form, "inquiryId"), &question)?))
    })
    .await
}

/// A head of an audit trail, and the seal on it.
async fn seal(State(context): State<Context>, headers: HeaderMap, body: Body) -> Response {
    form(&context, &headers, body, |desk, form| {
        let head = STANDARD.decode(text(form, "content")).unwrap_or_default();
        let said: Value = serde_json::from_slice(&head).unwrap_or_default();
        Ok(word_for_word(desk.take_head(&said["row"].to_string(), &head)?))
    })
    .await
}

fn word_for_word(reply: Reply) -> (String, Value) {
    match reply.status {
        200 | 201 => ("0".to_owned(), json!({ "content": STANDARD.encode(reply.body) })),
        status => (format!("{status}01"), json!({})),
    }
}

fn in_china(time: jiff::Timestamp) -> jiff::Zoned {
    time.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::Offset::constant(8)))
}

/// A form of a client that is let in, and what the desk says to it.
async fn form(
    context: &Context,
    headers: &HeaderMap,
    body: Body,
    desk: impl FnOnce(&Desk, &Value) -> anyhow::Result<(String, Value)>,
) -> Response {
    let token = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = token.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    if !context.desk.office().tokens.knows(token) {
        return say("40101", json!({}));
    }
    let Ok(bytes) = to_bytes(body, MAX_FORM).await else {
        return say("41301", json!({}));
    };
    let form = serde_json::from_slice::<Value>(&bytes).unwrap_or_default();
    let is_flat = form.as_object().is_some_and(|form| form.values().all(Value::is_string));
    let is_timed = text(&form, "reqTime").len() == 14;
    if !is_flat || !is_timed {
        return say("40001", json!({}));
    }
    match desk(&context.desk, &form) {
        Ok((code, data)) => say(&code, data),
        Err(error) => {
            tracing::error!(%error, "the platform's store failed");
            say("50001", json!({}))
        }
    }
}

fn text<'a>(form: &'a Value, key: &str) -> &'a str {
    form[key].as_str().unwrap_or_default()
}

fn say(code: &str, data: Value) -> Response {
    let message = if code == "0" { "成功" } else { "失败" };
    axum::Json(json!({ "code": code, "msg": message, "data": data })).into_response()
}
