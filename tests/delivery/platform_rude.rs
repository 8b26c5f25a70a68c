use super::bench::Bench;
use yici::platform::QueueFault;
use yici_platform::Behaviour;

#[tokio::test]
async fn a_500_pauses_the_queue_and_is_no_submissions_fault() {
    let mut bench = Bench::working().await;
    bench.behave(Behaviour::Rude);
    let id = bench.hand_in("an application");
    assert_eq!(bench.round().await.fault, Some(QueueFault::Server(500)));
    assert_eq!((bench.counts().waiting, bench.counts().quarantined), (1, 0));

    bench.behave(Behaviour::Normal);
    assert_eq!(bench.later().await.delivered, 1);
    bench.assert_received_once(id, "an application", 1);
}

#[tokio::test]
async fn a_submission_on_which_the_platform_stumbles_does_not_hold_up_the_others() {
    let mut bench = Bench::new();
    bench.hand_in("the one that makes it stumble");
    let other = bench.hand_in("an application");
    bench.behave(Behaviour::Refuse(500));
    assert_eq!(bench.round().await.fault, Some(QueueFault::Server(500)));
    assert_eq!(bench.round().await.delivered, 1, "the other goes at once");
    assert_eq!(bench.received()[0].id, other.to_string());
    assert_eq!(bench.later().await.delivered, 1, "and the first one after its wait");
}
