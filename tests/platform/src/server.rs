//! HTTP over TLS, in a thread and a runtime of its own.

use crate::{
    behaviour::{self, Behaviour},
    desk::{Desk, Reply, refusal},
    relay::Relay,
};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Path, Request, State},
    http::{StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Redirect, Response},
    routing::{get, put},
};
use axum_server::tls_rustls::RustlsConfig;
use futures_util::StreamExt;
use rustls::ServerConfig;
use std::{net::TcpListener, sync::Arc, thread};
use tokio::{runtime, sync::oneshot, time};

const MAX_ENVELOPE: usize = 2 * 1024 * 1024;
const MAX_ATTACHMENT: usize = 17 * 1024 * 1024;

/// The server's thread. Dropping it ends it where it stands.
pub(crate) struct Server {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

#[derive(Clone)]
struct Context {
    desk: Arc<Desk>,
    relay: Arc<Relay>,
}

impl Server {
    pub(crate) fn start(
        listener: TcpListener,
        tls: Arc<ServerConfig>,
        desk: Arc<Desk>,
        relay: Arc<Relay>,
    ) -> anyhow::Result<Self> {
        listener.set_nonblocking(true)?;
        let (stop, stopped) = oneshot::channel();
        let runtime = runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let thread = thread::Builder::new().name(String::from("platform")).spawn(move || {
            runtime.block_on(async move {
                tokio::select! {
                    ended = serve(listener, tls, Context { desk, relay }) => {
                        if let Err(error) = ended {
                            tracing::error!(%error, "the platform's server ended");
                        }
                    }
                    _ = stopped => {}
                }
            });
        })?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
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

async fn serve(listener: TcpListener, tls: Arc<ServerConfig>, context: Context) -> std::io::Result<()> {
    let app = Router::new()
        .route("/v1/ping", get(ping))
        .route("/v1/submissions/{id}", put(submission))
        .route("/v1/submissions/{id}/attachments/{sha256}", put(attachment))
        .route("/v1/catalog/{*path}", get(catalog_file))
        .layer(middleware::from_fn_with_state(context.clone(), behave))
        .with_state(context);
    axum_server::from_tcp_rustls(listener, RustlsConfig::from_config(tls))?.serve(app.into_make_service()).await
}

async fn ping() -> Response {
    answer(Reply { status: 200, body: String::from(r#"{"version":1,"service":"yici-platform"}"#) })
}

async fn submission(State(context): State<Context>, Path(id): Path<String>, body: Body) -> Response {
    take(body, MAX_ENVELOPE, |bytes| context.desk.take_submission(&id, bytes)).await
}

async fn attachment(
    State(context): State<Context>,
    Path((id, digest)): Path<(String, String)>,
    body: Body,
) -> Response {
    take(body, MAX_ATTACHMENT, |bytes| context.desk.take_attachment(&id, &digest, bytes)).await
}

/// A file of the signed catalog, as it lies in the folder `catalog` of the platform's directory. Any web server would do.
async fn catalog_file(State(context): State<Context>, Path(path): Path<String>) -> Response {
    match context.desk.catalog_file(&path) {
        Some(bytes) => bytes.into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn take(body: Body, most: usize, desk: impl FnOnce(&[u8]) -> anyhow::Result<Reply>) -> Response {
    let Ok(bytes) = to_bytes(body, most).await else {
        return answer(refusal(413, "too_large"));
    };
    match desk(&bytes) {
        Ok(reply) => answer(reply),
        Err(error) => {
            tracing::error!(%error, "the platform's store failed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn answer(reply: Reply) -> Response {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, "application/json")], reply.body).into_response()
}

/// The hand between the request and the answer.
async fn behave(State(context): State<Context>, request: Request, next: Next) -> Response {
    let is_ping = request.uri().path() == "/v1/ping";
    let is_catalog = request.uri().path().starts_with("/v1/catalog/");
    match context.desk.behaviour(is_ping || is_catalog) {
        Behaviour::Normal | Behaviour::Absent => next.run(request).await,
        Behaviour::Slow(delay) => {
            let answer = next.run(request).await;
            time::sleep(delay).await;
            answer
        }
        Behaviour::Rude => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
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
        Behaviour::Refuse(status) => answer(refusal(status, "refused")),
        Behaviour::Forge if is_ping => next.run(request).await,
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
