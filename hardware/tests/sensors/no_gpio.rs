//! There is no GPIO chip, or what is named is none: both real drivers say so.

use crate::sensors_bench::{kind, wiring};
use std::path::Path;
use std::time::Duration;
use yici_hardware::sensors::Output;
use yici_hardware::sensors::settings::Driver;

#[test]
fn a_chip_that_is_not_there_is_named_in_the_error() {
    let directory = tempfile::tempdir().unwrap();
    let mut settings = wiring();
    settings.chip = directory.path().join("gpiochip9");
    let seen = settings.open_inputs().unwrap().next_edge(Duration::ZERO);
    assert_eq!(kind(&seen), "no chip");
    assert!(seen.unwrap_err().to_string().contains("gpiochip9"));
    assert_eq!(kind(&settings.open_outputs().unwrap().set(Output::ReceiptLight, true)), "no chip");
}

#[test]
fn a_file_that_is_no_chip_is_no_chip() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut settings = wiring();
    for path in [file.path(), Path::new("/dev/null"), Path::new("/")] {
        settings.chip = path.to_owned();
        assert_eq!(kind(&settings.open_inputs().unwrap().next_edge(Duration::ZERO)), "no chip", "{path:?}");
    }
}

#[test]
fn rppal_on_another_computer_is_a_fault_and_no_panic() {
    let model = std::fs::read_to_string("/proc/device-tree/model").unwrap_or_default();
    if model.contains("Raspberry Pi") {
        eprintln!("skipped: this is a Raspberry Pi, whose lines a test must not move unasked");
        return;
    }
    let mut settings = wiring();
    settings.driver = Driver::Rppal;
    let (mut inputs, mut outputs) = (settings.open_inputs().unwrap(), settings.open_outputs().unwrap());
    for _ in 0..2 {
        assert_eq!(kind(&inputs.next_edge(Duration::ZERO)), "not a pi");
        assert_eq!(kind(&outputs.set(Output::ReceiptLight, true)), "not a pi");
    }
}
