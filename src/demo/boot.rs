//! The built image, started in an emulated machine and used there: what `make boot-test` runs.
//!
//! A scripted citizen stands before a kiosk on this machine (the twin) and touches it as in every other test. Each touch is
//! repeated on the emulated touch panel of the machine that runs the image, after its picture, taken from the emulated
//! display, has followed the twin's. So nothing reaches behind the image's screen, and the twin says where things are.
//!
//! The machine has simulated devices on its serial ports, the kernel's own simulated camera, and the reference platform on
//! its network. It is emulated instruction by instruction, so it is some twenty times slower than a real one: the times
//! that are printed are comparable with each other and with nothing else.

mod image;
mod likeness;
mod machine;
mod mirror;
mod stick;

use super::bench::Bench;
use super::citizen::Citizen;
use super::story::{Matter, Story};
use crate::text::Language;
use anyhow::{Context as _, ensure};
use image::Image;
use machine::{Machine, Ports};
use mirror::Mirror;
use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, Instant};
use yici_ui::slint::ComponentHandle as _;

/// How long the machine may take from power-on to a picture like the twin's.
const BOOT: Duration = Duration::from_secs(600);
/// How long the platform may take to have a submission.
const DELIVERY: Duration = Duration::from_secs(180);

/// Runs it on the image in `image`, and leaves pictures, logs and a report in `folder`.
///
/// # Errors
/// What went otherwise than promised, with the picture and the machine's last words beside it.
pub fn run(image: &Path, folder: &Path) -> anyhow::Result<()> {
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder)?;
    let folder = folder.canonicalize()?;
    let image = Image::find(image, &folder)?;
    let mut report = Report::default();
    let outcome = walk(&image, &folder, &mut report);
    if let Err(error) = &outcome {
        report.say(&format!("FAILED: {error:#}"));
    }
    std::fs::write(folder.join("report.txt"), &report.text)?;
    outcome
}

fn walk(image: &Image, folder: &Path, report: &mut Report) -> anyhow::Result<()> {
    report.say(&format!("image {}", image.version));
    let twin = Bench::start(&folder.join("twin"))?;
    // What the emulated kiosk has: devices of its own, and a platform of its own.
    let own = Bench::start(&folder.join("machine"))?;
    own.lay_card()?;
    let stick = stick::write(&folder.join("stick.img"), &own.platform, image)?;
    let ports =
        Ports { reader: &own.folder().join("ports/card-reader"), printer: &own.folder().join("ports/receipt-printer") };

    let start = Instant::now();
    let machine = Machine::start(image, &folder.join("machine"), &ports, Some(&stick))?;
    let machine = Rc::new(RefCell::new(machine));
    let mut citizen = Citizen::arrive(&twin)?;
    citizen.wait_for("点击屏幕任意位置开始")?;
    let mirror = Mirror::new(Rc::clone(&machine), citizen.kiosk().screens().app().clone_strong());
    mirror.wait_for_first(BOOT).context("the attract page never came")?;
    report.say(&format!(
        "{:>5} s  power-on → attract page, first boot and provisioning by stick included",
        start.elapsed().as_secs()
    ));
    machine.borrow_mut().picture(&folder.join("attract.png"))?;

    let begun = Instant::now();
    mirror.hold();
    Story::begin(&mut citizen, &twin, Matter::Newborn)?.to_the_end(Language::Chinese)?;
    Mirror::release();
    ensure!(own.platform.wait_for(1, DELIVERY), "the platform never got the submission");
    let paper = own.printer.wait_for_receipt(1, DELIVERY).context("no receipt was printed")?;
    std::fs::write(folder.join("receipt.png"), &paper.png)?;
    report.say(&format!(
        "{:>5} s  a citizen's whole story; the receipt is printed, the platform has it",
        begun.elapsed().as_secs()
    ));
    Ok(())
}

#[derive(Default)]
struct Report {
    text: String,
}

impl Report {
    fn say(&mut self, line: &str) {
        println!("{line}");
        self.text.push_str(line);
        self.text.push('\n');
    }
}
