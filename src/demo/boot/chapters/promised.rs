//! A citizen hands in with the line down, and the power is cut the moment that the screen says "handed in". Nothing is lost.

use super::super::ground::Ground;
use super::super::mirror::Mirror;
use super::super::report::Report;
use crate::demo::story::{Matter, Place, Story};
use crate::text::Language;
use anyhow::{Context as _, ensure};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Instant;

/// The disk of the machine whose power was cut, for the chapters that begin there.
const WAITING: &str = "waiting.raw";

pub(super) fn run(ground: &Ground, report: &mut Report) -> anyhow::Result<()> {
    let folder = ground.served("promised")?;
    let before = ground.bench.platform.received()?.len();
    let printed = ground.bench.printer.receipts().len();
    let receipts = hand_in(ground, &folder)?;
    report.say("the screen says that it was handed in (handed-in.png): power cut in that moment, the line was down")?;
    ground.lay_aside(&folder, WAITING)?;

    let start = Instant::now();
    let mut machine = ground.start(&folder, None)?;
    let took = ground.serves(&mut machine)?;
    report.took(took, "power-on → serves")?;
    arrives_once(ground, before)?;
    report.took(start.elapsed(), "power-on → the platform has it, once")?;
    let paper = ground.bench.printer.wait_for_receipt(printed + receipts.max(1), ground.patience(60));
    ensure!(paper.is_some(), "no receipt was printed, before or after");
    let in_the_end = ground.bench.printer.receipts().len() - printed;
    report.say(&format!("receipts printed: {receipts} before the cut, {in_the_end} in the end"))
}

/// Waits until the platform has one submission more than `before`, and a while longer for a second one.
pub(super) fn arrives_once(ground: &Ground, before: usize) -> anyhow::Result<()> {
    let platform = &ground.bench.platform;
    ensure!(platform.wait_for(u64::try_from(before)? + 1, ground.patience(120)), "the platform never got it");
    std::thread::sleep(ground.patience(10));
    let arrived = platform.received()?.len() - before;
    ensure!(arrived == 1, "{arrived} arrived");
    Ok(())
}

/// A folder for a chapter, with the disk of a kiosk in which one application waits.
pub(super) fn waiting(ground: &Ground, name: &str) -> anyhow::Result<PathBuf> {
    if !ground.folder.join(WAITING).exists() {
        let folder = ground.served(name)?;
        hand_in(ground, &folder)?;
        ground.lay_aside(&folder, WAITING)?;
    }
    ground.with_disk(name, WAITING)
}

/// A citizen's story on the machine of this folder, without a line, until the power is cut. Gives back how many receipts had
/// been printed by then.
fn hand_in(ground: &Ground, folder: &Path) -> anyhow::Result<usize> {
    let printed = ground.bench.printer.receipts().len();
    let mut machine = ground.start(folder, None)?;
    ground.serves(&mut machine)?;
    machine.line(false)?;
    let machine = Rc::new(RefCell::new(machine));
    let (twin, mut citizen, mirror) = ground.twin("promised", &machine)?;
    mirror.wait_for_first(ground.patience(60)).context("the attract page")?;
    let mirror = mirror.hold();
    let told =
        Story::begin(&mut citizen, &twin, Matter::Newborn)?.and_on(&ground.bench).until(Place::Done, Language::Chinese);
    Mirror::release();
    told?;
    mirror.follow().context("the page after handing in")?;
    machine.borrow_mut().picture(&ground.folder.join("handed-in.png"))?;
    Ok(ground.bench.printer.receipts().len() - printed)
}
