//! The server runs, and has lost its UPS.

use crate::power_bench::{Upsd, bench, eventually, kind, source_at};
use yici_hardware::{Actor, PowerSource};

#[test]
fn a_ups_whose_data_cable_is_out_is_the_clerks() {
    let (hand, mut source) = bench();
    for word in ["DATA-STALE", "DRIVER-NOT-CONNECTED"] {
        hand.fail(Some(word));
        assert_eq!(source.state().unwrap_err().actor(), Actor::Clerk, "{word}");
    }
    hand.fail(None);
    assert!(source.state().is_ok());
}

#[test]
fn upsd_without_its_driver_says_so() {
    let Some(mut upsd) = Upsd::start() else { return };
    let mut source = source_at(upsd.address());
    upsd.kill_driver();
    eventually("the UPS is lost", || kind(source.state()) == "ups lost");
}
