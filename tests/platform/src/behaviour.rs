//! How the platform behaves, and the mishaps that are made of an answer.

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use futures_util::stream;
use std::{io, task::Poll, time::Duration};

/// The platform's hand. Each lasts until the next, but for [`Behaviour::Refuse`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Behaviour {
    /// As the contract says.
    Normal,
    /// Connections are dropped before TLS begins; those that stand are cut.
    Absent,
    /// Does its work, and answers so much later.
    Slow(Duration),
    /// Says 500 to everything, and does nothing.
    Rude,
    /// Says 503 to everything, does nothing, and wants to be left alone for so many seconds.
    Busy(u32),
    /// Answers everything with 200 and a page of HTML, as the login page of a mall's network does.
    LoginPage,
    /// Sends everyone to this address with 307.
    Redirect(String),
    /// Does its work, and breaks off in the middle of the answer's body.
    CutMidBody,
    /// Breaks off after so many bytes of a request's body, and does nothing; a shorter one is answered as always.
    CutRequest(usize),
    /// Cuts every new connection at the wire after so many bytes from the kiosk, or to it.
    CutLine {
        /// Bytes from the kiosk that still pass.
        up: u64,
        /// Bytes to the kiosk that still pass.
        down: u64,
    },
    /// Lets so many bytes a second pass, each way.
    Trickle(u64),
    /// Does its work, and gives each the answer that the one before was to get, as a broken proxy does; nothing for the
    /// first.
    AnswerBefore,
    /// Takes attachments whole only, as a platform of the first version of the contract does.
    WithoutPieces,
    /// Says of every attachment that it has more bytes than there can be.
    Boasts,
    /// Refuses the next thing that is handed in with this status and a body of the contract's form, and is normal again.
    Refuse(u16),
    /// Does its work, and spoils the signature of every receipt and certificate.
    Forge,
    /// Shows another certificate than its own, on connections that are made from now on.
    Impostor(Impostor),
    /// Answers every question for a file of the catalog with bytes that do not end.
    Endless,
}

/// What is wrong with a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Impostor {
    /// It is of another authority, which has the same name.
    OtherAuthority,
    /// It is for another host, as where a name leads astray.
    OtherName,
    /// It had ended before there were kiosks.
    Expired,
}

/// The most that is taken apart of one of our own answers.
const MAX_ANSWER: usize = 64 * 1024;

/// The page that a captive network shows.
pub(crate) fn login_page() -> Response {
    ([(header::CONTENT_TYPE, "text/html")], "<!doctype html><title>Welcome</title><form><input name=room></form>")
        .into_response()
}

/// An answer of which only the head and half of the body arrive.
pub(crate) async fn cut(answer: Response) -> Response {
    let (mut head, body) = answer.into_parts();
    let Ok(whole) = to_bytes(body, MAX_ANSWER).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    head.headers.insert(header::CONTENT_LENGTH, whole.len().into());
    Response::from_parts(head, half(whole))
}

/// An answer whose signature, if it has one, is another.
pub(crate) async fn forge(answer: Response) -> Response {
    let (head, body) = answer.into_parts();
    let Ok(whole) = to_bytes(body, MAX_ANSWER).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let Ok(mut receipt) = serde_json::from_slice::<serde_json::Value>(&whole) else {
        return Response::from_parts(head, Body::from(whole));
    };
    // The signature of nothing: well formed, and wrong.
    for place in ["/signature", "/data/sign"] {
        if let Some(signature) = receipt.pointer_mut(place) {
            *signature = STANDARD.encode([0; 64]).into();
        }
    }
    // The length of the body is set anew by the server.
    (head.status, receipt.to_string()).into_response()
}

/// An answer without an end.
pub(crate) fn endless() -> Response {
    let chunk = Bytes::from_static(&[b' '; 16 * 1024]);
    Body::from_stream(stream::poll_fn(move |_| Poll::Ready(Some(Ok::<_, io::Error>(chunk.clone()))))).into_response()
}

/// An answer that does not say what it has of an attachment.
pub(crate) async fn without_pieces(answer: Response) -> Response {
    let (head, body) = answer.into_parts();
    let Ok(whole) = to_bytes(body, MAX_ANSWER).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let Ok(mut said) = serde_json::from_slice::<serde_json::Value>(&whole) else {
        return Response::from_parts(head, Body::from(whole));
    };
    said.as_object_mut().map(|said| said.remove("have"));
    (head.status, said.to_string()).into_response()
}

/// An answer that claims to have what nobody sent.
pub(crate) async fn boast(answer: Response) -> Response {
    let (head, body) = answer.into_parts();
    let Ok(whole) = to_bytes(body, MAX_ANSWER).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let Ok(mut said) = serde_json::from_slice::<serde_json::Value>(&whole) else {
        return Response::from_parts(head, Body::from(whole));
    };
    for have in said.get_mut("have").and_then(|have| have.as_array_mut()).into_iter().flatten() {
        *have = u64::MAX.into();
    }
    for one in said.pointer_mut("/data/attachments").and_then(|all| all.as_array_mut()).into_iter().flatten() {
        one["received"] = u64::MAX.to_string().into();
    }
    (head.status, said.to_string()).into_response()
}

/// Half the bytes; a pause of one turn, in which they are flushed; an error, on which the server drops the connection.
fn half(whole: Bytes) -> Body {
    let mut turn = 0;
    Body::from_stream(stream::poll_fn(move |context| {
        turn += 1;
        match turn {
            1 => Poll::Ready(Some(Ok(whole.slice(..whole.len() / 2)))),
            2 => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
            _ => Poll::Ready(Some(Err(io::Error::from(io::ErrorKind::BrokenPipe)))),
        }
    }))
}
