use super::bench::{Bench, GENEROUS};
use super::link::{Running, start};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use yici::audit::Audit;
use yici::courier::Courier;
use yici::outbox::{Outbox, OutboxError};

fn disk(bench: &Bench) -> Connection {
    Connection::open(bench.outbox_dir.path().join("outbox.sqlite")).expect("the file")
}

#[tokio::test]
async fn bytes_that_changed_on_the_disk_are_set_aside_and_the_next_one_goes() {
    let mut bench = Bench::new();
    let damaged = bench.hand_in("the first");
    let whole = bench.hand_in("the second");
    let damage = "UPDATE envelope SET bytes = CAST(bytes || ' ' AS BLOB) WHERE sequence = 1";
    disk(&bench).execute(damage, []).expect("damage");

    let round = bench.round().await;
    assert_eq!((round.delivered, round.quarantined, round.fault), (1, 1, None));
    assert_eq!(bench.received()[0].id, whole.to_string());
    let aside = bench.outbox.set_aside().expect("a list");
    assert_eq!((aside.len(), aside[0].id, aside[0].reason.as_str()), (1, Some(damaged), "damaged"));
}

/// Each in the oldest row, which is the first of every round; the second and third must go all the same, a courier that is
/// started again must start, and so must a screen.
#[tokio::test]
async fn whatever_of_a_row_is_damaged_it_is_set_aside_and_said_and_the_others_go() {
    let other_id = "UPDATE submission SET id = '01890a5d-ac96-774b-bcce-b302099a8057' WHERE sequence = 1";
    let other_digest = format!("UPDATE submission SET digest = '{}' WHERE sequence = 1", "0".repeat(64));
    for damage in [
        "UPDATE submission SET id = 'no id' WHERE sequence = 1",
        "UPDATE submission SET digest = 'no digest' WHERE sequence = 1",
        "UPDATE submission SET id = CAST(x'ff30' AS TEXT) WHERE sequence = 1",
        "UPDATE submission SET digest = CAST(x'80' AS TEXT) WHERE sequence = 1",
        other_id,
        &other_digest,
    ] {
        let mut bench = Bench::new();
        let ids = ["the first", "the second", "the third"].map(|text| bench.hand_in(text));
        assert_eq!(disk(&bench).execute(damage, []).expect("damage"), 1);
        bench.courier = Courier::new(bench.outbox_dir.path(), bench.http()).expect("a courier that is started again");
        let screen = Outbox::open(bench.outbox_dir.path()).expect("a screen that is started again");
        screen.without_receipt(jiff::Timestamp::UNIX_EPOCH).expect("asked");

        let round = bench.round().await;
        assert_eq!((round.delivered, round.quarantined, round.fault), (2, 1, None), "{damage}");
        let received: BTreeSet<_> = bench.received().into_iter().map(|one| one.id).collect();
        assert_eq!(received, BTreeSet::from([ids[1].to_string(), ids[2].to_string()]), "{damage}");
        let aside = bench.outbox.set_aside().expect("a list");
        assert_eq!((aside.len(), aside[0].reason.as_str()), (1, "damaged"), "{damage}");
    }
}

/// As every other that is set aside: the trail has it, from which the metrics are added up.
#[tokio::test]
async fn a_damaged_row_is_written_into_the_audit_trail() {
    let mut bench = Bench::new();
    bench.hand_in("an application");
    disk(&bench).execute("UPDATE submission SET digest = 'no digest'", []).expect("damage");
    let Running { stop, task, _dir, .. } = start(&bench);
    let said = || {
        let trail = Audit::open(bench.outbox_dir.path()).expect("the trail");
        let mut file = Vec::new();
        yici::audit::export(&trail, "site-001", &mut file).expect("exported");
        String::from_utf8(file).expect("text")
    };
    let began = Instant::now();
    while !(said().contains("set-aside") && said().contains("damaged")) {
        assert!(began.elapsed() < GENEROUS, "nothing was written down: {}", said());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stop.send(()).expect("the courier runs");
    task.await.expect("no panic").expect("no error");
}

/// The id stands in the envelope too, whose digest says that it is whole.
#[tokio::test]
async fn a_row_whose_id_alone_is_damaged_is_delivered_when_it_is_tried_again() {
    let mut bench = Bench::new();
    let id = bench.hand_in("an application");
    disk(&bench).execute("UPDATE submission SET id = 'no id'", []).expect("damage");
    assert_eq!(bench.round().await.quarantined, 1);
    let aside = bench.outbox.set_aside().expect("a list");
    assert_eq!((aside[0].id, aside[0].is_whole), (None, true));
    bench.outbox.retry(aside[0].place, bench.now()).expect("it is whole");
    assert_eq!(bench.later().await.delivered, 1);
    bench.assert_received_once(id, "an application", 1);
}

#[tokio::test]
async fn what_is_damaged_is_not_tried_again_until_its_bytes_are_right() {
    let mut bench = Bench::new();
    let one = super::bench::submission("an application", &[&[7; 5_000]]);
    bench.outbox.commit(&one, &bench.seal(), bench.now()).expect("committed");
    let turn = "UPDATE piece SET sealed = CAST(zeroblob(length(sealed)) AS BLOB)";
    let kept: Vec<u8> = disk(&bench).query_row("SELECT sealed FROM piece", [], |row| row.get(0)).expect("a piece");
    disk(&bench).execute(turn, []).expect("damage");
    assert_eq!(bench.round().await.quarantined, 1);
    let aside = bench.outbox.set_aside().expect("a list");
    assert!(!aside[0].is_whole);
    assert!(matches!(bench.outbox.retry(aside[0].place, bench.now()), Err(OutboxError::Damaged(_))));
    assert_eq!(bench.counts().quarantined, 1, "it stays");
    // Somebody had a copy of the disk.
    disk(&bench).execute("UPDATE piece SET sealed = ?1", [kept]).expect("mended");
    bench.outbox.retry(aside[0].place, bench.now()).expect("it is whole again");
    assert_eq!(bench.later().await.delivered, 1);
}
