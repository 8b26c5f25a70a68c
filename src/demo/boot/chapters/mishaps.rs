//! Processes killed and stopped, disk full, clock wrong, line flapping: the kiosk serves again by itself.

use super::super::ground::Ground;
use super::super::machine::{Machine, Plugged};
use super::super::report::Report;
use crate::audit::{DeviceWord, Event};
use crate::catalog::Device;
use anyhow::{Context as _, ensure};
use std::cell::RefCell;
use std::rc::Rc;
use std::thread::sleep;
use std::time::{Duration, Instant};

pub(super) fn run(ground: &Ground, report: &mut Report) -> anyhow::Result<()> {
    let folder = ground.served("mishaps")?;
    let mut machine = ground.start(&folder, None)?;
    ground.serves(&mut machine)?;
    for (what, how) in [
        // What the screen says of itself after its first frame goes too, so that it must be said anew.
        ("screen process killed", "rm /run/yici/screen.json; systemctl kill -s KILL yici-screen"),
        ("courier killed", "systemctl kill -s KILL yici-courier"),
        (
            "screen process stopped (it hangs): the watchdog of its unit",
            "rm /run/yici/screen.json; systemctl kill -s STOP yici-screen",
        ),
    ] {
        machine.agent().tell(how)?;
        let start = Instant::now();
        well(ground, &mut machine).with_context(|| what.to_owned())?;
        report.took(start.elapsed(), &format!("{what} → well again"))?;
    }

    for (what, plug, device) in [
        ("card reader", Plugged::Reader, Device::CardReader),
        ("receipt printer", Plugged::Printer, Device::ReceiptPrinter),
    ] {
        let start = Instant::now();
        machine.pull(plug)?;
        let gone = state_of(ground, &mut machine, device, false).with_context(|| format!("{what} pulled"))?;
        report.took(start.elapsed(), &format!("{what} unplugged → the kiosk knows: {gone:?}"))?;
        let start = Instant::now();
        machine.put_back(plug)?;
        state_of(ground, &mut machine, device, true).with_context(|| format!("{what} plugged in"))?;
        report.took(start.elapsed(), &format!("{what} plugged in again → works"))?;
    }

    machine.agent().tell("fallocate -l $(( $(findmnt -bno AVAIL /data) - 4096 )) /data/state/full 2>&1; dd if=/dev/zero of=/data/state/full2 bs=4k 2>/dev/null; sync; true")?;
    let left = machine.agent().tell("findmnt -no AVAIL /data; systemctl restart yici-screen yici-courier; sleep 5; systemctl is-active yici-screen yici-courier; true")?;
    report.say(&format!("data partition full ({})", left.trim().replace('\n', ", ")))?;
    machine.agent().tell("rm -f /data/state/full /data/state/full2")?;
    let start = Instant::now();
    well(ground, &mut machine).context("after the disk was full")?;
    report.took(start.elapsed(), "data partition has room again → well again")?;

    for _ in 0..10 {
        machine.line(false)?;
        sleep(Duration::from_secs(2));
        machine.line(true)?;
        sleep(Duration::from_secs(2));
    }
    let start = Instant::now();
    line_is_up(ground, &mut machine).context("after ten breaks of the line")?;
    report.took(
        start.elapsed(),
        "ten breaks of the line, of two seconds each → the courier reaches the platform again",
    )?;
    drop(machine);

    let mut machine = ground.start(&folder, Some("1970-01-02T00:00:00"))?;
    let served = ground.serves(&mut machine).context("clock at 1970")?;
    report.took(
        served,
        &format!(
            "clock at 1970: power-on → serving and kept; the kiosk says {}",
            machine.agent().tell("date -u +%Y-%m-%d")?.trim()
        ),
    )?;
    let start = Instant::now();
    line_is_up(ground, &mut machine).context("clock at 1970")?;
    report.took(start.elapsed(), "clock at 1970 → the courier reaches the platform")?;
    let machine = Rc::new(RefCell::new(machine));
    let (_twin, _citizen, mirror) = ground.twin("mishaps", &machine)?;
    mirror.wait_for_first(ground.patience(60)).context("the attract page, with the clock at 1970")?;
    report.say("the display shows the attract page")
}

fn well(ground: &Ground, machine: &mut Machine) -> anyhow::Result<()> {
    let start = Instant::now();
    loop {
        let (said, code) = machine.agent().ask("yici health", ground.patience(60))?;
        if code == 0 {
            return Ok(());
        }
        ensure!(start.elapsed() < ground.patience(180), "{said}");
        sleep(Duration::from_millis(500));
    }
}

/// Waits until a device's last state in the audit trail is, or is no more, that it works; gives that state back.
fn state_of(ground: &Ground, machine: &mut Machine, device: Device, works: bool) -> anyhow::Result<DeviceWord> {
    let start = Instant::now();
    loop {
        let trail =
            machine.agent().tell("yici audit export /run/trail >/dev/null && cat /run/trail; rm -f /run/trail")?;
        let last = trail.lines().rev().find_map(|line| state_in(line, device));
        if let Some(last) = last.filter(|last| (*last == DeviceWord::Ready) == works) {
            return Ok(last);
        }
        ensure!(start.elapsed() < ground.patience(60), "its last state is {last:?}");
        sleep(Duration::from_millis(500));
    }
}

/// The state of this device that a row of the trail tells, if it tells one.
fn state_in(row: &str, device: Device) -> Option<DeviceWord> {
    let row: serde_json::Value = serde_json::from_str(row).ok()?;
    match serde_json::from_str(row.get("event")?.as_str()?).ok()? {
        Event::Device { device: told, state, .. } if told == device => Some(state),
        _ => None,
    }
}

/// The courier says that the platform answered.
fn line_is_up(ground: &Ground, machine: &mut Machine) -> anyhow::Result<()> {
    let start = Instant::now();
    loop {
        let (said, _) = machine.agent().ask("yici health", ground.patience(60))?;
        if said.lines().any(|line| line == "line: up") {
            return Ok(());
        }
        ensure!(start.elapsed() < ground.patience(120), "{said}");
        sleep(Duration::from_secs(1));
    }
}
