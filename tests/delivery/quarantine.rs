use super::bench::{self, Bench};
use yici::outbox::OutboxError;
use yici_platform::Behaviour;

#[tokio::test]
async fn a_submission_that_is_refused_is_set_aside_and_the_next_one_goes() {
    let mut bench = Bench::new();
    let refused = bench.hand_in("a poisoned application");
    let taken = bench.hand_in("an application");
    bench.behave(Behaviour::Refuse(422));
    let round = bench.round().await;
    assert_eq!((round.delivered, round.quarantined, round.fault), (1, 1, None));

    let received = bench.received();
    assert_eq!((received.len(), received[0].id.as_str()), (1, taken.to_string().as_str()));
    let aside = bench.outbox.set_aside().expect("a list");
    assert_eq!((aside.len(), aside[0].id, aside[0].is_whole), (1, Some(refused), true));
    assert_eq!(aside[0].reason, bench::refused(422, "refused", "p42209"));
    assert_eq!(bench.later().await.delivered, 0, "it is not sent again");
}

/// A platform that refused by mistake, and was mended.
#[tokio::test]
async fn what_was_refused_is_sent_again_when_a_technician_says_so() {
    let mut bench = Bench::new();
    let refused = bench.hand_in("an application");
    bench.behave(Behaviour::Refuse(422));
    assert_eq!(bench.round().await.quarantined, 1);
    let place = bench.outbox.set_aside().expect("a list")[0].place;
    bench.outbox.retry(place, bench.now()).expect("it is whole");
    assert!(matches!(bench.outbox.retry(place, bench.now()), Err(OutboxError::Unknown)), "it waits already");
    assert_eq!(bench.round().await.delivered, 1, "at once");
    bench.assert_received_once(refused, "an application", 1);
}
