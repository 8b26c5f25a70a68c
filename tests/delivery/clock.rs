use super::bench::Bench;
use jiff::{SignedDuration, Timestamp};
use yici::outbox::Outbox;

fn time(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

#[test]
fn an_attempt_is_written_down_before_it_is_made_and_survives_a_restart() {
    let mut bench = Bench::new();
    let id = bench.hand_in("an application");
    assert_eq!(bench.outbox.mark_attempt(id, bench.now()).expect("marked"), 1);
    let mut again = Outbox::open(bench.outbox_dir.path()).expect("opens again");
    assert!(again.next_due(bench.now()).expect("the outbox works").is_none());
    let due_in = again.due_in(bench.now()).expect("the outbox works").expect("something waits");
    assert!((7..=15).contains(&due_in.as_secs()));
    assert_eq!(again.mark_attempt(id, bench.now()).expect("marked"), 2);
}

#[test]
fn a_clock_that_was_ten_years_ahead_and_is_put_right_strands_nothing() {
    let mut bench = Bench::new();
    let id = bench.hand_in("an application");
    bench.outbox.mark_attempt(id, time("2036-01-01T00:00:00Z")).expect("marked");
    let now = bench.now();
    assert_eq!(bench.outbox.next_due(now).expect("the outbox works").expect("due").id, id);
    assert_eq!(bench.outbox.due_in(now).expect("the outbox works"), Some(SignedDuration::ZERO));
}

#[test]
fn a_clock_put_back_by_a_minute_makes_a_submission_wait_at_most_an_hour() {
    let mut bench = Bench::new();
    let id = bench.hand_in("an application");
    for _ in 0..12 {
        bench.outbox.mark_attempt(id, bench.now()).expect("marked");
    }
    let earlier = time("2025-12-31T23:59:00Z");
    let due_in = bench.outbox.due_in(earlier).expect("the outbox works").expect("something waits");
    assert!(due_in <= SignedDuration::from_hours(1));
}
