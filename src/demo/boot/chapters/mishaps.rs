//! Processes killed and stopped, disk full, clock wrong, line flapping: the kiosk serves again by itself.

use super::super::ground::Ground;
use super::super::machine::Machine;
use super::super::report::Report;
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
        ("screen process killed", "systemctl kill -s KILL yici-screen"),
        ("courier killed", "systemctl kill -s KILL yici-courier"),
        ("screen process stopped (it hangs): the watchdog of its unit", "systemctl kill -s STOP yici-screen"),
    ] {
        machine.agent().tell(&format!("rm -f /run/yici/screen.json; {how}"))?;
        let start = Instant::now();
        well(ground, &mut machine).with_context(|| what.to_owned())?;
        report.took(start.elapsed(), &format!("{what} → well again"))?;
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
