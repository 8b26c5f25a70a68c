use super::bench::{Bench, GENEROUS};
use std::time::Duration;
use yici::platform::{Patience, QueueFault};
use yici_platform::Behaviour;

#[tokio::test]
async fn an_answer_that_comes_too_late_is_asked_for_again_and_nothing_doubles() {
    let patience = Patience { answer: Duration::from_secs(1), ..Patience::default() };
    let mut bench = Bench::patient(patience);
    assert_eq!(bench.round().await.fault, None);
    bench.behave(Behaviour::Slow(GENEROUS));
    let id = bench.hand_in("an application");
    assert_eq!(bench.round().await.fault, Some(QueueFault::Slow));
    assert_eq!((bench.received().len(), bench.counts().waiting), (1, 1), "received, but not known to be");

    bench.behave(Behaviour::Normal);
    assert_eq!(bench.later().await.delivered, 1);
    bench.assert_received_once(id, "an application", 2);
}
