use super::bench::Bench;
use yici::platform::QueueFault;
use yici_platform::Behaviour;

#[tokio::test]
async fn a_receipt_with_another_signature_is_no_success() {
    let mut bench = Bench::new();
    bench.behave(Behaviour::Forge);
    let id = bench.hand_in("an application");
    let fault = QueueFault::NotThePlatform("a receipt that the platform did not sign");
    assert_eq!(bench.round().await.fault, Some(fault));
    assert_eq!(bench.counts().waiting, 1);

    bench.behave(Behaviour::Normal);
    assert_eq!(bench.later().await.delivered, 1);
    bench.assert_received_once(id, "an application", 2);
}
