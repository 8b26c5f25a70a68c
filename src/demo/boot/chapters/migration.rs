//! The power is cut while a new version brings the store to its own form: what waited in it is there, and arrives once.

use super::super::ground::Ground;
use super::super::report::Report;
use super::promised::{arrives_once, waiting};
use anyhow::ensure;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Seconds from the first byte in the store's log to the cut, as the machine counts them.
const CUTS: [f32; 5] = [0.0, 0.005, 0.02, 0.1, 0.5];

pub(super) fn run(ground: &Ground, report: &mut Report) -> anyhow::Result<()> {
    let folder = waiting(ground, "migration")?;
    let platform = &ground.bench.platform;
    // A chapter before this one may have delivered the same application from another copy of the disk.
    platform.forget_submissions()?;
    let before = platform.received()?.len();
    for cut in CUTS {
        let mut machine = ground.start(&folder, None)?;
        machine.line(false)?;
        ground.serves(&mut machine)?;
        let form = "systemctl stop yici-screen yici-courier && yici outbox step-back && sync";
        let said = machine.agent().tell(form)?;
        // The kernel is started again at once, without a word to the disk: what it had not been given is gone.
        machine.agent().send(&format!(
            "(log=/var/lib/yici/outbox.sqlite-wal; until [ -s $log ]; do :; done; sleep {cut}; echo b >/proc/sysrq-trigger) & \
             systemctl start yici-screen yici-courier",
        ))?;
        sleep(Duration::from_secs(10));
        let took = ground.serves(&mut machine)?;
        let now = machine.agent().tell("yici health")?;
        report.took(
            took,
            &format!(
                "store one version back ({}), cut {cut} s after the first byte of its log → serves: {}",
                said.trim(),
                now.trim()
            ),
        )?;
    }
    ensure!(platform.received()?.len() == before, "something arrived though the line was down");
    let mut machine = ground.start(&folder, None)?;
    let start = Instant::now();
    ground.serves(&mut machine)?;
    arrives_once(ground, before)?;
    report.took(start.elapsed(), "then the line is there: the platform has the application, once")
}
