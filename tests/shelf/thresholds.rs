//! Too few people sign, or the same one twice.

use super::publisher::{Publisher, refused};
use std::fs;
use yici::shelf::Refused;
use yici::shelf::author::{AuthorError, Roles, new_root, read_public, sign};

#[test]
fn one_clerk_of_two_is_not_enough_even_when_he_signs_twice() {
    let publisher = Publisher::unsigned();
    publisher.pack(0);
    publisher.sign(&["root-a", "root-b", "clerk-a", "clerk-a", "server"]);
    let refusal = refused(publisher.offer(&publisher.repository(), 1));
    assert!(matches!(refusal, Refused::Untrusted { .. }) && refusal.file().ends_with("targets.json"), "{refusal}");
    publisher.sign(&["clerk-c"]);
    publisher.offer(&publisher.repository(), 1).expect("two are");
}

#[test]
fn a_signature_written_twice_into_the_file_counts_once() {
    let publisher = Publisher::unsigned();
    publisher.pack(0);
    publisher.sign(&["root-a", "root-b", "clerk-a", "server"]);
    let file = publisher.repository().join("metadata/1.targets.json");
    let text = fs::read_to_string(&file).expect("the list");
    let mut list: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let signature = list["signatures"][0].clone();
    list["signatures"].as_array_mut().expect("signatures").push(signature);
    fs::write(&file, list.to_string()).expect("written");
    assert!(matches!(refused(publisher.offer(&publisher.repository(), 1)), Refused::Untrusted { .. }));
}

#[test]
fn a_root_that_one_of_two_signed_is_none() {
    let publisher = Publisher::unsigned();
    publisher.pack(0);
    publisher.sign(&["root-a", "clerk-a", "clerk-b", "server"]);
    assert!(matches!(refused(publisher.offer(&publisher.repository(), 1)), Refused::Untrusted { .. }));
}

#[test]
fn the_servers_key_cannot_sign_matters() {
    let publisher = Publisher::unsigned();
    publisher.pack(0);
    publisher.sign(&["root-a", "root-b"]);
    let signed = sign(&publisher.repository(), &publisher.key("server")).expect("signed");
    assert_eq!(signed, ["1.snapshot.json", "timestamp.json"]);
    let refusal = refused(publisher.offer(&publisher.repository(), 1));
    assert!(refusal.file().ends_with("targets.json"), "{refusal}");
}

#[test]
fn a_key_that_the_root_does_not_name_signs_nothing() {
    let (publisher, other) = (Publisher::new(), Publisher::new());
    assert!(matches!(sign(&publisher.repository(), &other.key("clerk-a")), Err(AuthorError::NoRole)));
}

#[test]
fn a_threshold_that_cannot_be_met_is_refused_before_anything_is_written() {
    let publisher = Publisher::unsigned();
    let key = || vec![read_public(&publisher.key("root-a.pub")).expect("a key")];
    let roles = Roles { root: key(), root_threshold: 2, matters: key(), matters_threshold: 1, newest: key() };
    let made = new_root(&publisher.repository(), &roles, super::publisher::day(1));
    assert!(matches!(made, Err(AuthorError::Threshold(2, 1))));
    assert!(!publisher.repository().join("metadata/2.root.json").exists());
}
