use super::bench::Bench;
use rusqlite::Connection;

#[tokio::test]
async fn bytes_that_changed_on_the_disk_are_set_aside_and_the_next_one_goes() {
    let mut bench = Bench::new();
    let damaged = bench.hand_in("the first");
    let whole = bench.hand_in("the second");
    let disk = Connection::open(bench.outbox_dir.path().join("outbox.sqlite")).expect("the file");
    disk.execute("UPDATE envelope SET bytes = CAST(bytes || ' ' AS BLOB) WHERE sequence = 1", []).expect("damage");

    let round = bench.round().await;
    assert_eq!((round.delivered, round.quarantined, round.fault), (1, 1, None));
    assert_eq!(bench.received()[0].id, whole.to_string());
    let quarantined = bench.outbox.quarantined().expect("a list");
    assert_eq!(quarantined, [(damaged, String::from("damaged"))]);
}
