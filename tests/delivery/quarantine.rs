use super::bench::Bench;
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
    let quarantined = bench.outbox.quarantined().expect("a list");
    assert_eq!(quarantined, [(refused, String::from("refused 422 refused"))]);
    assert_eq!(bench.later().await.delivered, 0, "it is not sent again");
}
