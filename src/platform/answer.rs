//! From an HTTP status and a body to what it means. Pure; every row of the contract's table of answers stands here.

use super::{
    Answer, Fault, ItemFault, NotEnrolled, NotRenewedByStick, QueueFault,
    contract::{
        Digest, NotAReceipt, Problem, SealedAnswer, SealedHead, SignedReceipt, SubmissionId, TrailHead, VERSION,
        enrolment::Enrolled,
    },
};
use ed25519_dalek::VerifyingKey;
use serde::Deserialize;

/// The statuses that speak of one submission, if the body is the platform's own.
const ITEM_FAULTS: [u16; 5] = [400, 409, 413, 415, 422];

/// What was read of an answer: at most `MAX_ANSWER_BYTES` of body, but for a file of the catalog.
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

/// To an envelope.
pub fn to_submission(reply: &Reply, key: &VerifyingKey, id: SubmissionId, digest: Digest) -> Result<Answer, Fault> {
    match reply.status {
        200 | 201 => SignedReceipt::verify(&reply.body, key, id, digest).map(Answer::Received).map_err(|why| {
            let why = match why {
                NotAReceipt::Form => "success without a receipt, perhaps a login page",
                NotAReceipt::Signature => "a receipt that the platform did not sign",
                NotAReceipt::OtherSubmission => "a receipt for something else",
            };
            QueueFault::NotThePlatform(why).into()
        }),
        424 => match Problem::parse(&reply.body) {
            Some(problem) if !problem.missing.is_empty() => Ok(Answer::Missing(problem.missing)),
            _ => Err(QueueFault::NotThePlatform("attachments missing, but none named").into()),
        },
        _ => Err(refusal(reply)),
    }
}

/// To a whole attachment.
pub fn to_attachment(reply: &Reply) -> Result<(), Fault> {
    match reply.status {
        // A login page here does no harm: the receipt, which follows, is what counts.
        200 | 201 => Ok(()),
        _ => Err(refusal(reply)),
    }
}

/// How many bytes the platform has of an attachment, after a piece of it.
pub fn to_piece(reply: &Reply) -> Result<u64, Fault> {
    #[derive(Deserialize)]
    struct Have {
        version: u32,
        have: u64,
    }
    let have = serde_json::from_slice(&reply.body).ok().filter(|have: &Have| have.version == VERSION);
    match (reply.status, have) {
        // 409: it has more or less than this side thought, from an answer that was lost or that came twice.
        (200 | 201 | 409, Some(have)) => Ok(have.have),
        (200 | 201, None) => {
            Err(QueueFault::NotThePlatform("a piece taken in another form, perhaps a login page").into())
        }
        _ => Err(refusal(reply)),
    }
}

/// What the platform says to a ping, when it is the platform.
#[derive(Debug, PartialEq, Eq)]
pub struct Pong {
    /// This kiosk's certificate is to be renewed.
    pub renew: bool,
}

/// To a ping.
pub fn to_ping(reply: &Reply) -> Result<Pong, QueueFault> {
    #[derive(Deserialize)]
    struct Wire {
        version: u32,
        service: String,
        #[serde(default)]
        renew: bool,
    }
    if reply.status != 200 {
        return match refusal(reply) {
            Fault::Queue(fault) => Err(fault),
            Fault::Item(_) => Err(QueueFault::NotThePlatform("a ping refused as a submission is")),
        };
    }
    match serde_json::from_slice(&reply.body) {
        Ok(Wire { version: VERSION, service, renew }) if service == "yici-platform" => Ok(Pong { renew }),
        _ => Err(QueueFault::NotThePlatform("a ping answered in another form, perhaps a login page")),
    }
}

/// A platform that answers no questions says 404; the citizen is then asked for everything.
pub fn to_question(reply: &Reply, id: SubmissionId) -> Result<SealedAnswer, QueueFault> {
    let other = QueueFault::NotThePlatform("a question answered in another form, perhaps a login page");
    match reply.status {
        200 => SealedAnswer::parse(&reply.body, id).ok_or(other),
        _ => match refusal(reply) {
            Fault::Queue(fault) => Err(fault),
            Fault::Item(_) => Err(QueueFault::NotThePlatform("a question refused as a submission is")),
        },
    }
}

/// A login page here does no harm either: nothing of the catalog is believed unsigned.
pub fn to_catalog_file(reply: Reply) -> Result<Option<Vec<u8>>, QueueFault> {
    match reply.status {
        200 => Ok(Some(reply.body)),
        404 => Ok(None),
        _ => match refusal(&reply) {
            Fault::Queue(fault) => Err(fault),
            Fault::Item(_) => Err(QueueFault::NotThePlatform("a file refused as a submission is")),
        },
    }
}

/// The seal on a head of the audit trail.
pub fn to_head(reply: &Reply, key: &VerifyingKey, head: &TrailHead) -> Result<SealedHead, Fault> {
    if !matches!(reply.status, 200 | 201) {
        return Err(refusal(reply));
    }
    let sealed = std::str::from_utf8(&reply.body).ok().and_then(|body| SealedHead::verify(body, key).ok());
    let sealed = sealed.filter(|sealed| sealed.head() == head);
    Ok(sealed.ok_or(QueueFault::NotThePlatform("success without a seal, perhaps a login page"))?)
}

