use super::bench::{Bench, submission};
use std::num::NonZeroU32;
use std::time::{Duration, Instant};
use yici::courier::{Hours, LineWord, Metered};

#[tokio::test]
async fn outside_the_hours_nothing_is_sent_and_inside_everything() {
    let mut bench = Bench::new();
    bench.hand_in("an application");
    // The bench's clock stands at eight in the morning in China.
    let hours = |text: &str| Some(Hours::try_from(text.to_owned()).expect("hours"));
    bench.courier.spare(Metered { hours: hours("09:00-17:00"), ..Metered::default() });
    let round = bench.round().await;
    assert_eq!((round.delivered, round.fault, bench.counts().waiting), (0, None, 1));
    let status = bench.courier.status();
    assert_eq!((status.line, status.why.as_deref()), (LineWord::Down, Some("hours")));
    assert_eq!(bench.later().await.delivered, 1, "two hours later it is ten");
    assert_eq!(bench.courier.status().line, LineWord::Up);
}

#[tokio::test]
async fn a_submission_takes_as_long_as_the_rate_says() {
    let mut bench = Bench::new();
    let handed_in = submission("an application", &[&[7; 300_000]]);
    bench.outbox.commit(&handed_in, &bench.seal(), bench.now()).expect("committed");
    bench.courier.spare(Metered { bytes_per_second: NonZeroU32::new(150_000), ..Metered::default() });
    let begun = Instant::now();
    assert_eq!(bench.round().await.delivered, 1);
    assert!(begun.elapsed() >= Duration::from_secs(2), "300 kB before the last envelope");
}

#[tokio::test]
async fn a_round_that_began_within_the_hours_ends_with_them_and_goes_on_with_the_next() {
    let mut bench = Bench::new();
    // Eight in the morning: two seconds are left, and the first envelope takes one of them.
    bench.set_clock("2025-12-31T23:59:58Z");
    for at in 0..6 {
        bench.hand_in(&format!("application {at}"));
    }
    let bytes_per_second = NonZeroU32::new(700);
    bench
        .courier
        .spare(Metered { bytes_per_second, hours: Some(Hours::try_from("22:00-08:00".to_owned()).expect("hours")) });
    let round = bench.round().await;
    assert!(round.resting && round.delivered > 0 && round.delivered < 6, "{round:?}");
    assert_eq!((round.fault, bench.courier.status().why.as_deref()), (None, Some("hours")));
    let left = bench.counts().waiting;
    // What was not sent is no attempt: it is due as soon as the hours begin.
    bench.courier.spare(Metered::default());
    assert_eq!(bench.round().await.delivered, left);
    assert!(bench.received().iter().all(|one| one.puts == 1));
}
