//! HTTP over TLS, in a thread and a runtime of its own.

use crate::{
    admission::{self, Admission},
    behaviour::{self, Behaviour},
    carried,
    desk::{Desk, Reply, refusal},
    enrolment,
    identity::Credentials,
    provincial,
    register::{Register, Standing},
    relay::Relay,
};
use axum::{
    Extension, Router,
    body::{Body, to_bytes},
    extract::{DefaultBodyLimit, Path, Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post, put},
};
use axum_server::tls_rustls::RustlsConfig;
use futures_util::StreamExt;
use rustls::ServerConfig;
use std::{net::TcpListener, sync::Arc, thread};
use tokio::{runtime, sync::oneshot, task::block_in_place, time};

const MAX_ENVELOPE: usize = 2 * 1024 * 1024;
const MAX_QUESTION: usize = 16 * 1024;
const MAX_HEAD: usize = 4 * 1024;
const MAX_ATTACHMENT: usize = 17 * 1024 * 1024;
/// The most sealed bytes of an attachment that comes in pieces.
const MAX_STREAM: u64 = 257 * 1024 * 1024;
const PONG: &str = r#"{"version":1,"service":"yici-platform"}"#;
/// What came of a piece is written down after so many bytes.
const KEEP_AFTER: usize = 64 * 1024;

/// The server's thread. Dropping it ends it where it stands.
pub(crate) struct Server {
    tls: RustlsConfig,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

/// What a request meets.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) desk: Arc<Desk>,
    pub(crate) register: Arc<Register>,
    pub(crate) relay: Arc<Relay>,
    pub(crate) admission: Arc<Admission>,
    pub(crate) credentials: Arc<Credentials>,
}

impl Server {
    pub(crate) fn start(listener: TcpListener, tls: Arc<ServerConfig>, context: Context) -> anyhow::Result<Self> {
        listener.set_nonblocking(true)?;
        let tls = RustlsConfig::from_config(tls);
        let shown = tls.clone();
        let (stop, stopped) = oneshot::channel();
        let runtime = runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let thread = thread::Builder::new().name(String::from("platform")).spawn(move || {
            runtime.block_on(async move {
                tokio::select! {
                    ended = serve(listener, shown, context) => {
                        if let Err(error) = ended {
                            tracing::error!(%error, "the platform's server ended");
                        }
                    }
                    _ = stopped => {}
                }
            });
        })?;
        Ok(Self { tls, stop: Some(stop), thread: Some(thread) })
    }

    /// On connections that are made from now on.
    pub(crate) fn show(&self, tls: Arc<ServerConfig>) {
        self.tls.reload_from_config(tls);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the server's thread does not panic");
        }
    }
}

async fn serve(listener: TcpListener, tls: RustlsConfig, context: Context) -> std::io::Result<()> {
    let app = Router::new()
        .route("/v1/ping", get(ping))
        .route("/v1/submissions/{id}", put(submission))
        .route("/v1/submissions/{id}/attachments/{sha256}", put(attachment).patch(piece))
        .route("/v1/questions/{id}", put(question))
        .route("/v1/catalog/{*path}", get(catalog_file))
        .route("/v1/audit/heads/{row}", put(head))
        .route("/v1/certificate/carried", post(carried::renew))
        .merge(provincial::routes())
        .layer(middleware::from_fn_with_state(context.clone(), enrolment::only_kiosks))
        .merge(provincial::renewal())
        .route("/v1/certificate", post(enrolment::renew))
        .route("/v1/enrolment", post(enrolment::enrol))
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn_with_state(context.clone(), admission::admit))
        .layer(middleware::from_fn_with_state(context.clone(), behave))
        .with_state(context);
    let server = axum_server::from_tcp_rustls(listener, tls)?;
    server.map(enrolment::ShowingCertificates).serve(app.into_make_service()).await
}

