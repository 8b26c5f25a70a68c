use super::bench::{Bench, stands_in, submission};
use rusqlite::Connection;
use yici::outbox::Outbox;

/// Slices of what lies sealed on the disk: of the envelope, and of an attachment from whose digest it is found.
fn sealed_slices(bench: &Bench) -> [Vec<u8>; 2] {
    let due = bench.outbox.next_due(bench.now()).expect("the outbox works").expect("due");
    let envelope: serde_json::Value = serde_json::from_slice(&due.envelope).expect("an envelope");
    let digest = envelope["attachments"][0]["sha256"].as_str().expect("an attachment").parse().expect("a digest");
    let attachment = bench.outbox.piece(due.id, digest, 0).expect("the outbox works");
    let middle = |bytes: &[u8]| bytes[bytes.len() / 2..][..48].to_vec();
    [middle(&due.envelope), middle(&attachment)]
}

#[tokio::test]
async fn after_the_receipt_the_sealed_bytes_are_gone_from_every_file() {
    let mut bench = Bench::new();
    let handed_in = submission("an application", &[&[9; 2_000]]);
    bench.outbox.commit(&handed_in, &bench.seal(), bench.now()).expect("committed");
    let dir = bench.outbox_dir.path().to_owned();
    let slices = sealed_slices(&bench);
    assert!(slices.iter().all(|slice| stands_in(&dir, slice)), "the search finds what is there");

    assert_eq!(bench.round().await.delivered, 1);
    assert!(!slices.iter().any(|slice| stands_in(&dir, slice)));
    assert!(stands_in(&dir, br#""sign"#), "the receipt is kept, and its signature");
}

#[test]
fn what_a_crash_left_between_the_receipt_and_the_erasing_is_erased_at_the_next_start() {
    let mut bench = Bench::new();
    let handed_in = submission("an application", &[&[9; 2_000]]);
    bench.outbox.commit(&handed_in, &bench.seal(), bench.now()).expect("committed");
    let dir = bench.outbox_dir.path().to_owned();
    let slices = sealed_slices(&bench);
    // As the first of the two transactions leaves it.
    let disk = Connection::open(dir.join("outbox.sqlite")).expect("the file");
    disk.execute("UPDATE submission SET state = 'delivered', receipt = x'00'", []).expect("the first transaction");
    drop(disk);

    drop(Outbox::open(&dir).expect("opens again"));
    assert!(!slices.iter().any(|slice| stands_in(&dir, slice)));
    assert_eq!(bench.counts().delivered, 1);
}
