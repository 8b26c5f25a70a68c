use super::bench::{Bench, submission};
use yici::platform::{Answer, Platform, QueueFault};
use yici_platform::Behaviour;

#[tokio::test]
async fn a_submission_that_was_cut_anywhere_is_delivered_once() {
    for cut_after in [0, 1, 300] {
        let mut bench = Bench::working().await;
        bench.behave(Behaviour::CutRequest(cut_after));
        let id = bench.hand_in("an application");
        assert_eq!(bench.round().await.fault, Some(QueueFault::Unreachable), "cut after {cut_after}");
        assert!(bench.received().is_empty(), "cut after {cut_after}");

        bench.behave(Behaviour::Normal);
        assert_eq!(bench.later().await.delivered, 1);
        bench.assert_received_once(id, "an application", 1);
    }
}

#[tokio::test]
async fn after_a_cut_only_the_attachments_that_did_not_arrive_are_sent_again() {
    let mut bench = Bench::working().await;
    let papers: [&[u8]; 3] = [&[1; 1_000], &[2; 2_000], &[3; 300_000]];
    let handed_in = submission("an application", &papers);
    let seal = bench.seal();
    bench.outbox.commit(&handed_in, &seal, bench.now()).expect("committed");
    let due = bench.outbox.next_due(bench.now()).expect("the outbox works").expect("due");

    bench.behave(Behaviour::CutRequest(100_000));
    assert_eq!(bench.round().await.fault, Some(QueueFault::Unreachable));
    bench.behave(Behaviour::Normal);
    let answer = bench.http().put_submission(due.id, due.digest, due.envelope).await.expect("an answer");
    let Answer::Missing(missing) = answer else { panic!("the platform has what it cannot have") };
    assert_eq!(missing.len(), 1);
    let length = bench.outbox.attachment_length(due.id, missing[0].digest).expect("the outbox works");
    assert!(length.expect("the third paper") > 300_000);

    assert_eq!(bench.later().await.delivered, 1);
    let received = bench.received();
    assert_eq!(received[0].attachments, papers);
    bench.assert_received_once(handed_in.id, "an application", 1);
}
