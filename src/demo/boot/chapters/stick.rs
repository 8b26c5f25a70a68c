//! An update by a technician's stick: installed while citizens are served, started in quiet hours, kept. Then one that does not
//! serve: it comes back by itself, and is not tried again.

use super::super::ground::Ground;
use super::super::machine::Machine;
use super::super::report::Report;
use super::super::stick;
use anyhow::{Context as _, ensure};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

pub(super) fn run(ground: &Ground, report: &mut Report) -> anyhow::Result<()> {
    let folder = ground.served("update")?;
    let mut machine = ground.start(&folder, None)?;
    ground.serves(&mut machine)?;
    let good = ground.image.bundle("next", &[])?;
    report.say(&format!("before: slot {}, {}", slot(&mut machine)?, versions(&mut machine)?))?;
    let took = install(ground, &mut machine, &good)?;
    report.took(took, "stick plugged in, in service mode → installed to the other slot while the screen serves")?;
    let took = switched(ground, &mut machine)?;
    report.took(
        took,
        "quiet hours, a minute of calm → the screen process has the machine start again → serves, and kept",
    )?;
    let now = versions(&mut machine)?;
    ensure!(now.contains("runs: next") && now.contains("served last: next"), "{now}");
    report.say(&format!("after: slot {}, {now}", slot(&mut machine)?))?;
    machine.agent().send("systemctl reboot")?;
    sleep(Duration::from_secs(10));
    let took = ground.serves(&mut machine)?;
    ensure!(versions(&mut machine)?.contains("runs: next"), "it did not stay");
    report.took(took, "started again: the same version stays (seconds since power-on)")?;

    let bad = ground.image.bundle("bad", &["systemd.mask=yici-courier.service"])?;
    install(ground, &mut machine, &bad)?;
    let took = switched(ground, &mut machine)?;
    let now = versions(&mut machine)?;
    ensure!(now.contains("runs: next") && now.contains("fell back: bad"), "{now}");
    report.took(
        took,
        &format!("a version without its courier: started, given five minutes, and back by itself: {now}"),
    )?;

    let refused = install(ground, &mut machine, &bad);
    let why = format!("{:#}", refused.err().context("the bad version was installed again")?);
    ensure!(why.contains("fell back on this machine before"), "{why}");
    report.say("the same version again: refused, with the reason")?;

    let dead = ground.image.bundle("dead", &["systemd.unit=emergency.target"])?;
    install(ground, &mut machine, &dead)?;
    let took = switched(ground, &mut machine)?;
    let now = versions(&mut machine)?;
    ensure!(now.contains("runs: next") && now.contains("fell back: dead"), "{now}");
    report.took(took, "a version that never comes up: tried three times by the boot loader, and back")
}

/// Plugs a stick with this bundle in and waits for the outcome.
pub(super) fn install(ground: &Ground, machine: &mut Machine, bundle: &Path) -> anyhow::Result<Duration> {
    let file = bundle.with_extension("img");
    stick::write(&file, "YICI-UPDATE", &[bundle])?;
    machine.agent().tell("touch /run/yici-service")?;
    let start = Instant::now();
    machine.plug(&file)?;
    let unit = r"'yici-stick@YICI\x2dUPDATE.service'";
    let outcome = loop {
        sleep(Duration::from_secs(1));
        let since = start.elapsed().as_secs() + 5;
        let ended = machine.agent().tell(&format!(
            "[ $(systemctl show -P ExecMainExitTimestampMonotonic {unit}) -gt $(( $(cut -d. -f1 /proc/uptime) * 1000000 - {since}000000 )) ] && \
             systemctl show -P Result {unit} || true"
        ))?;
        if !ended.trim().is_empty() {
            break ended;
        }
        ensure!(start.elapsed() < ground.patience(300), "the stick was not looked into");
    };
    let took = start.elapsed();
    machine.agent().tell("rm -f /run/yici-service")?;
    machine.unplug()?;
    let said = machine.agent().tell(&format!("journalctl -b -u rauc -u {unit} -o cat --no-pager | tail -25"))?;
    ensure!(outcome.trim() == "success", "{said}");
    Ok(took)
}

/// Waits until the machine has started again by itself, serves, and has kept the version that it runs.
pub(super) fn switched(ground: &Ground, machine: &mut Machine) -> anyhow::Result<Duration> {
    let start = Instant::now();
    let before = machine.agent().start_id()?;
    // The timer would do so within five minutes.
    machine.agent().tell("systemctl start yici-switch.service")?;
    loop {
        sleep(Duration::from_secs(5));
        machine.agent().wait(ground.patience(300))?;
        ensure!(start.elapsed() < ground.patience(900), "it did not start again: {}", versions(machine)?);
        // No answer comes where the machine goes down over the question, and none is true before the data partition is there.
        let asked = machine.agent().ask(
            "mountpoint -q /data && cat /proc/sys/kernel/random/boot_id && yici update status",
            ground.patience(20),
        );
        let Ok((said, 0)) = asked else { continue };
        let now = |what: &str| said.lines().find_map(|line| line.strip_prefix(what)).map(str::trim);
        if !said.starts_with(before.trim()) && now("runs:") == now("served last:") {
            break;
        }
    }
    ground.serves(machine)?;
    Ok(start.elapsed())
}

/// What the kiosk says of its versions, on one line.
pub(super) fn versions(machine: &mut Machine) -> anyhow::Result<String> {
    Ok(machine.agent().tell("yici update status")?.trim().replace('\n', "; "))
}

/// The slot that runs.
pub(super) fn slot(machine: &mut Machine) -> anyhow::Result<String> {
    Ok(machine.agent().tell("sed 's/.*rauc.slot=\\([AB]\\).*/\\1/' /proc/cmdline")?.trim().to_owned())
}
