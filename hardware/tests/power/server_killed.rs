//! The server is killed and started again.

use crate::power_bench::{Upsd, bench, kind, source_at};
use yici_hardware::power::PowerState;
use yici_hardware::{Actor, PowerSource};

#[test]
fn a_server_that_is_killed_is_a_fault_and_the_same_driver_goes_on_after_its_restart() {
    let (hand, mut source) = bench();
    for _ in 0..3 {
        assert_eq!(source.state().unwrap(), PowerState::OnLine);
        hand.stop();
        assert_eq!(kind(source.state()), "hung up");
        let fault = source.state().unwrap_err();
        assert!(fault.to_string().contains(&hand.address().to_string()), "the error names the address");
        assert_eq!(fault.actor(), Actor::Technician);
        hand.restart().unwrap();
    }
}

#[test]
fn upsd_killed_and_restarted_is_asked_again_without_a_new_driver() {
    let Some(mut upsd) = Upsd::start() else { return };
    let mut source = source_at(upsd.address());
    assert_eq!(source.state().unwrap(), PowerState::OnLine);
    upsd.kill();
    assert_eq!(kind(source.state()), "hung up");
    assert_eq!(kind(source.state()), "no server");
    upsd.restart();
    assert_eq!(source.state().unwrap(), PowerState::OnLine);
}
