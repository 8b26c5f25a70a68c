//! The server hears and says nothing.

use crate::power_bench::{bench, kind};
use std::time::{Duration, Instant};
use yici_hardware::PowerSource;
use yici_hardware::power::PowerState;

#[test]
fn silence_is_a_fault_within_two_seconds_and_passes() {
    let (hand, mut source) = bench();
    assert_eq!(source.state().unwrap(), PowerState::OnLine);
    hand.stall(true);
    let started = Instant::now();
    assert_eq!(kind(source.state()), "silent");
    assert!(started.elapsed() < Duration::from_secs(2));
    hand.stall(false);
    assert_eq!(source.state().unwrap(), PowerState::OnLine);
}

#[test]
fn half_an_answer_is_silence_too() {
    let (hand, mut source) = bench();
    hand.answer_next_with(b"VAR kiosk ups.st");
    assert_eq!(kind(source.state()), "silent");
    assert_eq!(source.state().unwrap(), PowerState::OnLine);
}
