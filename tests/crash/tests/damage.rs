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

/// The key of GB/T 32918.5's own example. Sealed to it, the same bytes are always as long: age's are not.
const SEAL: &str = "sm2:0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020\
    CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";

/// The file of a store in which five submissions wait, and their envelopes' digests. All of it follows from the dice but the
/// chance in the seal, whose length does not: a bit lies where the same kind of thing lies, in every run.
fn store(dir: &Path, dice: &mut Dice) -> (Vec<u8>, BTreeMap<SubmissionId, Digest>) {
    let seal = Seal::to(SEAL).expect("a recipient");
    let mut outbox = Outbox::open(dir).expect("a new store");
    let mut digests = BTreeMap::new();
    for _ in 0..5 {
        outbox.commit(&submission(id(dice)), &seal, NOW).expect("committed");
    }
    while let Some(due) = outbox.next_due(NOW).expect("asked") {
        digests.insert(due.id, due.digest);
        outbox.mark_attempt(due.id, NOW).expect("marked");
    }
    outbox.tidy().expect("tidied");
    drop(outbox);
    (fs::read(dir.join("outbox.sqlite")).expect("the store"), digests)
}

/// An id of version 7 that follows from the dice.
fn id(dice: &mut Dice) -> SubmissionId {
    let digits: String = dice.bytes(16).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-7{}-8{}-{}", &digits[..8], &digits[8..12], &digits[13..16], &digits[17..20], &digits[20..])
        .parse()
        .expect("an id")
}

/// Whether damage is said, one way or the other: the store does not open, or a question fails, or a submission's bytes no
/// longer have their digest, nor an attachment's, which the courier looks at before it sends. What is not said must be right.
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
        said |= !is_whole || !is_right || !are_whole(&outbox, due.id);
        if outbox.mark_attempt(due.id, later).is_err() {
            return true;
        }
    }
    said
}

/// Whether its attachments are, or say that they are not.
fn are_whole(outbox: &Outbox, id: SubmissionId) -> bool {
    let papers = outbox.attachments_of(id).unwrap_or_default();
    papers.into_iter().all(|(digest, _)| outbox.is_whole(id, digest).unwrap_or(false))
}

#[test]
fn a_bit_that_turned_over_is_said_or_is_where_nothing_lies() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut dice = Dice::new(20_261_122);
    let (file, digests) = store(dir.path(), &mut dice);
    assert!(!look(&file, &digests), "the whole store is whole");
    let mut said = 0;
    for _ in 0..150 {
        let mut damaged = file.clone();
        damaged[dice.below(file.len())] ^= 1 << dice.below(8);
        said += usize::from(look(&damaged, &digests));
    }
    assert!(said > 30, "some of these bits belong to somebody: {said}");
}

#[test]
fn a_store_that_was_cut_short_is_refused_and_left_as_it_is() {
    let dir = tempfile::tempdir().expect("a directory");
    let (file, digests) = store(dir.path(), &mut Dice::new(20_261_122));
    for pages in 1..20 {
        let length = file.len() * pages / 20;
        assert!(look(&file[..length], &digests), "{length} of {} bytes", file.len());
    }
}
