//! A thermometer on a tree like the kernel's.

use std::fs;
use std::path::Path;
use tempfile::TempDir;
use yici_hardware::sensors::temperature::{
    HwmonSettings, HwmonThermometer, Temperature, TemperatureFault, Thermometer,
};

/// Two chips, of which the second is ours.
fn tree() -> TempDir {
    let tree = tempfile::tempdir().unwrap();
    chip(tree.path(), "hwmon0", "acpitz", "27800");
    chip(tree.path(), "hwmon1", "coretemp", "41000");
    tree
}

fn chip(tree: &Path, directory: &str, name: &str, value: &str) {
    let chip = tree.join(directory);
    fs::create_dir_all(&chip).unwrap();
    fs::write(chip.join("name"), format!("{name}\n")).unwrap();
    fs::write(chip.join("temp1_input"), format!("{value}\n")).unwrap();
}

fn thermometer(tree: &TempDir) -> HwmonThermometer {
    HwmonThermometer::new(HwmonSettings { tree: tree.path().to_owned(), chip: "coretemp".into(), sensor: 1 })
}

#[test]
fn a_chip_is_found_by_its_name_wherever_it_is_numbered() {
    let tree = tree();
    let mut thermometer = thermometer(&tree);
    assert_eq!(thermometer.read().unwrap(), Temperature(41_000));
    fs::rename(tree.path().join("hwmon1"), tree.path().join("hwmon7")).unwrap();
    assert_eq!(thermometer.read().unwrap(), Temperature(41_000));
}

#[test]
fn frost_is_a_temperature() {
    let tree = tree();
    chip(tree.path(), "hwmon1", "coretemp", "-12500");
    assert_eq!(thermometer(&tree).read().unwrap(), Temperature(-12_500));
}

#[test]
fn a_module_that_is_unloaded_is_a_fault_that_passes() {
    let tree = tree();
    let mut thermometer = thermometer(&tree);
    fs::remove_dir_all(tree.path().join("hwmon1")).unwrap();
    assert!(matches!(thermometer.read(), Err(TemperatureFault::NoChip { .. })));
    chip(tree.path(), "hwmon2", "coretemp", "39000");
    assert_eq!(thermometer.read().unwrap(), Temperature(39_000));
}

#[test]
fn a_sensor_that_says_it_is_broken_or_what_cannot_be_is_broken() {
    let tree = tree();
    for value in ["", "hot", "999999", "-99999", "99999999999999"] {
        chip(tree.path(), "hwmon1", "coretemp", value);
        assert!(matches!(thermometer(&tree).read(), Err(TemperatureFault::Broken(_))), "{value}");
    }
    chip(tree.path(), "hwmon1", "coretemp", "41000");
    fs::write(tree.path().join("hwmon1/temp1_fault"), "1\n").unwrap();
    assert!(matches!(thermometer(&tree).read(), Err(TemperatureFault::Broken(_))));
}

#[test]
fn a_sensor_that_the_chip_has_not_is_named() {
    let tree = tree();
    let settings = HwmonSettings { tree: tree.path().to_owned(), chip: "coretemp".into(), sensor: 9 };
    let fault = HwmonThermometer::new(settings).read().unwrap_err();
    assert!(fault.to_string().contains("temp9_input"), "{fault}");
}
