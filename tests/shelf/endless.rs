//! A file that does not end.

use super::publisher::{Publisher, files, refused};
use std::fs;
use yici::shelf::Refused;

#[test]
fn a_file_longer_than_it_may_be_is_refused_without_being_read_whole() {
    let publisher = Publisher::new();
    let whole = publisher.copy();
    for file in files(whole.path()).into_iter().filter(|file| !file.ends_with("1.root.json")) {
        let bytes = fs::read(&file).expect("a file");
        // Sparse: a file of 1 TiB that takes no room. Whoever read it whole would not come back.
        fs::File::options().write(true).open(&file).and_then(|file| file.set_len(1 << 40)).expect("grown");
        let refusal = refused(publisher.offer(whole.path(), 1));
        assert!(matches!(refusal, Refused::TooLong { .. }), "{}: {refusal}", file.display());
        fs::write(&file, bytes).expect("written");
    }
}

#[test]
fn a_pipe_on_a_stick_is_refused_without_waiting_for_it() {
    let publisher = Publisher::new();
    let whole = publisher.copy();
    let timestamp = whole.path().join("metadata/timestamp.json");
    fs::remove_file(&timestamp).expect("removed");
    assert!(std::process::Command::new("mkfifo").arg(&timestamp).status().expect("mkfifo").success());
    assert!(matches!(refused(publisher.offer(whole.path(), 1)), Refused::Unreadable { .. }));
}
