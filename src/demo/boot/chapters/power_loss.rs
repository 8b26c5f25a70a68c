//! The power is cut in the middle of an update, again and again: the machine comes back with a version that serves, and the update
//! is made in the end.

use super::super::ground::Ground;
use super::super::report::Report;
use super::super::stick as sticks;
use super::stick::{install, slot, switched, versions};
use anyhow::ensure;
use std::thread::sleep;
use std::time::Duration;

/// Parts of the time that a whole installation took.
const CUTS: [f64; 4] = [0.15, 0.5, 0.85, 0.98];

pub(super) fn run(ground: &Ground, report: &mut Report) -> anyhow::Result<()> {
    let folder = ground.served("power-loss")?;
    let bundle = ground.image.bundle("cut", &[])?;
    let file = bundle.with_extension("img");
    sticks::write(&file, "YICI-UPDATE", &[&bundle])?;
    let mut whole = Duration::from_secs(60);
    if let Ok(told) = std::fs::read_to_string(ground.folder.join("install-seconds")) {
        whole = Duration::from_secs_f64(told.parse()?);
    }
    for part in CUTS {
        let mut machine = ground.start(&folder, None)?;
        ground.serves(&mut machine)?;
        machine.agent().tell("touch /run/yici-service")?;
        machine.plug(&file)?;
        sleep(whole.mul_f64(part));
        let progress = machine.agent().tell("journalctl -b -u rauc -o cat --no-pager | tail -1")?;
        drop(machine);
        let mut machine = ground.start(&folder, None)?;
        let took = ground.serves(&mut machine)?;
        report.took(
            took,
            &format!(
                "cut at {:.0} % of an installation (“{}”), power-on → serves: slot {}, {}",
                part * 100.0,
                progress.trim(),
                slot(&mut machine)?,
                versions(&mut machine)?
            ),
        )?;
    }
    let mut machine = ground.start(&folder, None)?;
    ground.serves(&mut machine)?;
    if !versions(&mut machine)?.contains("runs: cut") {
        install(ground, &mut machine, &bundle)?;
        switched(ground, &mut machine)?;
    }
    let now = versions(&mut machine)?;
    ensure!(now.contains("runs: cut") && now.contains("served last: cut"), "{now}");
    report.say(&format!("then the update is made: {now}"))
}
