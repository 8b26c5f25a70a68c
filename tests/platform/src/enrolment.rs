//! The doors that ask who is there: enrolment, renewal, and the one before everything else.

use crate::{
    desk::{Reply, refusal},
    register::{Refused, Register, Standing},
    server::{Context, answer, reply},
};
use axum::{
    Extension,
    body::{Body, to_bytes},
    extract::{Request, State},
    middleware::{AddExtension, Next},
    response::Response,
};
use axum_server::{accept::Accept, tls_rustls::RustlsAcceptor};
use serde::Deserialize;
use serde_json::json;
use std::{future::Future, io, pin::Pin};
use tokio::{net::TcpStream, task::block_in_place};
use tower_layer::Layer;

/// The most bytes of a request for a certificate.
const MAX_REQUEST: usize = 16 * 1024;

/// The certificate that a connection was made with, DER; none for a stranger.
#[derive(Clone)]
pub(crate) struct Shown(pub(crate) Option<Vec<u8>>);

/// Puts the certificate of a connection beside its requests.
#[derive(Clone)]
pub(crate) struct ShowingCertificates(pub(crate) RustlsAcceptor);

impl<S: Send + 'static> Accept<TcpStream, S> for ShowingCertificates {
    type Stream = <RustlsAcceptor as Accept<TcpStream, S>>::Stream;
    type Service = AddExtension<S, Shown>;
    type Future = Pin<Box<dyn Future<Output = io::Result<(Self::Stream, Self::Service)>> + Send>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let accepting = self.0.accept(stream, service);
        Box::pin(async move {
            let (stream, service) = accepting.await?;
            let shown = stream.get_ref().1.peer_certificates().and_then(|chain| chain.first());
            let shown = Shown(shown.map(|certificate| certificate.to_vec()));
            Ok((stream, Extension(shown).layer(service)))
        })
    }
}

/// Lets kiosks in, and nobody else.
pub(crate) async fn only_kiosks(
    State(context): State<Context>,
    Extension(Shown(shown)): Extension<Shown>,
    mut request: Request,
    next: Next,
) -> Response {
    let Some(shown) = shown else { return answer(refusal(401, "not_enrolled")) };
    // The database is waited for; others go on meanwhile.
    match block_in_place(|| context.register.standing(&shown)) {
        Ok(standing @ Standing::In { .. }) => {
            request.extensions_mut().insert(standing);
            next.run(request).await
        }
        Ok(Standing::Ended) => answer(refusal(403, "certificate_ended")),
        Ok(Standing::Out) => answer(refusal(403, "revoked")),
        Err(error) => reply(Err(error)),
    }
}

/// `POST /v1/enrolment`
pub(crate) async fn enrol(State(context): State<Context>, body: Body) -> Response {
    #[derive(Deserialize)]
    struct Wire {
        version: u32,
        kiosk: String,
        token: String,
        request: String,
    }
    let Some(wire) = read::<Wire>(body).await.filter(|wire| wire.version == 1) else {
        return answer(refusal(400, "malformed"));
    };
    reply(context.register.enrol(&wire.kiosk, &wire.token, &wire.request).map(|enrolled| match enrolled {
        Ok((certificate, is_new)) => {
            let body = json!({
                "version": 1,
                "certificate": certificate,
                "receipt_key": context.credentials.receipt_key.trim(),
                "seal_key": context.credentials.seal_recipient.trim(),
            });
            Reply { status: if is_new { 201 } else { 200 }, body: body.to_string() }
        }
        Err(refused) => no(refused),
    }))
}

/// `POST /v1/certificate`: also for a certificate that has ended, for a while.
pub(crate) async fn renew(
    State(context): State<Context>,
    Extension(Shown(shown)): Extension<Shown>,
    body: Body,
) -> Response {
    #[derive(Deserialize)]
    struct Wire {
        version: u32,
        request: String,
    }
    let Some(wire) = read::<Wire>(body).await.filter(|wire| wire.version == 1) else {
        return answer(refusal(400, "malformed"));
    };
    reply(renewal(&context.register, shown.as_deref(), &wire.request).map(|renewed| match renewed {
        Ok(certificate) => Reply { status: 201, body: json!({ "version": 1, "certificate": certificate }).to_string() },
        Err(refused) => no(refused),
    }))
}

/// A new certificate for whoever shows this one.
pub(crate) fn renewal(
    register: &Register,
    shown: Option<&[u8]>,
    request: &str,
) -> anyhow::Result<Result<String, Refused>> {
    let Some(shown) = shown else { return Ok(Err((401, "not_enrolled"))) };
    match register.standing(shown)? {
        Standing::Out => Ok(Err((403, "revoked"))),
        Standing::In { .. } | Standing::Ended => register.renew(shown, request),
    }
}

fn no((status, code): Refused) -> Reply {
    refusal(status, code)
}

async fn read<T: for<'a> Deserialize<'a>>(body: Body) -> Option<T> {
    serde_json::from_slice(&to_bytes(body, MAX_REQUEST).await.ok()?).ok()
}
