use super::bench::Bench;
use std::time::Duration;
use yici::platform::Patience;
use yici_platform::Behaviour;

#[tokio::test]
async fn a_line_of_a_byte_a_second_is_given_up_in_time_and_delivers_once_it_is_faster() {
    let second = Duration::from_secs(1);
    let mut bench = Bench::patient(Patience { connect: second, answer: second, ..Patience::default() });
    assert_eq!(bench.round().await.fault, None);
    bench.behave(Behaviour::Trickle(1));
    let id = bench.hand_in("an application");
    assert!(bench.round().await.fault.is_some());
    assert_eq!(bench.counts().waiting, 1);

    bench.behave(Behaviour::Normal);
    assert_eq!(bench.later().await.delivered, 1);
    bench.assert_received_once(id, "an application", 1);
}

#[tokio::test]
async fn a_line_of_two_kilobytes_a_second_delivers() {
    let mut bench = Bench::new();
    bench.behave(Behaviour::Trickle(2_000));
    let id = bench.hand_in("an application");
    assert_eq!(bench.round().await.delivered, 1);
    bench.assert_received_once(id, "an application", 1);
}
