//! Bytes that nobody planned, as answers of the platform, as a bundle on a stick, as a draft: no panic, no success that was
//! not earned, no word of the other side in what is said of it, and no more memory than was stated.
//!
//! Half of what is fed is an answer of the contract's own form with something changed in it. `ARBTEST_BUDGET_MS` feeds
//! longer, `ARBTEST_SEED` repeats a failure.

use super::bench::{Bench, connection, directory, submission};
use arbtest::arbitrary::{Result, Unstructured};
use std::time::Duration;
use yici::application::certificate::{self, Piece};
use yici::application::draft::Draft;
use yici::application::{progress, ticket};
use yici::carry::{CarriedFile, Seals, Source, carry};
use yici::outbox::{Outbox, SubmissionId};
use yici::platform::answer::{self, Reply};
use yici::platform::contract::{Digest, MAX_ATTACHMENTS, Problem, TrailHead};
use yici::platform::{Answer, CarriedRenewal, Fault, KioskKey, QueueFault, http};
use yici_hardware::Personal;

const BRIEF: Duration = Duration::from_millis(1_500);

/// What a broken platform might put into an answer, and nobody may repeat.
const CITIZEN: &str = "\u{5f20}\u{4e09}";

fn briefly(feed: impl FnMut(&mut Unstructured<'_>) -> Result<()>) {
    let run = arbtest::arbtest(feed).size_max(8_192);
    if std::env::var_os("ARBTEST_BUDGET_MS").is_some() { run.run() } else { run.budget(BRIEF).run() }
}

/// No more than so many times what came in, and a little.
fn within<T>(came: usize, work: impl FnOnce() -> T) -> T {
    let mut done = None;
    let held = allocation_counter::measure(|| done = Some(work()));
    let most = u64::try_from(64 * 1024 + 16 * came).expect("64 bits");
    assert!(held.bytes_max <= most, "{} bytes held for {came} that came", held.bytes_max);
    done.expect("it was done")
}

fn own_forms(id: SubmissionId, digest: Digest) -> Vec<String> {
    vec![
        format!(r#"{{"version":1,"code":"attachments_missing","missing":["{digest}"],"have":[7]}}"#),
        format!(r#"{{"version":1,"code":"refused","text":"{CITIZEN}"}}"#),
        String::from(r#"{"version":1,"have":1024}"#),
        String::from(r#"{"version":1,"service":"yici-platform","renew":true}"#),
        format!(
            r#"{{"receipt":"{{\"version\":1,\"id\":\"{id}\",\"sha256\":\"{digest}\",\"case\":\"C\",\"received_at\":\"2026-01-01T00:00:00Z\"}}","signature":"yrYy7znND3BdQyqsdGx4J9hjuA+kbNHpr640K/3va8mHTN0hzmzVXJXaNM3KNQtAhUTqdJZwY29+vHuLhngoDQ=="}}"#
        ),
        String::from(
            r#"{"version":1,"certificate":"-----BEGIN CERTIFICATE-----","receipt_key":"AA==","seal_key":"age1"}"#,
        ),
        format!(r#"{{"version":1,"id":"{id}","sealed":"AP8+"}}"#),
        format!(
            r#"{{"seal":"{{\"version\":1,\"kiosk\":\"{CITIZEN}\",\"row\":1,\"chain\":\"{digest}\",\"received_at\":\"2026-01-01T00:00:00Z\"}}","signature":"yrYy7znND3BdQyqsdGx4J9hjuA+kbNHpr640K/3va8mHTN0hzmzVXJXaNM3KNQtAhUTqdJZwY29+vHuLhngoDQ=="}}"#
        ),
        format!("<html><title>{CITIZEN}</title>"),
    ]
}

/// What stands inside the seal of an answer.
fn sealed_forms(id: SubmissionId) -> Vec<String> {
    let head = format!(r#""version":1,"id":"{id}""#);
    vec![
        format!(
            r#"{{{head},"cases":[{{"number":"2026010100000017","case":"C","matter":"m","name":{{"zh":"{CITIZEN}"}},"received_at":"2026-01-01T00:00:00Z","state":"received","items":[{{"item":"a","state":"done","on":"2026-01-01"}}],"owed":[{{"paper":"b","until":"2026-01-01"}}],"may_withdraw":true}}]}}"#
        ),
        format!(
            r#"{{{head},"ticket":{{"number":"A017","hall":"{CITIZEN}","window":"3","day":"2026-01-01","ahead":4}}}}"#
        ),
        format!(r#"{{{head},"refused":"full"}}"#),
        format!(
            r#"{{{head},"state":"issued","certificate":"{{\"version\":1,\"kind\":\"certificate\",\"case\":\"{id}\",\"sha256\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\",\"length\":3}}","signature":"Tpz0ZUtSQOWHQz9zmK+L3u/w+tYYmV9V4uNkwuGtqzxNOluFBP7r2cLqUbHk+BangX2Y5z3vZ96Hi8UyIZLpAw==","piece":"YWJj"}}"#
        ),
        format!(r#"{{{head},"state":"sent"}}"#),
    ]
}

/// One of these with something changed in it, or anything at all.
fn bytes_of(u: &mut Unstructured<'_>, forms: &[Vec<u8>]) -> Result<Vec<u8>> {
    if u.ratio(1, 4)? {
        return u.arbitrary();
    }
    let mut bytes = u.choose(forms)?.clone();
    for _ in 0..u.int_in_range(0..=4)? {
        let at = u.choose_index(bytes.len().max(1))?.min(bytes.len());
        match u.int_in_range(0..=4)? {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, u.arbitrary()?),
            2 if at < bytes.len() => bytes[at] ^= 1 << u.int_in_range(0..=7)?,
            3 => {
                let digits = u.arbitrary::<u64>()?.to_string();
                bytes.splice(at..at, digits.into_bytes());
            }
            _ if at < bytes.len() => drop(bytes.remove(at)),
            _ => {}
        }
    }
    Ok(bytes)
}

#[test]
fn no_answer_is_a_success_that_was_not_earned_or_repeats_what_it_says() {
    let (id, digest) = (SubmissionId::generate(), Digest::of(b"an envelope"));
    let key =
        http::receipt_key("6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=").expect("32 bytes of 7, their public key");
    let head = TrailHead { kiosk: String::from("site-001"), row: 1, chain: digest };
    let forms: Vec<_> = own_forms(id, digest).into_iter().map(String::into_bytes).collect();
    briefly(|u| {
        let status =
            *u.choose(&[200, 201, 204, 302, 400, 401, 403, 408, 409, 413, 415, 422, 424, 429, 500, 503, 999])?;
        let reply = Reply { status, body: bytes_of(u, &forms)? };
        let came = reply.body.len();
        within(came, || {
            match answer::to_submission(&reply, &key, id, digest) {
                Ok(Answer::Received(_)) => panic!("nobody signed that"),
                Ok(Answer::Missing(missing)) => assert!((1..=MAX_ATTACHMENTS).contains(&missing.len())),
                Err(fault) => assert_says_nothing(&fault),
            }
            for fault in [answer::to_attachment(&reply).err(), answer::to_piece(&reply).err()].into_iter().flatten() {
                assert_says_nothing(&fault);
            }
            if let Ok(Err(refused)) = answer::to_carried_renewal(&reply) {
                assert!(!refused.to_string().contains(CITIZEN));
            }
            let queue: [Option<QueueFault>; 2] = [answer::to_ping(&reply).err(), answer::to_renewal(&reply).err()];
            assert_says_nothing(&answer::to_head(&reply, &key, &head).expect_err("nobody sealed that"));
            let asked = answer::to_question(&reply, id).err();
            queue.into_iter().flatten().chain(asked).for_each(|fault| assert_says_nothing(&fault.into()));
            if let Err(refused) = answer::to_enrolment(&reply) {
                assert!(!refused.to_string().contains(CITIZEN));
            }
            if let Some(problem) = Problem::parse(&reply.body) {
                let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
                assert!(problem.code.len() <= 40 && problem.code.chars().all(is_word));
            }
        });
        let _ = answer::to_catalog_file(reply);
        Ok(())
    });
}

fn assert_says_nothing(fault: &Fault) {
    assert!(!fault.to_string().contains(CITIZEN), "{fault}");
}

/// Only the platform can seal an answer; a broken one seals anything.
#[test]
fn no_answer_inside_a_seal_upsets_anybody_or_is_a_certificate_that_was_not_signed() {
    let id = SubmissionId::generate();
    let key =
        http::receipt_key("6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=").expect("32 bytes of 7, their public key");
    let forms: Vec<_> = sealed_forms(id).into_iter().map(String::into_bytes).collect();
    assert!(progress::read(&forms[0], id).is_some() && ticket::read(&forms[1], id).is_some(), "forms of the contract");
    briefly(|u| {
        let bytes = bytes_of(u, &forms)?;
        within(bytes.len() + certificate::PIECE, || {
            let cases = progress::read(&bytes, id);
            assert!(cases.is_none_or(|cases| cases.reveal().len() <= 20));
            if let Some(Ok(ticket)) = ticket::read(&bytes, id) {
                assert!(ticket.hall.chars().count() <= 60 && !ticket.hall.contains(char::is_control));
            }
            // The signature is another case's.
            let piece = Piece::read(&bytes, id, id, &key);
            assert!(!matches!(piece, Ok(Piece::Part { .. })), "nobody signed that");
        });
        Ok(())
    });
}

#[test]
fn no_bundle_is_believed_but_the_one_that_was_written() {
    let mut bench = Bench::new();
    let stick = directory();
    let one = submission("an application", &[b"a paper", &[7; 900]]);
    bench.outbox.commit(&one, &bench.seal(), bench.now()).expect("committed");
    let settings = connection(bench.platform());
    let key = KioskKey::new(&settings).expect("a key");
    let receipts = http::receipt_key(&settings.receipt_key).expect("a key");
    let seals = Seals { key: &key, ca_pem: &settings.ca_pem, receipts: &receipts };
    let mut source = Source::Whole(Outbox::open(bench.outbox_dir.path()).expect("opens"));
    carry(&mut source, &seals, stick.path(), bench.now()).expect("carried");
    let path = stick.path().join(format!("{}.carried", one.id));
    let whole = std::fs::read(&path).expect("the bundle");
    let forms = [whole.clone()];
    briefly(|u| {
        let bytes = bytes_of(u, &forms)?;
        std::fs::write(&path, &bytes).expect("written");
        // An envelope may say that it is 2 MiB long before it is found out.
        let opened = within(bytes.len() + 256 * 1024, || CarriedFile::open(&path, &settings.ca_pem, bench.now()));
        assert_eq!(opened.is_ok(), bytes == whole);
        Ok(())
    });
}

#[test]
fn no_bytes_in_the_place_of_a_question_for_a_certificate_upset_anybody() {
    let bench = Bench::new();
    let key = KioskKey::new(&connection(bench.platform())).expect("a key");
    let whole = CarriedRenewal::new(&key, "REQUEST").expect("a question");
    let forms = [whole.bytes().to_vec()];
    briefly(|u| {
        let bytes = bytes_of(u, &forms)?;
        let came = bytes.clone();
        if let Some(read) = within(came.len(), || CarriedRenewal::read(bytes)) {
            assert_eq!(read.bytes(), came, "word for word");
        }
        Ok(())
    });
}

#[test]
fn no_bytes_in_the_place_of_a_draft_upset_anybody() {
    let own = concat!(
        r#"{"version":1,"id":"01890a5d-ac96-774b-bcce-b302099a8057","answers":{"a":"b"},"items":["one"],"#,
        r#""fields":{"mobile":"13800138000"},"deferred":[],"agreed":[],"delivery":null}"#
    );
    let forms = [own.as_bytes().to_vec()];
    briefly(|u| {
        let bytes = Personal::new(bytes_of(u, &forms)?);
        if let Some(draft) = Draft::read(&bytes) {
            assert!(Draft::read(&draft.bytes()).is_some(), "what is read can be written");
        }
        Ok(())
    });
}
