use super::bench::Bench;
use yici::{courier::LineWord, platform::QueueFault};
use yici_platform::Behaviour;

#[tokio::test]
async fn a_login_page_that_says_200_is_no_receipt() {
    let mut bench = Bench::working().await;
    bench.behave(Behaviour::LoginPage);
    let id = bench.hand_in("an application");
    assert!(matches!(bench.round().await.fault, Some(QueueFault::NotThePlatform(_))));
    // The next round's ping is not taken in either.
    assert!(matches!(bench.later().await.fault, Some(QueueFault::NotThePlatform(_))));
    assert_eq!((bench.counts().waiting, bench.courier.status().line), (1, LineWord::Paused));

    bench.behave(Behaviour::Normal);
    assert_eq!(bench.later().await.delivered, 1);
    bench.assert_received_once(id, "an application", 1);
}
