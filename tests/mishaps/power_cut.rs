//! The power goes: for a while, and for good. Told by NUT's own server, and where it is not installed by the simulator.

// The bench of the hardware's own tests: a real `upsd` with a dummy UPS.
#[allow(dead_code, reason = "other tests use the rest of it")]
#[path = "../../hardware/tests/power/bench.rs"]
mod nut;

use crate::support::{bench, citizen, no_traces};
use yici::demo::bench::Bench;
use yici::demo::citizen::Citizen;
use yici::demo::story::{Matter, Place, Story, planted_words};
use yici::outbox::Outbox;
use yici::settings::Power;
use yici::text::Language;
use yici_hardware::power::nut::NutSettings;
use yici_hardware::power::simulator::UPS;

#[test]
fn on_battery_the_citizen_finishes_and_the_kiosk_sleeps_until_the_line_is_back() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Form, Language::Chinese).expect("form");
    bench.power.on_battery(90, 1_800);
    story.until(Place::Thanks, Language::Chinese).expect("who is at work goes on");
    story.citizen.touch("结束").expect("the end");
    story.citizen.wait_for("来电后自动恢复").expect("asleep");
    story.citizen.touch_anywhere();
    assert!(story.citizen.sees("来电后自动恢复"), "nobody new is let in");
    bench.power.on_line();
    story.citizen.wait_for("点击屏幕任意位置开始").expect("awake by itself");
}

#[test]
fn a_battery_that_runs_out_ends_the_visit_closes_the_outbox_and_switches_the_kiosk_off() {
    let folder = tempfile::tempdir().expect("a folder");
    let bench = Bench::start(folder.path()).expect("a bench");
    let upsd = nut::Upsd::start();
    let mut settings = bench.settings().expect("settings");
    if let Some(upsd) = &upsd {
        settings.power = Some(Power::Nut(NutSettings { address: upsd.address(), ups: UPS.to_owned() }));
    }
    let devices = yici::station::Devices {
        power: settings.power.as_ref().map(|power| yici::station::drivers::power(power).expect("a UPS")),
        ..bench.devices().expect("devices")
    };
    let mut citizen = Citizen::arrive_with(devices, &settings).expect("a kiosk");
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Done, Language::Chinese).expect("done");
    let low = || match &upsd {
        // Its driver looks for a newer file by whole seconds.
        Some(upsd) => upsd.say("OB DISCHRG LB", 4, 60),
        None => bench.power.low_battery(),
    };
    let switching_off = |citizen: &Citizen| {
        low();
        citizen.kiosk().is_switching_off()
    };
    story.citizen.wait_until("the machine is switched off", switching_off).expect("in time");
    assert!(citizen.sees("即将关机"));
    let seen = citizen.reads();
    assert!(planted_words().iter().all(|word| !seen.contains(word)), "traces on the screen");
    no_traces(&bench, &citizen);
    drop(citizen);

    let state = bench.folder().join("state");
    let log = std::fs::metadata(state.join("outbox.sqlite-wal")).map_or(0, |log| log.len());
    assert_eq!(log, 0, "everything is in the outbox's own file");
    assert_eq!(Outbox::open(&state).expect("it opens").counts().expect("counted").waiting, 1, "and nothing is lost");
}
