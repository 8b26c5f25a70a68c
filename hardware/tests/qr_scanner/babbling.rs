//! A scanner sends without end: a stuck trigger, a wrong speed, a broken cable.

use crate::bench::{Bench, GENEROUS, Seen};
use std::time::{Duration, Instant};
use yici_hardware::QrScanner;
use yici_hardware::qr_scanner::MAX_CODE;
use yici_hardware::qr_scanner::serial::{CALL, MAX_SILENCE};
use yici_hardware::qr_scanner::simulator::Suffix;

const OVERLONG: Seen = Seen::Garbled("more than 4,096 bytes without an end of line");

#[test]
fn a_megabyte_without_an_end_of_line_is_a_fault_and_the_next_code_is_read() {
    let mut bench = Bench::new();
    assert!(bench.hand.babble(1 << 20));
    assert_eq!(bench.something(), OVERLONG);
    let started = Instant::now();
    while !bench.hand.wait_for_sent(1, Duration::ZERO) {
        // That it is only one is tried in `framing.rs`: here the simulator may pause, and then it is another babble.
        bench.scan();
        assert!(started.elapsed() < GENEROUS);
    }
    bench.scanner.forget().unwrap();
    assert!(bench.hand.present(b"after the storm", Suffix::Cr));
    assert_eq!(bench.something(), Seen::code("after the storm"));
}

#[test]
fn an_end_of_line_ends_the_babble_too() {
    let mut bench = Bench::new();
    assert!(bench.hand.babble(3 * MAX_CODE));
    assert!(bench.hand.present(b"", Suffix::CrLf));
    assert!(bench.hand.present(b"next", Suffix::CrLf));
    assert_eq!(bench.something(), OVERLONG);
    assert_eq!(bench.something(), Seen::code("next"));
}

#[test]
fn no_call_lasts_longer_because_the_line_babbles() {
    let mut bench = Bench::new();
    assert!(bench.hand.babble(1 << 18));
    assert_eq!(bench.something(), OVERLONG);
    let started = Instant::now();
    bench.scan();
    // Much later only if it went on for as long as the babble does.
    assert!(started.elapsed() < CALL + 2 * MAX_SILENCE);
}