async fn ping(Extension(standing): Extension<Standing>) -> Response {
    let renew = standing == Standing::In { renew: true };
    let body = if renew { r#"{"version":1,"service":"yici-platform","renew":true}"# } else { PONG };
    answer(Reply { status: 200, body: String::from(body) })
}

async fn submission(State(context): State<Context>, Path(id): Path<String>, body: Body) -> Response {
    take(body, MAX_ENVELOPE, |bytes| context.desk.take_submission(&id, bytes)).await
}

async fn question(State(context): State<Context>, Path(id): Path<String>, body: Body) -> Response {
    take(body, MAX_QUESTION, |bytes| context.desk.answer_question(&id, bytes)).await
}

async fn head(State(context): State<Context>, Path(row): Path<String>, body: Body) -> Response {
    take(body, MAX_HEAD, |bytes| context.desk.take_head(&row, bytes)).await
}

/// A whole attachment: from its first byte, or from where an earlier one broke off.
async fn attachment(
    State(context): State<Context>,
    Path((id, digest)): Path<(String, String)>,
    body: Body,
) -> Response {
    let Ok(bytes) = to_bytes(body, MAX_ATTACHMENT).await else {
        return answer(refusal(413, "too_large"));
    };
    let total = length(&bytes);
    let all = || {
        let have = context.desk.have(&id, &digest)?;
        if let Some(rest) =
            usize::try_from(have).ok().and_then(|have| bytes.get(have..)).filter(|rest| !rest.is_empty())
        {
            context.desk.take_bytes(&id, &digest, have, rest)?;
        }
        context.desk.end_piece(&id, &digest, total)
    };
    reply(block_in_place(all))
}

/// A piece of an attachment. What comes of it is kept as it comes, whether the rest comes or not.
async fn piece(
    State(context): State<Context>,
    Path((id, digest)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let number =
        |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).and_then(|text| text.parse().ok());
    let (Some(at), Some(total)) = (number("upload-offset"), number("upload-length")) else {
        return answer(refusal(400, "malformed"));
    };
    if total > MAX_STREAM {
        return answer(refusal(413, "too_large"));
    }
    let mut body = body.into_data_stream();
    let mut arriving = Arriving { desk: Arc::clone(&context.desk), id, digest, at, taken: Vec::new() };
    loop {
        let next = body.next().await;
        if let Some(Ok(bytes)) = &next {
            arriving.taken.extend_from_slice(bytes);
        }
        let is_last = !matches!(next, Some(Ok(_)));
        if is_last || arriving.taken.len() >= KEEP_AFTER {
            match block_in_place(|| arriving.keep()) {
                Ok(true) => {}
                Ok(false) => {
                    let have = context.desk.have(&arriving.id, &arriving.digest);
                    return reply(have.map(|have| Reply { status: 409, body: offset_differs(have) }));
                }
                Err(error) => return reply(Err(error)),
            }
        }
        if is_last {
            return reply(block_in_place(|| context.desk.end_piece(&arriving.id, &arriving.digest, total)));
        }
    }
}

/// What came of a piece and is not written down yet. Dropped with a connection that broke, it still is.
struct Arriving {
    desk: Arc<Desk>,
    id: String,
    digest: String,
    at: u64,
    taken: Vec<u8>,
}

impl Arriving {
    /// `false` when it does not belong behind what is here.
    fn keep(&mut self) -> anyhow::Result<bool> {
        let taken = std::mem::take(&mut self.taken);
        let kept = taken.is_empty() || self.desk.take_bytes(&self.id, &self.digest, self.at, &taken)?;
        self.at += length(&taken);
        Ok(kept)
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        if let Err(error) = self.keep() {
            tracing::error!(%error, "the platform's store failed");
        }
    }
}

fn offset_differs(have: u64) -> String {
    format!(r#"{{"version":1,"code":"offset_differs","have":{have}}}"#)
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// A file of the signed catalog, as it lies in the folder `catalog` of the platform's directory. Any web server would do.
async fn catalog_file(State(context): State<Context>, Path(path): Path<String>) -> Response {
    match context.desk.office().catalog_file(&path) {
        Some(bytes) => bytes.into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn take(body: Body, most: usize, desk: impl FnOnce(&[u8]) -> anyhow::Result<Reply>) -> Response {
    let Ok(bytes) = to_bytes(body, most).await else {
        return answer(refusal(413, "too_large"));
    };
    reply(block_in_place(|| desk(&bytes)))
}

pub(crate) fn reply(reply: anyhow::Result<Reply>) -> Response {
    match reply {
        Ok(reply) => answer(reply),
        Err(error) => {
            tracing::error!(%error, "the platform's store failed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

pub(crate) fn answer(reply: Reply) -> Response {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, "application/json")], reply.body).into_response()
}

/// The hand between the request and the answer.
async fn behave(State(context): State<Context>, request: Request, next: Next) -> Response {
    let is_ping = request.uri().path() == "/v1/ping";
    let path = request.uri().path();
    let is_catalog = path.starts_with("/v1/catalog/") || path == provincial::CATALOG;
    let is_provincial = provincial::is_one(request.uri().path());
    let is_question = is_ping || is_catalog || provincial::is_question(request.uri().path());
    match context.desk.office().behaviour(is_question) {
        Behaviour::Normal
        | Behaviour::Absent
        | Behaviour::CutLine { .. }
        | Behaviour::Trickle(_)
        | Behaviour::Impostor(_) => next.run(request).await,
        Behaviour::AnswerBefore => {
            let (head, body) = next.run(request).await.into_parts();
            let Ok(body) = to_bytes(body, MAX_ENVELOPE).await else {
                return StatusCode::INTERNAL_SERVER_ERROR.into_response();
            };
            match context.desk.office().swap_answer((head.status.as_u16(), body.to_vec())) {
                Some((status, body)) => {
                    (StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), body).into_response()
                }
                None => StatusCode::BAD_GATEWAY.into_response(),
            }
        }
        Behaviour::WithoutPieces if request.method() == Method::PATCH => StatusCode::METHOD_NOT_ALLOWED.into_response(),
        Behaviour::WithoutPieces => behaviour::without_pieces(next.run(request).await).await,
        Behaviour::Boasts => behaviour::boast(next.run(request).await).await,
        Behaviour::Slow(delay) => {
            let answer = next.run(request).await;
            time::sleep(delay).await;
            answer
        }
        Behaviour::Rude => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Behaviour::Busy(seconds) => (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, seconds)]).into_response(),
        Behaviour::LoginPage => behaviour::login_page(),
        Behaviour::Redirect(to) => Redirect::temporary(&to).into_response(),
        Behaviour::CutMidBody => behaviour::cut(next.run(request).await).await,
        Behaviour::CutRequest(after) => match first_bytes(request, after).await {
            Ok(request) => next.run(request).await,
            Err(Longer) => {
                context.relay.cut();
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        },
        Behaviour::Endless if is_catalog => behaviour::endless(),
        Behaviour::Endless => next.run(request).await,
        Behaviour::Refuse(status) if is_provincial => provincial::refuse(status),
        Behaviour::Refuse(status) => answer(refusal(status, "refused")),
        Behaviour::Forge if is_question => next.run(request).await,
        Behaviour::Forge => behaviour::forge(next.run(request).await).await,
    }
}

/// The body of a request is longer than was asked for.
struct Longer;

/// The request again, if its whole body has at most so many bytes; else it was read until one byte more had come.
async fn first_bytes(request: Request, most: usize) -> Result<Request, Longer> {
    let (head, body) = request.into_parts();
    let mut body = body.into_data_stream();
    let mut taken = Vec::new();
    while let Some(Ok(bytes)) = body.next().await {
        taken.extend_from_slice(&bytes);
        if taken.len() > most {
            return Err(Longer);
        }
    }
    Ok(Request::from_parts(head, Body::from(taken)))
}
