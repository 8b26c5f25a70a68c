use super::bench::{Bench, platform};
use yici::{courier::LineWord, outbox::Counts, platform::QueueFault};
use yici_platform::Behaviour;

#[tokio::test]
async fn what_was_handed_in_while_the_line_was_down_is_delivered_when_it_is_up() {
    let mut bench = Bench::working().await;
    bench.behave(Behaviour::Absent);
    let id = bench.hand_in("an application");
    assert_eq!(bench.round().await.fault, Some(QueueFault::Unreachable));
    assert_eq!(bench.counts(), Counts { waiting: 1, ..Counts::default() });
    let status = bench.courier.status();
    assert_eq!((status.line, status.why.as_deref(), status.waiting), (LineWord::Down, Some("unreachable"), 1));

    bench.behave(Behaviour::Normal);
    assert_eq!(bench.later().await.delivered, 1);
    bench.assert_received_once(id, "an application", 1);
    assert_eq!(bench.courier.status().line, LineWord::Up);
}

#[tokio::test]
async fn a_platform_that_was_switched_off_and_on_receives() {
    let mut bench = Bench::new();
    let id = bench.hand_in("an application");
    drop(bench.platform.take());
    assert_eq!(bench.round().await.fault, Some(QueueFault::Unreachable));
    bench.platform = Some(platform(bench.platform_dir.path()));
    assert_eq!(bench.later().await.delivered, 1);
    bench.assert_received_once(id, "an application", 1);
}

#[tokio::test]
async fn a_long_outage_costs_one_submission_one_wait_and_the_others_none() {
    let mut bench = Bench::working().await;
    bench.behave(Behaviour::Absent);
    for _ in 0..3 {
        bench.hand_in("an application");
    }
    for _ in 0..5 {
        assert!(bench.later().await.fault.is_some());
    }
    // The first attempt was the only one; since then a ping goes first.
    bench.behave(Behaviour::Normal);
    assert_eq!(bench.round().await.delivered, 3);
}

#[tokio::test]
async fn a_kiosk_that_is_started_again_and_again_in_an_outage_sends_as_soon_as_the_line_is_back() {
    let mut bench = Bench::new();
    bench.behave(Behaviour::Absent);
    let id = bench.hand_in("an application");
    for _ in 0..10 {
        bench.start_again();
        assert_eq!(bench.round().await.fault, Some(QueueFault::Unreachable));
    }
    bench.start_again();
    bench.behave(Behaviour::Normal);
    assert_eq!(bench.round().await.delivered, 1, "at once: no start was an attempt");
    bench.assert_received_once(id, "an application", 1);
}

#[tokio::test]
async fn a_line_that_breaks_in_a_batch_costs_the_four_under_way_one_wait_and_the_others_none() {
    let mut bench = Bench::working().await;
    bench.hand_in("the first goes alone");
    for _ in 0..10 {
        bench.hand_in(&"an application ".repeat(1_000));
    }
    bench.behave(Behaviour::CutRequest(8_000));
    let round = bench.round().await;
    assert_eq!((round.delivered, round.fault), (1, Some(QueueFault::Unreachable)));
    assert_eq!(bench.counts().waiting, 10);

    bench.behave(Behaviour::Normal);
    assert_eq!(bench.round().await.delivered, 6, "those that were not begun go at once");
    assert_eq!(bench.later().await.delivered, 4);
    assert_eq!(bench.received().len(), 11);
}
