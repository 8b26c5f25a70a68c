//! A kiosk without settings and without a stick: a technician follows the page for the technician word by word at its own screen,
//! and it enrols itself and serves.
//!
//! What a fleet builds into its image (`YICI_FLEET`) is the test's own platform here, which is younger than the image: it is laid
//! over the empty folder.

use super::super::super::bench::Bench;
use super::super::super::citizen::Citizen;
use super::super::super::page::{KIOSK, steps};
use super::super::ground::Ground;
use super::super::machine::Machine;
use super::super::mirror::Mirror;
use super::super::report::Report;
use super::super::stick;
use crate::setup::{self, Setup};
use anyhow::{Context as _, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::thread::sleep;
use std::time::{Duration, Instant};
use yici_ui::slint::ComponentHandle as _;

/// The platform's public files that all kiosks of a fleet have, and what the platform calls them.
const PUBLIC: [(&str, &str); 4] =
    [("ca.pem", "ca.pem"), ("receipt.pub", "receipt.pub"), ("seal.pub", "seal.pub"), ("updates-ca.pem", "ca.pem")];

pub(super) fn run(ground: &Ground, report: &mut Report) -> anyhow::Result<()> {
    let folder = ground.flashed("wizard")?;
    let mut machine = ground.start(&folder, None)?;
    machine.agent().wait(ground.patience(120))?;
    belongs(ground, &mut machine)?;

    let twin = Bench::start(&folder.join("twin"))?;
    let new = around(ground, &folder, &twin)?;
    let mut technician = Citizen::before_a_new_kiosk(new)?.with_patience(ground.patience(300));
    let app = technician.kiosk().screens().app().clone_strong();
    let machine = Rc::new(RefCell::new(machine));
    let mirror = Mirror::new(Rc::clone(&machine), app, ground.patience(120));
    mirror.wait_for_first(ground.patience(60)).context("the wizard's first page")?;
    machine.borrow_mut().picture(&ground.folder.join("wizard.png"))?;
    report
        .took(machine.borrow().since.elapsed(), "power-on, without a stick → the wizard's first page (wizard.png)")?;

    let mirror = mirror.hold();
    let begun = Instant::now();
    let printed = ground.bench.printer.receipts().len();
    let told = follow(ground, &twin, &mut technician);
    Mirror::release();
    machine.borrow_mut().picture(&ground.folder.join("wizard-end.png"))?;
    told?;
    report
        .took(begun.elapsed(), "docs/technician.md, word by word, by touches on the emulated panel, up to the label")?;
    let label = ground.bench.printer.wait_for_receipt(printed + 2, ground.patience(60)).context("no label")?;
    ensure!(label.text.contains(KIOSK) && label.text.contains("幸福村"), "{}", label.text);
    fs::write(ground.folder.join("label.png"), &label.png)?;
    drop((mirror, technician, twin));

    let mut machine = Rc::try_unwrap(machine).map_err(|_| anyhow::anyhow!("the machine is still held"))?.into_inner();
    ground.serves(&mut machine)?;
    let kept = machine.agent().tell(
        "grep -c 幸福村 /etc/yici/kiosk.toml; ls /var/lib/yici/courier /etc/yici/courier; \
         systemctl is-active yici-setup yici-screen yici-courier || true",
    )?;
    ensure!(!kept.contains("token"), "the token is still there: {kept}");
    let machine = Rc::new(RefCell::new(machine));
    let (_twin, _citizen, mirror) = ground.twin("wizard", &machine)?;
    mirror.wait_for_first(ground.patience(60)).context("the attract page")?;
    report.took(
        begun.elapsed(),
        &format!("enrolled, its token forgotten, serving and kept: {}", kept.trim().replace('\n', " ")),
    )?;
    let start = Instant::now();
    while !ground.fleet.attributes(KIOSK).contains_key("version") {
        ensure!(start.elapsed() < ground.patience(120), "the fleet's server does not know it");
        sleep(Duration::from_secs(1));
    }
    report.say(&format!("the fleet's server knows it by its new certificate: {:?}", ground.fleet.attributes(KIOSK)))
}

/// Does what the page says, before the twin and so before the machine, which follows before each touch. After the last one nothing is
/// waited for: the machine goes on by itself.
fn follow(ground: &Ground, twin: &Bench, technician: &mut Citizen<Setup>) -> anyhow::Result<()> {
    let token = ground.bench.platform.invite(KIOSK)?;
    let steps = steps()?;
    let (_, before) = steps.split_last().context("no steps")?;
    for step in before {
        for act in &step.acts {
            if step.lays_a_card() && act.tries() {
                twin.lay_card()?;
                ground.bench.lay_card()?;
            }
            act.follow(technician, &token).with_context(|| step.words.clone())?;
        }
        if step.lays_a_card() {
            twin.reader.lift();
            ground.bench.reader.lift();
        }
    }
    Ok(())
}

/// What all kiosks of a fleet have, by the names that the wizard looks for: these settings, and the platform's public files.
fn fleet(ground: &Ground, common: String) -> anyhow::Result<Vec<(&'static str, Vec<u8>)>> {
    let platform = ground.bench.folder().join("platform");
    // Nobody brings a certificate: the kiosk makes its own key, where the courier keeps it.
    let common = common
        .replace("/etc/yici/platform/kiosk.pem", "/var/lib/yici/courier/kiosk.pem")
        .replace("/etc/yici/courier/kiosk.key", "/var/lib/yici/courier/kiosk.key");
    let mut files = vec![("common.toml", common.into_bytes())];
    for (name, public) in PUBLIC {
        files.push((name, fs::read(platform.join(public))?));
    }
    Ok(files)
}

/// Lays it over the image's folder for it, as the wizard finds it.
fn belongs(ground: &Ground, machine: &mut Machine) -> anyhow::Result<()> {
    let mut script = String::from("set -e; mkdir -p /run/fleet; cd /run/fleet\n");
    for (name, bytes) in fleet(ground, stick::settings(&ground.bench.platform, &ground.fleet))? {
        script.push_str(&format!("base64 -d >{name} <<<{}\n", STANDARD.encode(bytes)));
    }
    script.push_str("mount --bind /run/fleet /usr/share/yici/fleet\nsystemctl restart yici-setup\n");
    machine.agent().tell(&script).map(drop)
}

/// The twin's ports under the names that they have in the machine, with as many beside them on which nothing hangs: the two lists
/// are as long.
fn likewise(folder: &Path, ports: &Path) -> anyhow::Result<PathBuf> {
    let names = folder.join("ports");
    fs::create_dir_all(&names)?;
    for (name, port) in [("reader", "card-reader"), ("printer", "receipt-printer")] {
        std::os::unix::fs::symlink(ports.join(port), names.join(name))?;
    }
    for number in 0..4 {
        fs::write(names.join(format!("ttyS{number}")), "")?;
    }
    Ok(names)
}

/// What the twin's wizard finds: the same, with the twin's own camera and folders and this machine's address of the platform.
fn around(ground: &Ground, folder: &Path, twin: &Bench) -> anyhow::Result<setup::Ground> {
    let own = twin.settings()?;
    let ports = twin.folder().join("ports");
    let common = stick::settings(&ground.bench.platform, &ground.fleet);
    let (before, after) = common.split_once("[document-camera]").context("no camera")?;
    let (_, after) = after.split_once("\n\n").context("nothing after the camera")?;
    let camera = format!("[document-camera]\ndriver = \"picture-file\"\npath = \"{}/camera.png\"\n\n", ports.display());
    let common = format!("{before}{camera}{after}")
        .replace(stick::OUTSIDE, "127.0.0.1")
        .replace("/usr/share/yici/services", &own.folders.services.display().to_string())
        .replace("/usr/share/yici/rime", &own.writing.built.display().to_string());
    let laid = folder.join("fleet");
    fs::create_dir_all(&laid)?;
    for (name, bytes) in fleet(ground, common)? {
        fs::write(laid.join(name), bytes)?;
    }
    Ok(setup::Ground {
        fleet: laid,
        out: folder.join("run/setup"),
        said: folder.join("run/setup.said"),
        settings: folder.join("etc/kiosk.toml"),
        ports: vec![(likewise(folder, &ports)?, vec!["printer", "reader", "ttyS"]), (ports, vec!["camera"])],
        net: folder.join("net"),
        requests: folder.join("run/requests"),
    })
}
