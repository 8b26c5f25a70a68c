use super::bench::{Bench, directory, platform};
use yici::platform::QueueFault;
use yici_platform::Behaviour;

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let mut bench = Bench::working().await;
    let elsewhere = directory();
    let other = platform(elsewhere.path());
    let id = bench.hand_in("an application");
    bench.behave(Behaviour::Redirect(format!("{}/v1/submissions/{id}", other.url())));
    assert_eq!(bench.round().await.fault, Some(QueueFault::NotThePlatform("a redirect")));
    assert!(other.received().expect("opens").is_empty());
    assert_eq!(bench.counts().waiting, 1);
}
