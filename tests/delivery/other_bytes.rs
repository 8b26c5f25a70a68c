use super::bench::{Bench, directory, refused, submission};
use yici::{
    courier::Courier,
    outbox::Outbox,
    platform::{Answer, Platform},
};

#[tokio::test]
async fn the_same_bytes_again_get_the_same_receipt() {
    let mut bench = Bench::new();
    bench.hand_in("an application");
    let due = bench.outbox.next_due(bench.now()).expect("the outbox works").expect("due");
    let mut answers = Vec::new();
    for _ in 0..2 {
        let answer = bench.http().put_submission(due.id, due.digest, due.envelope.clone()).await;
        let Ok(Answer::Received(receipt)) = answer else { panic!("no receipt") };
        answers.push(receipt.body().to_vec());
    }
    assert_eq!(answers[0], answers[1], "byte for byte");
    assert_eq!(bench.received().len(), 1);
}

#[tokio::test]
async fn the_same_id_with_other_bytes_is_refused_and_set_aside() {
    let mut bench = Bench::new();
    let id = bench.hand_in("the first");
    assert_eq!(bench.round().await.delivered, 1);

    let elsewhere = directory();
    let mut outbox = Outbox::open(elsewhere.path()).expect("another outbox");
    let mut again = submission("the second", &[]);
    again.id = id;
    outbox.commit(&again, &bench.seal(), bench.now()).expect("committed");
    let round = Courier::new(elsewhere.path(), bench.http()).expect("a courier").round(bench.now()).await;
    assert_eq!(round.expect("the outbox works").quarantined, 1);
    let aside = outbox.set_aside().expect("a list").swap_remove(0);
    assert_eq!(
        (aside.id, aside.reason.as_str()),
        (Some(id), refused(409, "known_with_other_bytes", "p40901").as_str())
    );
    bench.assert_received_once(id, "the first", 1);
}
