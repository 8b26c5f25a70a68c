//! An update from the fleet's server, by `rauc-hawkbit-updater`, against a stand-in that follows hawkBit's device interface.

use super::super::ground::Ground;
use super::super::report::Report;
use super::stick::{switched, versions};
use anyhow::ensure;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The kiosk's name, as its settings have it.
const KIOSK: &str = "demo-001";

pub(super) fn run(ground: &Ground, report: &mut Report) -> anyhow::Result<()> {
    let folder = ground.served("fleet")?;
    let mut machine = ground.start(&folder, None)?;
    ground.serves(&mut machine)?;
    let fleet = &ground.fleet;
    until(ground, "the kiosk never asked", || fleet.attributes(KIOSK).contains_key("version"))?;
    report.took(
        machine.since.elapsed(),
        &format!("power-on → the fleet's server knows the kiosk: {:?}", fleet.attributes(KIOSK)),
    )?;

    let bundle = ground.image.bundle("rolled-out", &[])?;
    let action = fleet.roll_out("rolled-out", &bundle, &[&["somebody-else"], &[KIOSK]])?;
    let asked = fleet.asked(KIOSK);
    until(ground, "the kiosk stopped asking", || fleet.asked(KIOSK) > asked + 1)?;
    ensure!(fleet.reports().iter().all(|report| report.kiosk != KIOSK), "it did not wait for its group");
    report.say("it is in the second group, the first has not reported: it waits")?;
    let start = Instant::now();
    let action = { fleet.roll_out("rolled-out", &bundle, &[&[KIOSK], &["somebody-else"]])?.max(action) };
    let closed = || fleet.reports().into_iter().find(|report| report.action == action && report.execution == "closed");
    until(ground, "no report", || closed().is_some())?;
    ensure!(closed().is_some_and(|report| report.finished == "success"), "{:?}", fleet.reports().last());
    report.took(start.elapsed(), "its group's turn → downloaded over TLS, installed, reported")?;
    let took = switched(ground, &mut machine)?;
    report.took(took, &format!("started again in quiet hours: {}", versions(&mut machine)?))?;
    until(ground, "it does not say its version", || {
        fleet.attributes(KIOSK).get("version").is_some_and(|version| version == "rolled-out")
    })?;
    report.say(&format!("what the server knows now: {:?}", fleet.attributes(KIOSK)))?;

    let bad = ground.image.bundle("rolled-out-bad", &["systemd.mask=yici-courier.service"])?;
    fleet.roll_out("rolled-out-bad", &bad, &[&[KIOSK], &["somebody-else"]])?;
    until(ground, "not installed", || fleet.reports().last().is_some_and(|report| report.execution == "closed"))?;
    let took = switched(ground, &mut machine)?;
    until(ground, "it does not say what fell back", || fleet.attributes(KIOSK).contains_key("fell_back_from"))?;
    report.took(
        took,
        &format!("a bad version, rolled out: back by itself; the server knows: {:?}", fleet.attributes(KIOSK)),
    )?;

    let action = fleet.roll_out("rolled-out-bad", &bad, &[&[KIOSK], &["somebody-else"]])?;
    until(ground, "no report", || {
        fleet.reports().iter().any(|report| report.action == action && report.finished == "failure")
    })?;
    ensure!(fleet.is_paused(), "the roll-out goes on");
    report
        .say("the same version rolled out again: refused by the kiosk, reported as a failure, and the roll-out pauses")
}

fn until(ground: &Ground, what: &str, holds: impl Fn() -> bool) -> anyhow::Result<()> {
    let start = Instant::now();
    while !holds() {
        ensure!(start.elapsed() < ground.patience(600), "{what} within {} s", start.elapsed().as_secs());
        sleep(Duration::from_millis(500));
    }
    Ok(())
}
