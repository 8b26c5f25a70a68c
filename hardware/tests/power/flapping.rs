//! The line comes and goes.

use crate::power_bench::bench;
use std::time::Duration;
use yici_hardware::PowerSource;
use yici_hardware::power::Supply;
use yici_hardware::power::debounce::Debounce;

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn a_line_that_flaps_every_second_settles_only_when_it_stays() {
    let (hand, mut source) = bench();
    let mut settled = Debounce::new(5 * SECOND);
    let mut told = Vec::new();
    for second in 0..30 {
        // Flaps for twenty seconds, then the battery feeds on.
        if second < 20 && second % 2 == 0 {
            hand.on_line()
        } else {
            hand.on_battery(90, 1_200)
        }
        let supply = source.state().unwrap().supply();
        told.extend(settled.see(supply, second * SECOND).map(|supply| (second, supply)));
    }
    assert_eq!(told, [(24, Supply::Battery)]);
}

#[test]
fn the_last_minutes_need_not_wait() {
    let mut settled = Debounce::new(5 * SECOND);
    assert_eq!(settled.see(Supply::Line, Duration::ZERO), None);
    settled.settle(Supply::LastMinutes);
    assert_eq!(settled.settled(), Some(Supply::LastMinutes));
    assert_eq!(settled.see(Supply::LastMinutes, SECOND), None);
    assert_eq!(settled.see(Supply::Line, 2 * SECOND), None);
    assert_eq!(settled.see(Supply::Line, 7 * SECOND), Some(Supply::Line));
}

#[test]
fn a_flutter_back_to_what_is_settled_starts_the_wait_anew() {
    let mut settled = Debounce::new(2 * SECOND);
    settled.settle('a');
    assert_eq!(settled.see('b', SECOND), None);
    assert_eq!(settled.see('a', 2 * SECOND), None);
    assert_eq!(settled.see('b', 3 * SECOND), None);
    assert_eq!(settled.see('b', 4 * SECOND), None);
    assert_eq!(settled.see('b', 5 * SECOND), Some('b'));
}

#[test]
fn without_a_hold_each_change_counts_at_once_and_time_that_runs_backwards_stands_still() {
    let mut at_once = Debounce::new(Duration::ZERO);
    assert_eq!(at_once.see(1, 9 * SECOND), Some(1));
    let mut patient = Debounce::new(SECOND);
    assert_eq!(patient.see(1, 9 * SECOND), None);
    assert_eq!(patient.see(1, SECOND), None);
    assert_eq!(patient.see(1, 10 * SECOND), Some(1));
}
