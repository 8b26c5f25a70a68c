//! A platform that has too much to do says for how long it wants to be left alone.

use super::bench::{Bench, connection, is_provincial};
use jiff::{SignedDuration, Timestamp};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use yici::courier::Courier;
use yici::platform::{Clock, HttpPlatform, Patience, Platform, QueueFault};
use yici_platform::Behaviour;

/// A clock that is set by hand.
#[derive(Clone)]
struct Hand(Arc<Mutex<Timestamp>>);

impl Hand {
    fn new() -> Self {
        Self(Arc::new(Mutex::new(Timestamp::now())))
    }

    fn clock(&self) -> Clock {
        let time = Arc::clone(&self.0);
        Arc::new(move || *time.lock().expect("no panic"))
    }

    fn pass(&self, seconds: i64) {
        let mut time = self.0.lock().expect("no panic");
        *time = time.checked_add(SignedDuration::from_secs(seconds)).expect("seconds");
    }
}

fn http(bench: &Bench, hand: &Hand) -> HttpPlatform {
    HttpPlatform::with_clock(&connection(bench.platform()), Patience::default(), hand.clock()).expect("an adapter")
}

fn arrived(bench: &Bench) -> u32 {
    bench.platform().traffic().iter().map(|second| second.arrived).sum()
}

#[tokio::test]
async fn a_platform_that_asks_to_be_left_alone_is_left_alone_for_so_long_and_a_little_longer() {
    let (bench, hand) = (Bench::new(), Hand::new());
    let http = http(&bench, &hand);
    bench.behave(Behaviour::Busy(60));
    let Err(QueueFault::Busy(long)) = http.ping().await else { panic!("it is busy") };
    assert!((Duration::from_secs(60)..=Duration::from_secs(120)).contains(&long), "{long:?}");
    bench.behave(Behaviour::Normal);
    hand.pass(59);
    // Whoever asks, and whatever for.
    assert!(matches!(http.ping().await, Err(QueueFault::Busy(_))));
    assert!(matches!(http.catalog_file("timestamp.json", 100).await, Err(QueueFault::Busy(_))));
    assert_eq!(arrived(&bench), 0, "not a byte went out");
    hand.pass(62);
    assert_eq!((http.ping().await, arrived(&bench)), (Ok(()), 1));
}

#[tokio::test]
async fn no_clock_and_no_platform_keeps_a_kiosk_away_for_longer_than_two_hours() {
    let (bench, hand) = (Bench::new(), Hand::new());
    let http = http(&bench, &hand);
    bench.behave(Behaviour::Busy(u32::MAX));
    let Err(QueueFault::Busy(long)) = http.ping().await else { panic!("it is busy") };
    assert!(long <= Duration::from_secs(7_200), "{long:?}");
    bench.behave(Behaviour::Normal);
    // Somebody sets a clock that was a year ahead.
    hand.pass(-365 * 24 * 3_600);
    assert_eq!(http.ping().await, Ok(()));
}

#[tokio::test]
async fn what_waits_while_a_platform_is_busy_is_delivered_once_afterwards() {
    if is_provincial() {
        return;
    }
    let (mut bench, hand) = (Bench::new(), Hand::new());
    let id = bench.hand_in("an application");
    let mut courier = Courier::new(bench.outbox_dir.path(), http(&bench, &hand)).expect("a courier");
    bench.behave(Behaviour::Busy(60));
    let busy = courier.round(bench.now()).await.expect("the outbox works");
    assert!(matches!(busy.fault, Some(QueueFault::Busy(_))) && busy.quarantined == 0);
    bench.behave(Behaviour::Normal);
    hand.pass(121);
    // It was turned away unread, which is no attempt: it is due at once.
    assert_eq!(courier.round(bench.now()).await.expect("the outbox works").delivered, 1);
    bench.assert_received_once(id, "an application", 1);
}
