//! An old catalog is offered as if it were the newest; and how a publisher recovers from a thief who had gone far ahead.

use super::publisher::{Publisher, day, refused, store_with};
use yici::shelf::author::{Pack, stamp};
use yici::shelf::{Refused, Versions};

#[test]
fn a_catalog_older_than_one_that_was_seen_is_refused() {
    let publisher = Publisher::new();
    let old = publisher.copy();
    publisher.publish_change(1, 9);
    let seen = publisher.offer(&publisher.repository(), 2).expect("the newer one").signed.versions;
    let refusal = refused(publisher.offer_again(old.path(), 2, seen));
    assert!(matches!(refusal, Refused::RolledBack { offered: 1, seen: 2, .. }), "{refusal}");
}

#[test]
fn an_older_list_under_a_newer_timestamp_is_refused() {
    let publisher = Publisher::new();
    let old = publisher.copy();
    publisher.publish_change(1, 9);
    let seen = publisher.offer(&publisher.repository(), 2).expect("the newer one").signed.versions;
    // Whoever has the server's key can sign timestamps over the old snapshot.
    for _ in 0..3 {
        let pack = Pack { made: day(2), fresh_days: 14, valid_days: 180 };
        stamp(old.path(), &pack).expect("stamped");
    }
    yici::shelf::author::sign(old.path(), &publisher.key("server")).expect("signed");
    let refusal = refused(publisher.offer_again(old.path(), 2, seen));
    assert!(matches!(refusal, Refused::RolledBack { file: "metadata/snapshot.json", .. }), "{refusal}");
}

#[test]
fn what_is_kept_is_not_believed_below_what_was_seen() {
    let publisher = Publisher::new();
    let old = publisher.offer(&publisher.repository(), 1).expect("the older one");
    publisher.publish_change(1, 9);
    let seen = publisher.offer(&publisher.repository(), 2).expect("the newer one").signed.versions;
    let (_state, store) = store_with(&old);
    assert!(matches!(refused(store.read(&publisher.first_root(), seen)), Refused::RolledBack { .. }));
}

#[test]
fn a_root_older_than_one_that_was_seen_is_refused() {
    let publisher = Publisher::new();
    let old = publisher.copy();
    publisher.root("clerk-a");
    publisher.sign(&["root-a", "root-b"]);
    publisher.pack(1);
    publisher.sign(&["clerk-a", "clerk-b"]);
    let seen = publisher.offer(&publisher.repository(), 2).expect("the newer one").signed.versions;
    assert_eq!(seen.root, 2);
    let refusal = refused(publisher.offer_again(old.path(), 2, seen));
    assert!(matches!(refusal, Refused::RolledBack { file: "metadata/root.json", .. }), "{refusal}");
}

#[test]
fn a_key_that_was_taken_out_of_the_root_signs_no_more() {
    let publisher = Publisher::new();
    publisher.root("clerk-a");
    publisher.sign(&["root-a", "root-b"]);
    // The timestamp is still the one that the old key signed.
    let refusal = refused(publisher.offer(&publisher.repository(), 1));
    assert!(matches!(refusal, Refused::Untrusted { .. }) && refusal.file().ends_with("timestamp.json"), "{refusal}");
}

#[test]
fn a_new_root_with_another_key_for_the_newest_undoes_a_thiefs_head_start() {
    let publisher = Publisher::new();
    let thief = Versions {
        timestamp: 4_000_000_000,
        snapshot: 4_000_000_000,
        ..publisher.offer(&publisher.repository(), 1).expect("taken").signed.versions
    };
    assert!(publisher.offer_again(&publisher.repository(), 1, thief.clone()).is_err());
    publisher.root("clerk-a");
    publisher.sign(&["root-a", "root-b"]);
    publisher.pack(1);
    publisher.sign(&["clerk-a", "clerk-b"]);
    publisher.offer_again(&publisher.repository(), 1, thief).expect("the publisher's own word counts again");
}
