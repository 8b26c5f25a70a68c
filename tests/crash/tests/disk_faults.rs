//! A disk that fills up at any write, or cannot be read at any read.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signer, SigningKey};
use jiff::Timestamp;
use std::collections::BTreeSet;
use tempfile::TempDir;
use yici_crash::disk::{Disk, Fault};
use yici_crash::handed_in::submission;
use yici_crash::outbox::{Committed, Due, Outbox, OutboxError, Seal, SubmissionId};
use yici_crash::platform::contract::SignedReceipt;
use yici_crash::verdict;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

struct Bench {
    dir: TempDir,
    disk: Disk,
    outbox: Outbox,
    seal: Seal,
    key: SigningKey,
    receipted: BTreeSet<SubmissionId>,
}

impl Bench {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let disk = Disk::watch(dir.path());
        Self {
            outbox: Outbox::open(dir.path()).expect("a new store"),
            disk,
            dir,
            seal: Seal::to(&age::x25519::Identity::generate().to_public().to_string()).expect("a recipient"),
            key: SigningKey::from_bytes(&[7; 32]),
            receipted: BTreeSet::new(),
        }
    }

    fn hand_in(&mut self) -> SubmissionId {
        let id = SubmissionId::generate();
        self.outbox.commit(&submission(id), &self.seal, NOW).expect("committed");
        self.receipted.insert(id);
        id
    }

    fn receipt(&self, due: &Due) -> SignedReceipt {
        let text = format!(
            r#"{{"version":1,"id":"{}","sha256":"{}","case":"C","received_at":"2026-01-01T00:00:00Z"}}"#,
            due.id, due.digest
        );
        let signature = STANDARD.encode(self.key.sign(text.as_bytes()).to_bytes());
        let body = serde_json::json!({ "receipt": text, "signature": signature }).to_string();
        SignedReceipt::verify(body.as_bytes(), &self.key.verifying_key(), due.id, due.digest).expect("our own")
    }

    fn assert_nothing_is_lost(&mut self, when: &str) {
        self.disk.fail(Fault::None);
        self.disk.take();
        self.outbox = Outbox::open(self.dir.path()).expect("opens again");
        let broken = verdict::of_store(self.dir.path(), &self.receipted, &self.key.verifying_key()).expect("read");
        assert!(broken.is_nothing(), "{when}: {broken}");
    }
}

#[test]
fn a_disk_that_is_full_at_any_write_of_a_commit_refuses_it_and_takes_it_when_there_is_room() {
    let mut bench = Bench::new();
    bench.hand_in();
    let mut refused = 0;
    for writes in (0..).step_by(3) {
        let one = submission(SubmissionId::generate());
        bench.disk.fail(Fault::FullAfter(writes));
        let committed = bench.outbox.commit(&one, &bench.seal, NOW);
        bench.disk.fail(Fault::None);
        match committed {
            Ok(_) => {
                bench.receipted.insert(one.id);
                break;
            }
            Err(OutboxError::Sqlite(error)) => {
                assert_eq!(error.sqlite_error_code(), Some(rusqlite::ErrorCode::DiskFull));
                refused += 1;
                let again = bench.outbox.commit(&one, &bench.seal, NOW).expect("there is room");
                assert_eq!(again, Committed::Now, "nothing of it had been taken");
                bench.receipted.insert(one.id);
            }
            Err(error) => panic!("{error}"),
        }
    }
    assert!(refused > 3, "the disk was full in the middle of things: {refused}");
    bench.assert_nothing_is_lost("after all of it");
}

#[test]
fn a_disk_that_is_full_at_any_write_of_a_receipt_erases_nothing_that_is_not_receipted() {
    let mut bench = Bench::new();
    for writes in 0..40 {
        bench.hand_in();
        let due = bench.outbox.next_due(NOW).expect("asked").expect("something waits");
        let receipt = bench.receipt(&due);
        bench.disk.fail(Fault::FullAfter(writes));
        // What failed is asked for again: the platform gives the same receipt for ever.
        let _ = bench.outbox.store_receipt_and_erase(&receipt, NOW);
        bench.assert_nothing_is_lost(&format!("full after {writes} writes"));
        bench.outbox.store_receipt_and_erase(&receipt, NOW).expect("there is room");
        assert_eq!(bench.outbox.counts().expect("counted").waiting, 0);
    }
}

#[test]
fn a_disk_that_fails_at_any_read_is_said_and_loses_nothing() {
    let mut bench = Bench::new();
    for _ in 0..4 {
        bench.hand_in();
    }
    let mut said = 0;
    for reads in 0..60 {
        bench.disk.fail(Fault::UnreadableAfter(reads));
        match Outbox::open(bench.dir.path()) {
            Err(OutboxError::Sqlite(_) | OutboxError::Migration(_) | OutboxError::Damaged(_)) => said += 1,
            Err(error) => panic!("{error}"),
            Ok(outbox) => said += usize::from(outbox.next_due(NOW).is_err()),
        }
        bench.assert_nothing_is_lost(&format!("unreadable after {reads} reads"));
    }
    assert!(said > 3, "the disk failed in the middle of things: {said}");
}
