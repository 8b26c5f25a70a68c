use super::bench::{Bench, submission};
use yici::outbox::{Limits, Outbox, OutboxError};

#[tokio::test]
async fn a_full_outbox_refuses_and_takes_again_after_a_delivery() {
    let mut bench = Bench::new();
    let (dir, seal, now) = (bench.outbox_dir.path().to_owned(), bench.seal(), bench.now());
    let mut outbox = Outbox::open_with(&dir, Limits { rows: 1, ..Limits::default() }).expect("opens");
    outbox.commit(&submission("the first", &[]), &seal, now).expect("committed");
    let second = submission("the second", &[]);
    let refused = outbox.commit(&second, &seal, now).expect_err("full");
    assert!(matches!(refused, OutboxError::Full { rows: 1, .. }));
    assert!(refused.to_string().contains("clerk"), "it says who must act");
    assert_eq!(bench.counts().waiting, 1, "nothing of it was written");

    assert_eq!(bench.round().await.delivered, 1);
    outbox.commit(&second, &seal, now).expect("there is room again");
}

#[test]
fn an_outbox_with_too_many_bytes_refuses() {
    let mut bench = Bench::new();
    let dir = bench.outbox_dir.path().to_owned();
    let mut outbox = Outbox::open_with(&dir, Limits { bytes: 4_000, ..Limits::default() }).expect("opens");
    outbox.commit(&submission("small", &[]), &bench.seal(), bench.now()).expect("committed");
    let large = submission("large", &[&[0; 4_000]]);
    assert!(matches!(outbox.commit(&large, &bench.seal(), bench.now()), Err(OutboxError::Full { .. })));
    bench.hand_in("the default limits are wider");
}
