//! What a technician writes.

use crate::sensors_bench::{kind, wiring};
use std::time::Duration;
use yici_hardware::sensors::settings::{Bias, Driver, GpioSettings};
use yici_hardware::sensors::{Input, Output};

#[test]
fn a_line_has_usual_values_and_they_can_be_written_out() {
    let settings = wiring();
    assert_eq!(settings.driver, Driver::Cdev);
    let door = settings.inputs[&Input::DoorOpen];
    assert!(door.active_low && door.bias == Bias::PullUp && door.debounce().is_none());
    let usual: GpioSettings = toml::from_str("driver = \"rppal\"\n[inputs.tamper]\nline = 17").unwrap();
    assert_eq!(usual.driver, Driver::Rppal);
    let tamper = usual.inputs[&Input::Tamper];
    assert!(!tamper.active_low && tamper.bias == Bias::None);
    assert_eq!(tamper.debounce(), Some(Duration::from_millis(30)));
    assert!(!usual.outputs.contains_key(&Output::ReceiptLight));
}

#[test]
fn a_role_that_no_kiosk_has_and_a_misspelt_setting_are_refused() {
    for text in
        ["[inputs.doorbell]\nline = 1", "[inputs.help]\nlines = 1", "driver = \"sysfs\"", "[outputs.help]\nline = 1"]
    {
        assert!(toml::from_str::<GpioSettings>(text).is_err(), "{text}");
    }
}

#[test]
fn a_line_given_twice_is_refused_and_both_roles_are_named() {
    let text = "[inputs.door-open]\nline = 3\n[outputs.receipt-light]\nline = 3";
    let settings: GpioSettings = toml::from_str(text).unwrap();
    assert_eq!(kind(&settings.open_inputs()), "twice");
    let fault = settings.check().unwrap_err().to_string();
    assert!(fault.contains("door-open") && fault.contains("receipt-light"), "{fault}");
}

#[test]
fn without_an_input_nothing_can_be_watched() {
    let settings: GpioSettings = toml::from_str("").unwrap();
    assert!(settings.open_inputs().unwrap().next_edge(Duration::ZERO).is_err());
}