/// To a request for a new certificate: the certificate, PEM.
pub fn to_renewal(reply: &Reply) -> Result<String, QueueFault> {
    match (reply.status, Enrolled::parse(&reply.body)) {
        (200 | 201, Some(enrolled)) => Ok(enrolled.certificate),
        (200 | 201, None) => Err(QueueFault::NotThePlatform("a certificate in another form, perhaps a login page")),
        _ => match refusal(reply) {
            Fault::Queue(fault) => Err(fault),
            Fault::Item(_) => Err(QueueFault::NotThePlatform("a renewal refused as a submission is")),
        },
    }
}

/// To a carried question for a new certificate: the certificate, PEM. What is wrong with the question keeps no other waiting.
pub fn to_carried_renewal(reply: &Reply) -> Result<Result<String, NotRenewedByStick>, QueueFault> {
    match reply.status {
        200 | 201 => to_renewal(reply).map(Ok),
        // A platform of before there was such a question.
        404 | 405 => Ok(Err(NotRenewedByStick::Unsupported)),
        _ => match refusal(reply) {
            Fault::Queue(fault) => Err(fault),
            Fault::Item(ItemFault { code, .. }) if code == "not_yet" => Ok(Err(NotRenewedByStick::NotYet)),
            Fault::Item(ItemFault { code, .. }) => Ok(Err(NotRenewedByStick::Refused { code })),
        },
    }
}

/// To an enrolment.
pub fn to_enrolment(reply: &Reply) -> Result<Enrolled, NotEnrolled> {
    match (reply.status, Enrolled::parse(&reply.body), Problem::parse(&reply.body)) {
        (200 | 201, Some(enrolled), _) => Ok(enrolled),
        (200 | 201, None, _) => Err(QueueFault::NotThePlatform("no certificate, perhaps a login page").into()),
        (400..=499, _, Some(problem)) => Err(NotEnrolled::Refused { code: problem.code }),
        _ => match refusal(reply) {
            Fault::Queue(fault) => Err(fault.into()),
            Fault::Item(fault) => Err(NotEnrolled::Refused { code: fault.code }),
        },
    }
}

fn refusal(reply: &Reply) -> Fault {
    let status = reply.status;
    let fault = match status {
        300..=399 => QueueFault::NotThePlatform("a redirect"),
        401 | 403 => QueueFault::Auth(status),
        408 => QueueFault::Slow,
        429 | 500..=599 => QueueFault::Server(status),
        _ if ITEM_FAULTS.contains(&status) => match Problem::parse(&reply.body) {
            Some(problem) => {
                return ItemFault { status, code: problem.code }.into();
            }
            None => QueueFault::NotThePlatform("a refusal in another form"),
        },
        _ => QueueFault::NotThePlatform("a status that the contract does not have"),
    };
    fault.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(status: u16, body: &str) -> Fault {
        let key = ed25519_dalek::SigningKey::from_bytes(&[7; 32]).verifying_key();
        let reply = Reply { status, body: body.as_bytes().to_vec() };
        to_submission(&reply, &key, SubmissionId::generate(), Digest::of(b"")).expect_err("no success")
    }

    #[test]
    fn only_the_platforms_own_words_put_a_submission_at_fault() {
        let own = r#"{"version":1,"code":"refused"}"#;
        for status in ITEM_FAULTS {
            assert_eq!(meaning(status, own), ItemFault { status, code: String::from("refused") }.into());
            assert!(matches!(meaning(status, "<html>"), Fault::Queue(QueueFault::NotThePlatform(_))), "{status}");
        }
    }

    #[test]
    fn every_other_status_keeps_the_queue_waiting() {
        for status in (100..600).filter(|status| !ITEM_FAULTS.contains(status)) {
            assert!(matches!(meaning(status, r#"{"version":1,"code":"refused"}"#), Fault::Queue(_)), "{status}");
        }
    }

    /// A platform of before, or what only the question is guilty of: the stick's other files are delivered.
    #[test]
    fn what_is_wrong_with_a_carried_question_pauses_nothing() {
        let to = |status, body: &str| to_carried_renewal(&Reply { status, body: body.as_bytes().to_vec() });
        for status in [404, 405] {
            assert_eq!(to(status, "Not Found"), Ok(Err(NotRenewedByStick::Unsupported)));
        }
        let refused = NotRenewedByStick::Refused { code: String::from("revoked") };
        assert_eq!(to(422, r#"{"version":1,"code":"revoked"}"#), Ok(Err(refused)));
        assert_eq!(to(409, r#"{"version":1,"code":"not_yet"}"#), Ok(Err(NotRenewedByStick::NotYet)));
        assert_eq!(to(201, r#"{"version":1,"certificate":"PEM"}"#), Ok(Ok(String::from("PEM"))));
        for (status, body) in [(200, "<html>"), (422, "<html>"), (302, ""), (403, ""), (503, "")] {
            assert!(to(status, body).is_err(), "{status}");
        }
    }

    #[test]
    fn a_login_page_is_no_ping() {
        let ping = |status, body: &str| to_ping(&Reply { status, body: body.as_bytes().to_vec() });
        assert_eq!(ping(200, r#"{"version":1,"service":"yici-platform"}"#), Ok(Pong { renew: false }));
        assert_eq!(ping(200, r#"{"version":1,"service":"yici-platform","renew":true}"#), Ok(Pong { renew: true }));
        assert!(matches!(ping(200, "<html>"), Err(QueueFault::NotThePlatform(_))));
        assert_eq!(ping(503, ""), Err(QueueFault::Server(503)));
    }
}
