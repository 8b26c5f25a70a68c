//! What every driver of inputs and outputs keeps: the simulator; the character device on the kernel's `gpio-sim`, where it
//! has it; and real wiring when `YICI_SENSORS_PORT` names a settings file.

use crate::sensors_bench::{edge, kind, nothing_more, simulator, told, wiring};
use std::time::{Duration, Instant};
use yici_hardware::sensors::settings::GpioSettings;
use yici_hardware::sensors::simulator::SensorSimulator;
use yici_hardware::sensors::{Input, Inputs, Output, Outputs};

/// Who moves what the inputs feel, and looks at the lamps.
trait Person {
    fn set(&mut self, input: Input, active: bool);
    fn sees(&mut self, output: Output) -> bool;
}

fn keeps_the_contract(
    settings: &GpioSettings,
    inputs: &mut dyn Inputs,
    outputs: &mut dyn Outputs,
    person: &mut dyn Person,
) {
    // What is active from the start is told first.
    for input in settings.inputs.keys() {
        person.set(*input, false);
    }
    while !nothing_more(inputs) {}
    for _ in 0..2 {
        for input in settings.inputs.keys() {
            person.set(*input, true);
            assert_eq!(told(inputs), edge(*input, true));
            person.set(*input, false);
            assert_eq!(told(inputs), edge(*input, false));
        }
    }
    let asked = Instant::now();
    assert_eq!(inputs.next_edge(Duration::from_secs(60)), Ok(None));
    assert!((1..5).contains(&asked.elapsed().as_secs()), "a wait is cut to one second");

    for output in settings.outputs.keys() {
        outputs.set(*output, true).unwrap();
        assert!(person.sees(*output));
        outputs.set(*output, false).unwrap();
        assert!(!person.sees(*output));
    }
    let missing = [Output::FaceLight, Output::PaperLight].into_iter().find(|lamp| !settings.outputs.contains_key(lamp));
    assert!(missing.is_none_or(|lamp| kind(&outputs.set(lamp, true)) == "not wired"));
}

impl Person for &SensorSimulator {
    fn set(&mut self, input: Input, active: bool) {
        SensorSimulator::set(self, input, active);
    }

    fn sees(&mut self, output: Output) -> bool {
        self.is_on(output)
    }
}

#[test]
fn the_simulator_keeps_the_sensor_contract() {
    let hand = simulator();
    keeps_the_contract(&wiring(), &mut hand.inputs(), &mut hand.outputs(), &mut &hand);
}

#[test]
fn what_is_active_from_the_start_is_told_first() {
    let hand = simulator();
    hand.set(Input::DoorOpen, true);
    let mut inputs = hand.inputs();
    assert_eq!(told(&mut inputs), edge(Input::DoorOpen, true));
    assert!(nothing_more(&mut inputs));
}

/// The kernel's simulated chip, whose lines are pulled through sysfs.
struct GpioSim {
    chip: gpiosim::Sim,
    settings: GpioSettings,
}

impl Person for &GpioSim {
    fn set(&mut self, input: Input, active: bool) {
        let wired = self.settings.inputs[&input];
        let level = if active == wired.active_low { gpiosim::Level::Low } else { gpiosim::Level::High };
        self.chip.chips()[0].set_pull(wired.line, level).unwrap();
    }

    fn sees(&mut self, output: Output) -> bool {
        let wired = self.settings.outputs[&output];
        let high = self.chip.chips()[0].get_level(wired.line).unwrap() == gpiosim::Level::High;
        high != wired.active_low
    }
}

#[test]
fn the_character_device_keeps_the_sensor_contract_on_gpio_sim() {
    let chip = match gpiosim::builder().with_bank(&gpiosim::Bank::new(8, "yici")).live() {
        Ok(chip) => chip,
        Err(error) => {
            eprintln!("skipped: this kernel has no gpio-sim for us ({error}); as root, modprobe gpio-sim");
            return;
        }
    };
    let mut settings = wiring();
    settings.chip = chip.chips()[0].dev_path().clone();
    let hand = GpioSim { chip, settings: settings.clone() };
    let mut inputs = settings.open_inputs().unwrap();
    let mut outputs = settings.open_outputs().unwrap();
    keeps_the_contract(&settings, inputs.as_mut(), outputs.as_mut(), &mut &hand);
    // The chip is removed with the lines still held.
    drop(hand);
    assert_eq!(kind(&inputs.next_edge(Duration::ZERO)), "gone");
    assert_eq!(kind(&inputs.next_edge(Duration::ZERO)), "no chip");
}

/// Reads what to do from the terminal; run with `--no-capture`.
struct Tester;

impl Person for Tester {
    fn set(&mut self, input: Input, active: bool) {
        eprintln!("Make this input {}: {input:?}", if active { "active" } else { "inactive" });
    }

    fn sees(&mut self, output: Output) -> bool {
        eprintln!("Is this output on? y or n, then Enter: {output:?}");
        let mut answer = String::new();
        std::io::stdin().read_line(&mut answer).unwrap();
        answer.trim() == "y"
    }
}

#[test]
fn a_real_wiring_keeps_the_sensor_contract() {
    let Ok(port) = std::env::var("YICI_SENSORS_PORT") else {
        eprintln!(
            "skipped: set YICI_SENSORS_PORT to a file of GPIO settings, every input inactive, and watch the lamps"
        );
        return;
    };
    let settings: GpioSettings = toml::from_str(&std::fs::read_to_string(port).unwrap()).unwrap();
    let (mut inputs, mut outputs) = (settings.open_inputs().unwrap(), settings.open_outputs().unwrap());
    keeps_the_contract(&settings, inputs.as_mut(), outputs.as_mut(), &mut Tester);
}
