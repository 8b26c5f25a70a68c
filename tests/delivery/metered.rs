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
