//! Somebody calls for help: whoever is on duty hears of it, wherever they are.

use crate::support::{bench, citizen};
use yici_hardware::Input;

#[test]
fn a_call_for_help_reaches_the_platform_and_is_over_when_the_clerk_has_come() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    citizen.touch_anywhere();
    assert!(bench.platform.help_calls().is_empty());
    bench.sensors.set(Input::Help, true);
    citizen.wait_for("工作人员已到").expect("the call is shown");
    citizen.wait_until("the platform has it", |_| bench.platform.help_calls() == ["demo-001"]).expect("told");
    citizen.touch("工作人员已到").expect("the clerk comes");
    citizen.wait_until("the platform knows", |_| bench.platform.help_calls().is_empty()).expect("told");
}
