use super::bench::directory;
use jiff::Timestamp;
use rusqlite::Connection;
use std::path::Path;
use yici::outbox::{Counts, Outbox, SubmissionId};
use yici::platform::contract::Digest;

const V1: &str = include_str!("stores/v1.sql");
const V2: &str = include_str!("stores/v2.sql");

fn store(dir: &Path, sql: &str) {
    Connection::open(dir.join("outbox.sqlite")).expect("a file").execute_batch(sql).expect("the store");
}

fn version(dir: &Path) -> i64 {
    let db = Connection::open(dir.join("outbox.sqlite")).expect("the store");
    db.pragma_query_value(None, "user_version", |row| row.get(0)).expect("a version")
}

fn id(last: &str) -> SubmissionId {
    format!("01890a5d-ac96-774b-bcce-b302099a80{last}").parse().expect("an id")
}

/// The three submissions that every frozen store holds.
fn assert_everything_is_in_it(dir: &Path) {
    let outbox = Outbox::open(dir).expect("opens");
    assert_eq!(outbox.counts().expect("counted"), Counts { waiting: 1, delivered: 1, quarantined: 1 });
    let aside = outbox.set_aside().expect("listed").swap_remove(0);
    assert_eq!((aside.id, aside.reason.as_str()), (Some(id("59")), "refused 422 refused"));
    assert_eq!(outbox.without_receipt(Timestamp::UNIX_EPOCH).expect("listed")[0].id, id("58"));

    let now = "2026-01-02T00:00:00Z".parse().expect("a time");
    let due = outbox.next_due(now).expect("the outbox works").expect("due");
    assert_eq!((due.id, Digest::of(&due.envelope)), (id("58"), due.digest));
    let papers: [Vec<u8>; 2] = [b"sealed paper one".to_vec(), (0..64).collect()];
    for paper in papers {
        let digest = Digest::of(&paper);
        let length = outbox.attachment_length(due.id, digest).expect("the outbox works");
        assert_eq!(length, Some(u64::try_from(paper.len()).expect("64 bits")));
        assert!(outbox.is_whole(due.id, digest).expect("read"));
    }
}

#[test]
fn a_store_of_every_version_opens_with_everything_in_it() {
    for sql in [V1, V2] {
        let dir = directory();
        store(dir.path(), sql);
        assert_everything_is_in_it(dir.path());
    }
}

#[test]
fn a_store_goes_one_version_back_and_forward_again_with_everything_in_it() {
    let dir = directory();
    store(dir.path(), V2);
    Outbox::step_back(dir.path()).expect("goes back");
    assert_eq!(version(dir.path()), 1);
    let db = Connection::open(dir.path().join("outbox.sqlite")).expect("the store");
    let whole: Vec<u8> = db
        .query_row("SELECT sealed FROM attachment ORDER BY length(sealed) DESC LIMIT 1", [], |row| row.get(0))
        .expect("as the older program reads it");
    assert_eq!(whole, (0..64).collect::<Vec<u8>>());
    drop(db);
    assert_everything_is_in_it(dir.path());
}

#[test]
fn a_store_with_an_attachment_that_the_older_program_cannot_send_stays_as_it_is() {
    let dir = directory();
    store(dir.path(), V2);
    let db = Connection::open(dir.path().join("outbox.sqlite")).expect("the store");
    db.execute("UPDATE enclosed SET length = 18000000 WHERE number = 1", []).expect("as if it were so large");
    let refused = Outbox::step_back(dir.path()).expect_err("there is no way back");
    assert!(refused.to_string().contains("do not delete it"), "{refused}");
    assert_eq!(version(dir.path()), 2);
}
