use super::bench::Bench;
use yici_platform::Behaviour;

#[tokio::test]
async fn an_answer_that_was_meant_for_another_submission_is_not_believed() {
    let mut bench = Bench::new();
    let ids: Vec<_> = (0..3).map(|at| bench.hand_in(&format!("application {at}"))).collect();
    bench.behave(Behaviour::AnswerBefore);
    for _ in 0..6 {
        let round = bench.later().await;
        assert!(round.fault.is_some(), "no answer is for what was asked: {round:?}");
        assert_eq!((round.delivered, round.quarantined), (0, 0));
    }
    bench.behave(Behaviour::Normal);
    while bench.counts().waiting > 0 {
        assert_eq!(bench.later().await.fault, None);
    }
    let received = bench.received();
    assert_eq!(received.len(), 3, "once each");
    for (at, id) in ids.iter().enumerate() {
        let one = received.iter().find(|one| one.id == id.to_string()).expect("delivered");
        assert_eq!(one.opened, format!("application {at}").into_bytes());
    }
}
