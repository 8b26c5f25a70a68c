//! A platform that wants the national algorithms: its operator gave the kiosk an SM2 key.

use super::bench::{Bench, submission};
use yici::outbox::Seal;

#[tokio::test]
async fn what_is_sealed_by_the_national_algorithms_is_delivered_and_opened() {
    let mut bench = Bench::new();
    let recipient = bench.platform().credentials().national_seal_recipient.clone();
    let seal = Seal::to(&recipient).expect("a recipient");
    let submission = submission("an application", &[b"a picture"]);
    let now = bench.now();
    bench.outbox.commit(&submission, &seal, now).expect("committed");
    // One by the other suite waits beside it: a kiosk whose key was changed has both.
    bench.hand_in("another application");
    assert_eq!(bench.round().await.delivered, 2);
    let received = bench.received();
    assert!(received[0].opened == b"an application" && received[0].attachments == [b"a picture"]);
    assert_eq!(received[1].opened, b"another application");
}
