//! What every power source keeps: the simulator, NUT's own server with a dummy UPS, and a real UPS when
//! `YICI_POWER_PORT` names it as `ups@address:port`.

use crate::power_bench::{GENEROUS, Upsd, bench};
use std::thread;
use std::time::{Duration, Instant};
use yici_hardware::power::nut::{NutPowerSource, NutSettings};
use yici_hardware::power::simulator::PowerSimulator;
use yici_hardware::power::{PowerSource, PowerState, Supply};

/// Who pulls the plug out of the wall and puts it back.
trait Person {
    fn cut(&mut self);
    fn restore(&mut self);
}

fn keeps_the_contract(source: &mut dyn PowerSource, person: &mut dyn Person) {
    person.restore();
    wait_for(source, person, Supply::Line);
    person.cut();
    wait_for(source, person, Supply::Battery);
    person.restore();
    wait_for(source, person, Supply::Line);
}

fn wait_for(source: &mut dyn PowerSource, person: &mut dyn Person, wanted: Supply) {
    let started = Instant::now();
    loop {
        let asked = Instant::now();
        let state = source.state().expect("a healthy server has no fault");
        assert!(asked.elapsed() < Duration::from_secs(2), "it took longer than two seconds");
        if let PowerState::OnBattery { charge: Some(charge), .. } = state {
            assert!(charge <= 100);
        }
        if state.supply() == wanted {
            return;
        }
        assert!(started.elapsed() < GENEROUS, "never on {wanted:?}");
        // The dummy's file is looked at by whole seconds, so it may have to be said again.
        if wanted == Supply::Battery {
            person.cut()
        } else {
            person.restore()
        }
        thread::sleep(Duration::from_millis(100));
    }
}

impl Person for &PowerSimulator {
    fn cut(&mut self) {
        self.on_battery(80, 900);
    }

    fn restore(&mut self) {
        self.on_line();
    }
}

impl Person for &Upsd {
    fn cut(&mut self) {
        self.say("OB", 80, 900);
    }

    fn restore(&mut self) {
        self.say("OL", 100, 1_800);
    }
}

struct Tester(Option<bool>);

impl Tester {
    fn ask(&mut self, cut: bool, words: &str) {
        if self.0.replace(cut) != Some(cut) {
            eprintln!("{words}");
        }
    }
}

impl Person for Tester {
    fn cut(&mut self) {
        self.ask(true, "Pull the UPS's mains plug.");
    }

    fn restore(&mut self) {
        self.ask(false, "Put the UPS's mains plug in.");
    }
}

#[test]
fn the_simulator_keeps_the_power_contract() {
    let (hand, mut source) = bench();
    keeps_the_contract(&mut source, &mut &hand);
}

#[test]
fn upsd_keeps_the_power_contract() {
    let Some(upsd) = Upsd::start() else { return };
    keeps_the_contract(&mut crate::power_bench::source_at(upsd.address()), &mut &upsd);
}

#[test]
fn a_real_ups_keeps_the_power_contract() {
    let Ok(port) = std::env::var("YICI_POWER_PORT") else {
        eprintln!(
            "skipped: set YICI_POWER_PORT to ups@address:port of a real UPS, and be ready to pull its mains plug"
        );
        return;
    };
    let (ups, address) = port.split_once('@').expect("ups@address:port");
    let settings = NutSettings { address: address.parse().unwrap(), ups: ups.to_owned() };
    keeps_the_contract(&mut NutPowerSource::new(settings).unwrap(), &mut Tester(None));
}
