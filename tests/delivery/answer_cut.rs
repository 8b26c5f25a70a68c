use super::bench::Bench;
use yici::platform::QueueFault;
use yici_platform::Behaviour;

#[tokio::test]
async fn a_receipt_that_was_cut_in_the_middle_is_asked_for_again_and_nothing_doubles() {
    let mut bench = Bench::working().await;
    bench.behave(Behaviour::CutMidBody);
    let id = bench.hand_in("an application");
    assert_eq!(bench.round().await.fault, Some(QueueFault::Unreachable));
    assert_eq!((bench.received().len(), bench.counts().waiting), (1, 1), "received, but not known to be");

    bench.behave(Behaviour::Normal);
    assert_eq!(bench.later().await.delivered, 1);
    bench.assert_received_once(id, "an application", 2);
}
