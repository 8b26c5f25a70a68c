//! A store whose file was cut short, or in which bits have turned over.

use jiff::Timestamp;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use yici_crash::dice::Dice;
use yici_crash::handed_in::submission;
use yici_crash::outbox::{Outbox, OutboxError, Seal, SubmissionId};
use yici_crash::platform::contract::Digest;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

/// The file of a store in which five submissions wait, and their envelopes' digests.
fn store(dir: &Path) -> (Vec<u8>, BTreeMap<SubmissionId, Digest>) {
    let seal = Seal::to(&age::x25519::Identity::generate().to_public().to_string()).expect("a recipient");
    let mut outbox = Outbox::open(dir).expect("a new store");
    let mut digests = BTreeMap::new();
    for _ in 0..5 {
        let id = SubmissionId::generate();
        outbox.commit(&submission(id), &seal, NOW).expect("committed");
    }
    outbox.tidy().expect("tidied");
    let mut later = NOW;
    while let Some(due) = outbox.next_due(later).expect("asked") {
        digests.insert(due.id, due.digest);
        outbox.mark_attempt(due.id, later).expect("marked");
        later = NOW;
    }
    outbox.tidy().expect("tidied");
    drop(outbox);
    (fs::read(dir.join("outbox.sqlite")).expect("the store"), digests)
}

/// Whether damage is said, one way or the other: the store does not open, or a question fails, or a submission's bytes no
/// longer have their digest, which the courier looks at before it sends. What is not said must be right.
fn look(file: &[u8], digests: &BTreeMap<SubmissionId, Digest>) -> bool {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("outbox.sqlite");
    fs::write(&path, file).expect("the damaged store");
    let mut outbox = match Outbox::open(dir.path()) {
        Ok(outbox) => outbox,
        Err(OutboxError::Damaged(_)) => {
            assert!(fs::read(&path).expect("the store") == file, "what is damaged is left as it is");
            return true;
        }
        Err(OutboxError::Sqlite(_) | OutboxError::Migration(_) | OutboxError::Setting(_)) => return true,
        Err(error) => panic!("{error}"),
    };
    // Every wait is over a year later.
    let later = "1971-01-01T00:00:00Z".parse().expect("a time");
    let mut said = false;
    for _ in 0..digests.len() {
        let due = match outbox.next_due(later) {
            Ok(Some(due)) => due,
            Ok(None) => return true, // fewer wait than were handed in: the counts say so
            Err(_) => return true,
        };
        let is_right = digests.get(&due.id) == Some(&due.digest);
        let is_whole = Digest::of(&due.envelope) == due.digest;
        assert!(is_right || !is_whole || !digests.contains_key(&due.id), "other bytes were taken for the right ones");
        said |= !is_whole || !is_right;
        if outbox.mark_attempt(due.id, later).is_err() {
            return true;
        }
    }
    said
}

#[test]
fn a_bit_that_turned_over_is_said_or_is_where_nothing_lies() {
    let dir = tempfile::tempdir().expect("a directory");
    let (file, digests) = store(dir.path());
    assert!(!look(&file, &digests), "the whole store is whole");
    let mut dice = Dice::new(20_261_122);
    let mut said = 0;
    for _ in 0..150 {
        let mut damaged = file.clone();
        damaged[dice.below(file.len())] ^= 1 << dice.below(8);
        said += usize::from(look(&damaged, &digests));
    }
    assert!(said > 10, "some of these bits belong to somebody: {said}");
}

#[test]
fn a_store_that_was_cut_short_is_refused_and_left_as_it_is() {
    let dir = tempfile::tempdir().expect("a directory");
    let (file, digests) = store(dir.path());
    for pages in 1..20 {
        let length = file.len() * pages / 20;
        assert!(look(&file[..length], &digests), "{length} of {} bytes", file.len());
    }
}
