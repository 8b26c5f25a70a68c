//! A kill cannot show a sync that is missing. These look at every write below SQLite.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signer, SigningKey};
use jiff::Timestamp;
use rusqlite::Connection;
use std::path::Path;
use yici_crash::disk::Disk;
use yici_crash::handed_in::submission;
use yici_crash::outbox::{Outbox, PaperState, Reason, Seal, SubmissionId};
use yici_crash::platform::contract::{Digest, SignedReceipt};

const LOG: &str = "outbox.sqlite-wal";

fn seal() -> Seal {
    // The public half of a key that nobody has.
    Seal::to(&age::x25519::Identity::generate().to_public().to_string()).expect("a recipient")
}

/// Asserts that the work syncs the log exactly so often, and leaves no write to it unsynced.
fn assert_syncs(disk: &Disk, wanted: usize, name: &str, work: impl FnOnce()) {
    disk.take();
    work();
    let (syncs, unsynced) = disk.look(|journal| (journal.syncs(LOG), journal.unsynced(LOG)));
    assert_eq!((syncs, unsynced), (wanted, 0), "{name}: syncs, and writes that no sync follows");
}

#[test]
fn everything_that_is_promised_is_synced_once_before_it_is_promised() {
    let dir = tempfile::tempdir().expect("a directory");
    let disk = Disk::watch(dir.path());
    let mut outbox = Outbox::open(dir.path()).expect("a new store");
    let (seal, now) = (seal(), Timestamp::UNIX_EPOCH);
    // The first write after a log was emptied syncs its new head as well.
    outbox.commit(&submission(SubmissionId::generate()), &seal, now).expect("committed");
    for _ in 0..20 {
        let handed_in = submission(SubmissionId::generate());
        assert_syncs(&disk, 1, "commit", || {
            outbox.commit(&handed_in, &seal, now).expect("committed");
        });
        assert_syncs(&disk, 1, "paper", || outbox.set_paper(handed_in.id, PaperState::Printed).expect("noted"));
        assert_syncs(&disk, 1, "attempt", || {
            outbox.mark_attempt(handed_in.id, now).expect("marked");
        });
        assert_syncs(&disk, 1, "quarantine", || outbox.quarantine(handed_in.id, &Reason::Damaged).expect("set aside"));
        // A log of a thousand pages is brought into the main file, and synced once more for that: it is emptied here,
        // and the first write after that, which syncs the log's new head as well, is nobody's promise.
        outbox.tidy().expect("tidied");
        outbox.set_paper(handed_in.id, PaperState::Failed).expect("noted");
    }
}

/// A receipt as the platform signs it.
fn receipt(id: SubmissionId, digest: Digest) -> SignedReceipt {
    let key = SigningKey::from_bytes(&[7; 32]);
    let text =
        format!(r#"{{"version":1,"id":"{id}","sha256":"{digest}","case":"C","received_at":"2026-01-01T00:00:00Z"}}"#);
    let signature = STANDARD.encode(key.sign(text.as_bytes()).to_bytes());
    let body = serde_json::json!({ "receipt": text, "signature": signature }).to_string();
    SignedReceipt::verify(body.as_bytes(), &key.verifying_key(), id, digest).expect("our own")
}

/// A batch is as durable as one, at the price of one: attempts before the first is sent; receipts; then the erasing.
#[test]
fn a_batch_is_synced_once_for_its_attempts_once_for_its_receipts_and_once_for_its_erasing() {
    let dir = tempfile::tempdir().expect("a directory");
    let disk = Disk::watch(dir.path());
    let mut outbox = Outbox::open(dir.path()).expect("a new store");
    let (seal, now) = (seal(), Timestamp::UNIX_EPOCH);
    for _ in 0..8 {
        outbox.commit(&submission(SubmissionId::generate()), &seal, now).expect("committed");
    }
    outbox.tidy().expect("tidied");
    assert!(outbox.give_back(&[SubmissionId::generate()], now).is_ok(), "one that is not there is nobody's");
    outbox.commit(&submission(SubmissionId::generate()), &seal, now).expect("the log has its head again");

    let mut batch = Vec::new();
    assert_syncs(&disk, 1, "attempts", || batch = outbox.take_due(now, 8).expect("taken").due);
    assert_eq!(batch.len(), 8);
    assert_eq!(outbox.take_due(now, 8).expect("asked").due.len(), 1, "the ninth; the others wait");
    let (back, sent) = batch.split_at(3);
    let back: Vec<_> = back.iter().map(|due| due.id).collect();
    assert_syncs(&disk, 1, "given back", || outbox.give_back(&back, now).expect("given back"));
    let due: Vec<_> = outbox.take_due(now, 8).expect("asked").due.into_iter().map(|due| due.id).collect();
    assert_eq!(due, back, "what was not sent is due at once, oldest first");

    let receipts: Vec<_> = sent.iter().map(|due| receipt(due.id, due.digest)).collect();
    assert_syncs(&disk, 2, "receipts, then erasing", || {
        outbox.store_receipts_and_erase(&receipts, now).expect("stored");
    });
    assert_eq!(outbox.counts().expect("counted").delivered, 5);
}

#[test]
fn a_store_that_does_not_sync_every_commit_would_be_found_out() {
    let dir = tempfile::tempdir().expect("a directory");
    let disk = Disk::watch(dir.path());
    drop(Outbox::open(dir.path()).expect("a new store"));
    let db = Connection::open(Path::new(dir.path()).join("outbox.sqlite")).expect("the store");
    db.pragma_update(None, "synchronous", "NORMAL").expect("a setting that loses what was promised");
    disk.take();
    db.execute_batch("CREATE TABLE careless (x); INSERT INTO careless VALUES (1)").expect("written");
    assert!(disk.look(|journal| journal.unsynced(LOG)) > 0);
}
