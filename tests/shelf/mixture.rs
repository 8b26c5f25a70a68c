//! Parts of two catalogs, each well signed, put together.

use super::publisher::{Publisher, files, refused};
use std::fs;
use yici::shelf::Refused;

#[test]
fn a_snapshot_or_list_of_another_version_under_the_wanted_name_is_refused() {
    let publisher = Publisher::new();
    publisher.publish_change(1, 9);
    for role in ["snapshot", "targets"] {
        let mixed = publisher.copy();
        let metadata = mixed.path().join("metadata");
        fs::copy(metadata.join(format!("1.{role}.json")), metadata.join(format!("2.{role}.json"))).expect("copied");
        let refusal = refused(publisher.offer(mixed.path(), 2));
        assert!(matches!(refusal, Refused::Untrusted { .. }), "{role}: {refusal}");
    }
}

#[test]
fn a_matter_of_the_older_catalog_in_the_newer_one_is_refused() {
    let publisher = Publisher::new();
    let folder = publisher.repository().join("targets/newborn");
    let old = files(&folder).remove(0);
    publisher.publish_change(1, 9);
    let new = files(&folder).into_iter().find(|file| *file != old).expect("the newer one");
    fs::copy(old, new).expect("copied");
    let refusal = refused(publisher.offer(&publisher.repository(), 2));
    assert!(matches!(refusal, Refused::Altered { .. } | Refused::TooLong { .. }), "{refusal}");
}

#[test]
fn a_copy_begun_before_a_newer_one_was_published_is_the_old_one_whole() {
    let publisher = Publisher::new();
    let begun = publisher.copy();
    publisher.publish_change(1, 9);
    // Everything else of the copy comes after the publication.
    let timestamp = fs::read(begun.path().join("metadata/timestamp.json")).expect("the timestamp");
    let mixed = publisher.copy();
    fs::write(mixed.path().join("metadata/timestamp.json"), timestamp).expect("written");
    assert_eq!(publisher.offer(mixed.path(), 2).expect("whole").signed.versions.targets, 1);
}
