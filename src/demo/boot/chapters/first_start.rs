//! A machine is flashed, switched on, given its settings by a stick, and used by a citizen.

use super::super::ground::Ground;
use super::super::mirror::Mirror;
use super::super::report::Report;
use crate::demo::story::{Matter, Story};
use crate::text::Language;
use anyhow::{Context as _, ensure};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Instant;

pub(super) fn run(ground: &Ground, report: &mut Report) -> anyhow::Result<()> {
    let folder = ground.flashed("first-start")?;
    let mut machine = ground.start(&folder, None)?;
    ground.provision(&mut machine)?;
    let served = ground.serves(&mut machine)?;
    report.took(served, "power-on → the version was kept: data partition made and encrypted, settings by stick, first frame, courier, devices")?;
    let said = machine.agent().tell(
        "echo kernel $(uname -r), root $(findmnt -no FSTYPE / | head -1) on $(lsblk -rno TYPE /dev/mapper/root), data on $(lsblk -rno TYPE /dev/mapper/data); \
         echo $(cat /proc/net/tcp /proc/net/tcp6 | grep -c ' 0A ') listening TCP ports; \
         echo failed units: $(systemctl --failed --no-legend --plain); \
         yici update status",
    )?;
    report.say(&said)?;
    let machine = Rc::new(RefCell::new(machine));
    let (twin, mut citizen, mirror) = ground.twin("first-start", &machine)?;
    mirror.wait_for_first(ground.patience(60)).context("the attract page")?;
    machine.borrow_mut().picture(&ground.folder.join("attract.png"))?;
    report.say("the emulated display shows the attract page (attract.png)")?;

    let begun = Instant::now();
    let printed = ground.bench.printer.receipts().len();
    mirror.hold();
    let told = Story::begin(&mut citizen, &twin, Matter::Newborn)?.and_on(&ground.bench).to_the_end(Language::Chinese);
    Mirror::release();
    machine.borrow_mut().picture(&ground.folder.join("after-the-story.png"))?;
    told?;
    ensure!(ground.bench.platform.wait_for(1, ground.patience(60)), "the platform never got the submission");
    let paper = ground.bench.printer.wait_for_receipt(printed + 1, ground.patience(60)).context("no receipt")?;
    std::fs::write(ground.folder.join("receipt.png"), &paper.png)?;
    report.took(
        begun.elapsed(),
        "a citizen's whole story, by touches on the emulated panel; the receipt is printed (receipt.png), the platform has the application",
    )?;
    drop((citizen, twin));
    let machine = Rc::try_unwrap(machine).map_err(|_| anyhow::anyhow!("the machine is still held"))?.into_inner();
    ground.keep(machine, &folder)
}
