use super::bench::{Bench, submission};
use yici::outbox::{Committed, Outbox, OutboxError};

#[tokio::test]
async fn a_submission_committed_twice_is_there_once_with_its_first_bytes() {
    let mut bench = Bench::new();
    let (handed_in, seal) = (submission("an application", &[b"a paper"]), bench.seal());
    assert_eq!(bench.outbox.commit(&handed_in, &seal, bench.now()).expect("committed"), Committed::Now);
    let first = bench.outbox.next_due(bench.now()).expect("the outbox works").expect("due").envelope;
    assert_eq!(bench.outbox.commit(&handed_in, &seal, bench.now()).expect("known"), Committed::Before);
    let second = bench.outbox.next_due(bench.now()).expect("the outbox works").expect("due").envelope;
    assert_eq!(first, second);

    assert_eq!(bench.round().await.delivered, 1);
    assert_eq!(bench.outbox.commit(&handed_in, &seal, bench.now()).expect("known"), Committed::Before);
    bench.assert_received_once(handed_in.id, "an application", 1);
}

#[test]
fn an_outbox_opened_again_has_everything_in_it() {
    let mut bench = Bench::new();
    let id = bench.hand_in("an application");
    let again = Outbox::open(bench.outbox_dir.path()).expect("opens again");
    assert_eq!(again.next_due(bench.now()).expect("the outbox works").expect("due").id, id);
}

#[test]
fn a_number_that_could_be_a_citizens_is_refused() {
    let mut bench = Bench::new();
    let mut wrong = submission("an application", &[]);
    wrong.number = String::from("11010519491231002X");
    let refused = bench.outbox.commit(&wrong, &bench.seal(), bench.now());
    assert!(matches!(refused, Err(OutboxError::Form(_))));
    assert_eq!(bench.counts().waiting, 0);
}
