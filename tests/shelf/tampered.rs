//! Somebody on the way changes something.

use super::publisher::{Publisher, files, refused};
use std::fs;
use yici::shelf::Refused;

#[test]
fn what_was_signed_by_enough_people_is_taken() {
    let publisher = Publisher::new();
    let catalog = publisher.offer(&publisher.repository(), 1).expect("taken");
    let catalog = yici::shelf::catalog(&catalog).expect("in order");
    assert!(catalog.matter("newborn").is_some());
}

#[test]
fn a_changed_byte_in_any_file_is_refused() {
    let publisher = Publisher::new();
    let whole = publisher.copy();
    // The first root lies in the kiosk already; it is not asked for.
    let asked = files(whole.path()).into_iter().filter(|file| !file.ends_with("1.root.json"));
    for file in asked {
        let bytes = fs::read(&file).expect("a file");
        for place in [bytes.len() / 3, bytes.len() / 2, bytes.len() - 2] {
            let mut changed = bytes.clone();
            changed[place] = if changed[place] == b'1' { b'2' } else { b'1' };
            fs::write(&file, &changed).expect("written");
            let refusal = refused(publisher.offer(whole.path(), 1));
            let told = matches!(refusal, Refused::Untrusted { .. } | Refused::Altered { .. });
            assert!(told, "{} at {place}: {refusal}", file.display());
        }
        fs::write(&file, bytes).expect("written");
    }
    publisher.offer(whole.path(), 1).expect("whole again");
}

#[test]
fn a_matter_that_was_made_longer_or_shorter_is_refused() {
    let publisher = Publisher::new();
    let whole = publisher.copy();
    let file = files(&whole.path().join("targets/newborn")).remove(0);
    let bytes = fs::read(&file).expect("a file");
    fs::write(&file, [bytes.as_slice(), b"\n"].concat()).expect("written");
    assert!(matches!(refused(publisher.offer(whole.path(), 1)), Refused::TooLong { .. }));
    fs::write(&file, &bytes[..bytes.len() - 1]).expect("written");
    assert!(matches!(refused(publisher.offer(whole.path(), 1)), Refused::Altered { .. }));
}

#[test]
fn a_whole_catalog_that_others_signed_is_refused() {
    let (publisher, other) = (Publisher::new(), Publisher::new());
    let refusal = refused(publisher.offer(&other.repository(), 1));
    assert!(matches!(refusal, Refused::Untrusted { .. }), "{refusal}");
}

#[test]
fn a_new_root_that_only_its_own_keys_signed_is_refused() {
    let (publisher, other) = (Publisher::new(), Publisher::new());
    // The thief's keys say of themselves that they are the next to sign.
    other.root("server");
    other.sign(&["root-a", "root-b"]);
    let whole = publisher.copy();
    let next = "metadata/2.root.json";
    fs::copy(other.repository().join(next), whole.path().join(next)).expect("copied");
    let refusal = refused(publisher.offer(whole.path(), 1));
    assert!(matches!(refusal, Refused::Untrusted { .. }) && refusal.file() == next, "{refusal}");
}
