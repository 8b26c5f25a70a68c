use super::bench::Bench;
use std::collections::BTreeSet;
use yici_platform::Behaviour;

/// Bytes at the wire, TLS included, after which the line is cut: all of the first few, then further and further apart.
/// A whole delivery takes about three thousand from the kiosk, and as many to it.
fn places() -> impl Iterator<Item = u64> {
    (0..8).chain((1..28).map(|step| step * 131))
}

async fn deliver_over_cuts(cut: impl Fn(u64) -> Behaviour) {
    let mut bench = Bench::working().await;
    let mut handed_in = BTreeSet::new();
    let mut broken = 0;
    for at in places() {
        handed_in.insert(bench.hand_in("an application").to_string());
        bench.behave(cut(at));
        broken += u32::from(bench.later().await.fault.is_some());
        bench.behave(Behaviour::Normal);
        bench.later().await;
        assert_eq!(bench.counts().waiting, 0, "cut after {at} bytes");
    }
    assert!(broken > 20, "the cuts fell into something: {broken}");
    let received = bench.received();
    assert_eq!(received.len(), handed_in.len(), "once each");
    assert_eq!(received.into_iter().map(|one| one.id).collect::<BTreeSet<_>>(), handed_in);
}

#[tokio::test]
async fn a_request_that_is_cut_at_any_byte_is_delivered_once() {
    deliver_over_cuts(|up| Behaviour::CutLine { up, down: u64::MAX }).await;
}

#[tokio::test]
async fn an_answer_that_is_cut_at_any_byte_is_asked_for_again_and_nothing_doubles() {
    deliver_over_cuts(|down| Behaviour::CutLine { up: u64::MAX, down }).await;
}
