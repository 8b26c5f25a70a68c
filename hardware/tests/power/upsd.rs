//! A power cut from its beginning to its end, told by NUT's own server.

use crate::power_bench::{Upsd, source_at};
use std::time::Duration;
use yici_hardware::power::PowerState;

#[test]
fn upsd_tells_a_cut_the_last_minutes_and_the_line_again() {
    let Some(upsd) = Upsd::start() else { return };
    let mut source = source_at(upsd.address());
    upsd.until(&mut source, "OL", PowerState::OnLine);
    let on_battery = PowerState::OnBattery { charge: Some(73), runtime: Some(Duration::from_secs(840)) };
    upsd.until(&mut source, "OB DISCHRG", on_battery);
    upsd.until(&mut source, "OB DISCHRG LB", PowerState::LowBattery);
    upsd.until(&mut source, "OL CHRG LB", PowerState::OnLine);
    upsd.until(&mut source, "OL FSD", PowerState::LowBattery);
    upsd.until(&mut source, "OFF", PowerState::Unknown);
}
