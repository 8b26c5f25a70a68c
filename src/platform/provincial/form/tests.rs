//! On bytes: what is sent, what is read, and what is not believed.

use super::*;
use ed25519_dalek::{Signer, SigningKey};

const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

fn now() -> Timestamp {
    "2026-11-21T02:00:00Z".parse().expect("a time")
}

fn sent(form: &impl Serialize) -> String {
    String::from_utf8_lossy(&body(form, now())).into_owned()
}

/// Kiosks send these from 0.2 on. If it fails, undo your change; never touch the bytes.
#[test]
fn what_is_sent_is_frozen() {
    assert_eq!(sent(&Heartbeat {}), r#"{"reqTime":"20261121100000"}"#);
    let id = ID.parse().expect("an id");
    let envelope = br#"{"kind":"evaluation","number":"2026010100000017"}"#;
    let golden = concat!(
        r#"{"projId":"01890a5d-ac96-774b-bcce-b302099a8057","bizType":"02","receiptNo":"2026010100000017","#,
        r#""digest":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","#,
        r#""content":"eyJraW5kIjoiZXZhbHVhdGlvbiIsIm51bWJlciI6IjIwMjYwMTAxMDAwMDAwMTcifQ==","#,
        r#""reqTime":"20261121100000"}"#,
    );
    assert_eq!(sent(&Submit::new(id, Digest::of(b"abc"), envelope)), golden);
    let golden = concat!(
        r#"{"projId":"01890a5d-ac96-774b-bcce-b302099a8057","#,
        r#""attachDigest":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","#,
        r#""offset":"1048576","total":"1048579","data":"YWJj","reqTime":"20261121100000"}"#,
    );
    assert_eq!(sent(&Upload::new(id, Digest::of(b"abc"), 1_048_576, 1_048_579, b"abc")), golden);
}

fn signed(id: &str, digest: Digest, time: &str) -> String {
    let key = SigningKey::from_bytes(&[7; 32]);
    let text = format!("acceptTime={time}&digest={digest}&projId={id}&projectNo=440232");
    let sign = STANDARD.encode(key.sign(text.as_bytes()).to_bytes());
    serde_json::json!({ "code": "0", "msg": "成功", "data": {
        "projId": id, "projectNo": "440232", "digest": digest.to_string(), "acceptTime": time, "sign": sign,
    }})
    .to_string()
}

fn verify(body: &str) -> Result<SignedReceipt, NotAReceipt> {
    let key = SigningKey::from_bytes(&[7; 32]).verifying_key();
    verify_receipt(body.as_bytes(), &key, ID.parse().expect("an id"), Digest::of(b"abc"))
}

#[test]
fn a_receipt_counts_only_with_the_signature_over_all_of_it() {
    let body = signed(ID, Digest::of(b"abc"), "20261121100000");
    let receipt = verify(&body).expect("a receipt");
    assert_eq!((receipt.case(), receipt.received_at()), ("440232", now()));
    for (from, to) in [("440232\"", "440233\""), ("20261121100000", "20271121100000")] {
        assert_eq!(verify(&body.replace(from, to)), Err(NotAReceipt::Signature), "{to}");
    }
    let other = ID.replace("8057", "8058");
    assert_eq!(verify(&signed(&other, Digest::of(b"abc"), "20261121100000")), Err(NotAReceipt::OtherSubmission));
    assert_eq!(verify(&signed(ID, Digest::of(b"abd"), "20261121100000")), Err(NotAReceipt::OtherSubmission));
    for wrong in ["20261321100000", "2026-11-21", "２０２６１１２１１０００００"] {
        assert_eq!(verify(&signed(ID, Digest::of(b"abc"), wrong)), Err(NotAReceipt::Form), "{wrong}");
    }
}

#[test]
fn a_code_means_what_the_status_of_its_first_digits_means() {
    let fault = |code: &str| Reply::parse(format!(r#"{{"code":"{code}"}}"#).as_bytes()).map(|reply| reply.refusal());
    assert_eq!(fault("42201"), Ok(ItemFault { status: 422, code: String::from("p42201") }.into()));
    assert_eq!(fault("40301"), Ok(QueueFault::Auth(403).into()));
    assert_eq!(fault("50003"), Ok(QueueFault::Server(500).into()));
    assert!(matches!(fault("99999"), Ok(Fault::Queue(QueueFault::NotThePlatform(_)))));
    for other in ["", "ok", "422", "4220x"] {
        assert!(fault(other).is_err(), "{other}");
    }
}

/// Whatever comes in this platform's place: no panic, no success that was not earned, no word of the other side.
#[test]
fn no_answer_is_a_success_that_was_not_earned_or_repeats_what_it_says() {
    let (id, digest) = (ID.parse().expect("an id"), Digest::of(b"abc"));
    let key = SigningKey::from_bytes(&[7; 32]).verifying_key();
    let head = TrailHead { kiosk: String::from("site-001"), row: 1, chain: digest };
    // A receipt for something else, and the other answers that there are.
    let forms = [
        signed(&ID.replace("8057", "8058"), digest, "20261121100000"),
        r#"{"code":"42401","data":{"attachments":[{"attachDigest":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","received":"7"}]}}"#.into(),
        r#"{"code":"0","data":{"received":"1024"}}"#.into(),
        r#"{"code":"0","data":{"content":"eyJzZWFsIjoie30iLCJzaWduYXR1cmUiOiIifQ=="}}"#.into(),
        r#"{"code":"0","data":{"certRenew":"1","certificate":"-----BEGIN CERTIFICATE-----"}}"#.into(),
        r#"{"code":"42201","msg":"张三","data":{}}"#.into(),
    ];
    arbtest::arbtest(|u| {
        let mut bytes = if u.ratio(1, 4)? { u.arbitrary()? } else { u.choose(&forms)?.clone().into_bytes() };
        for _ in 0..u.int_in_range(0..=4)? {
            let at = u.choose_index(bytes.len().max(1))?.min(bytes.len());
            match u.int_in_range(0..=2)? {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, u.arbitrary()?),
                _ if at < bytes.len() => bytes[at] ^= 1 << u.int_in_range(0..=7)?,
                _ => {}
            }
        }
        let Ok(reply) = Reply::parse(&bytes) else { return Ok(()) };
        match reply.to_submission(&key, id, digest) {
            Ok(Answer::Received(_)) => panic!("nobody signed that"),
            Ok(Answer::Missing(missing)) => assert!((1..=MAX_ATTACHMENTS).contains(&missing.len())),
            Err(fault) => assert!(!fault.to_string().contains('张')),
        }
        assert!(reply.to_head(&key, &head).is_err(), "nobody sealed that");
        let queue = [reply.to_nothing().err(), reply.to_pong().err(), reply.to_certificate().err()];
        let queue = queue.into_iter().chain([reply.to_catalog_file().err()]).flatten().map(Fault::from);
        for fault in queue.chain(reply.to_piece().err()) {
            assert!(!fault.to_string().contains('张'), "{fault}");
        }
        Ok(())
    })
    .size_max(4_096)
    .budget_ms(1_000);
}
