//! The power goes at every step of keeping a newer catalog, and in the middle of every write.

use super::publisher::{Publisher, copy, store_with};
use std::fs;
use yici::shelf::store::{Step, Store};
use yici::shelf::{Verified, Versions};

fn two() -> (Publisher, Verified, Verified) {
    let publisher = Publisher::new();
    let old = publisher.offer(&publisher.repository(), 1).expect("the older one");
    publisher.publish_change(1, 9);
    let new = publisher.offer(&publisher.repository(), 2).expect("the newer one");
    (publisher, old, new)
}

/// The list's version, and everything in it read and verified.
fn kept(store: &Store, publisher: &Publisher) -> u32 {
    let kept = store.read(&publisher.first_root(), Versions::default()).expect("one of the two is whole");
    yici::shelf::catalog(&kept).expect("in order");
    kept.signed.versions.targets
}

#[test]
fn after_a_cut_at_any_step_the_old_or_the_new_one_is_whole_and_the_next_start_goes_on() {
    let (publisher, old, new) = two();
    let (state, store) = store_with(&old);
    let steps = store.steps(&new).expect("listed").len();
    assert!(steps > 6, "{steps} steps");
    let mut versions = Vec::new();
    for cut in 0..=steps {
        let copied = tempfile::tempdir().expect("a folder");
        copy(state.path(), copied.path());
        let store = Store::below(copied.path());
        let steps = store.steps(&new).expect("listed");
        for step in &steps[..cut] {
            step.run().expect("done");
        }
        // In the middle of a write: half the bytes are there.
        if let Some(Step::Write(file, bytes)) = steps.get(cut) {
            fs::write(file, &bytes[..bytes.len() / 2]).expect("written");
        }
        versions.push(kept(&store, &publisher));
        store.keep(&new).expect("the next start");
        assert_eq!(kept(&store, &publisher), 2, "after a cut at step {cut}");
    }
    assert!(versions.is_sorted() && versions.first() == Some(&1) && versions.last() == Some(&2), "{versions:?}");
}

#[test]
fn a_cut_at_any_step_of_the_very_first_catalog_leaves_none_or_a_whole_one() {
    let (publisher, old, _) = two();
    let state = tempfile::tempdir().expect("a folder");
    let store = Store::below(state.path());
    for step in store.steps(&old).expect("listed") {
        let before = store.exists();
        step.run().expect("done");
        assert!(!before || kept(&store, &publisher) == 1);
        assert!(!store.exists() || kept(&store, &publisher) == 1);
    }
    assert!(store.exists());
}

#[test]
fn what_no_catalog_names_any_more_is_removed_with_the_next_one() {
    let (_publisher, old, new) = two();
    let (state, store) = store_with(&old);
    let count = || fs::read_dir(state.path().join("shelf/files")).expect("listed").count();
    let before = count();
    store.keep(&new).expect("kept");
    assert_eq!(count(), before, "one matter came and its older text went");
}

#[test]
fn a_kept_file_that_the_disk_spoilt_is_refused_and_mended_by_keeping_again() {
    let (publisher, old, _) = two();
    let (state, store) = store_with(&old);
    let file = fs::read_dir(state.path().join("shelf/files")).expect("listed").flatten().next().expect("a file").path();
    fs::write(&file, "spoilt").expect("written");
    assert!(store.read(&publisher.first_root(), Versions::default()).is_err());
    store.keep(&old).expect("kept again");
    assert_eq!(kept(&store, &publisher), 1);
}
