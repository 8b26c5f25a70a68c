//! What all chapters stand on: the image, the devices and servers around the machine, and a disk that knows who it is.

use super::super::bench::Bench;
use super::super::citizen::Citizen;
use super::image::Image;
use super::machine::{Machine, Ports};
use super::mirror::Mirror;
use super::stick;
use anyhow::{Context as _, bail, ensure};
use std::cell::{Cell, RefCell};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, Instant};
use yici_platform::Fleet;
use yici_ui::slint::ComponentHandle as _;

/// How long an idle machine needed from power-on until its version was kept; limits are written for that one.
const NOMINAL: Duration = Duration::from_secs(60);
/// How long a first start may take at most, whatever the machine.
const PATIENCE: Duration = Duration::from_secs(40 * 60);
/// The disk of a machine that has served.
const SERVED: &str = "served.raw";

/// The ground.
pub(super) struct Ground {
    /// The image.
    pub image: Image,
    /// Devices and platform of the emulated machine.
    pub bench: Bench,
    /// The fleet's server.
    pub fleet: Fleet,
    /// Where everything lies.
    pub folder: PathBuf,
    slow: Cell<f64>,
}

impl Ground {
    pub(super) fn prepare(image: &Path, folder: &Path) -> anyhow::Result<Self> {
        let image = Image::find(image, folder)?;
        let bench = Bench::start(&folder.join("around"))?;
        let fleet = Fleet::start(&folder.join("around/platform"))?;
        let slow = fs::read_to_string(folder.join("slow")).ok().and_then(|slow| slow.parse().ok()).unwrap_or(10.0);
        Ok(Self { image, bench, fleet, folder: folder.to_owned(), slow: Cell::new(slow) })
    }

    /// A limit that was written for an idle machine, on this one.
    pub(super) fn patience(&self, seconds: u32) -> Duration {
        Duration::from_secs(seconds.into()).mul_f64(self.slow.get().max(1.0) * 1.5)
    }

    /// Switches a machine on with the disk of this folder.
    pub(super) fn start(&self, folder: &Path, clock: Option<&str>) -> anyhow::Result<Machine> {
        let ports = self.bench.folder().join("ports");
        let (reader, printer) = (ports.join("card-reader"), ports.join("receipt-printer"));
        Machine::start(folder, &Ports { reader: &reader, printer: &printer }, clock)
    }

    /// A folder for a chapter, with a disk fresh from the image.
    pub(super) fn flashed(&self, name: &str) -> anyhow::Result<PathBuf> {
        let folder = self.empty(name)?;
        self.image.flash(&folder.join("disk.raw"))?;
        Ok(folder)
    }

    /// A folder for a chapter, with a disk that has served; made by the first chapter, or now.
    pub(super) fn served(&self, name: &str) -> anyhow::Result<PathBuf> {
        if !self.folder.join(SERVED).exists() {
            let folder = self.flashed("first-start")?;
            let mut machine = self.start(&folder, None)?;
            self.provision(&mut machine)?;
            self.serves(&mut machine)?;
            self.keep(machine, &folder)?;
        }
        self.with_disk(name, SERVED)
    }

    /// A folder for a chapter, with a disk that was laid aside.
    pub(super) fn with_disk(&self, name: &str, disk: &str) -> anyhow::Result<PathBuf> {
        let folder = self.empty(name)?;
        copy(&self.folder.join(disk), &folder.join("disk.raw"))?;
        Ok(folder)
    }

    /// Keeps a copy of the disk in this folder, of a machine that is off.
    pub(super) fn lay_aside(&self, folder: &Path, disk: &str) -> anyhow::Result<()> {
        copy(&folder.join("disk.raw"), &self.folder.join(disk))
    }

    /// Gives a new machine its settings, by a stick.
    pub(super) fn provision(&self, machine: &mut Machine) -> anyhow::Result<()> {
        self.provision_over(machine, None)
    }

    /// The same for a machine without a cable, whose line this is.
    pub(super) fn provision_over(&self, machine: &mut Machine, network: Option<&str>) -> anyhow::Result<()> {
        let stick = self.folder.join("setup.img");
        stick::setup(&stick, &self.bench.platform, &self.fleet, network)?;
        machine.plug(&stick)
    }

    /// Waits until the running version serves and was kept; says after how long from power-on, and learns how slow this machine
    /// is from the first time.
    pub(super) fn serves(&self, machine: &mut Machine) -> anyhow::Result<Duration> {
        let limit = if self.folder.join("slow").exists() { self.patience(120) } else { PATIENCE };
        machine.agent().wait(limit)?;
        let start = Instant::now();
        loop {
            let said =
                machine.agent().tell("systemctl show -P ExecMainExitTimestampMonotonic -P Result yici-commit")?;
            let mut said = said.split_whitespace();
            let (result, ended) = (said.next().unwrap_or_default(), said.next().unwrap_or_default());
            // The order of the two is systemd's.
            let (result, ended) = if result.parse::<u64>().is_ok() { (ended, result) } else { (result, ended) };
            if ended != "0" {
                if result == "success" {
                    break;
                }
                bail!(
                    "not kept: {}",
                    machine.agent().tell("journalctl -b -u yici-commit -o cat --no-pager | tail -5")?
                );
            }
            ensure!(start.elapsed() < limit, "not serving after {} s", machine.since.elapsed().as_secs());
            std::thread::sleep(Duration::from_secs(1));
        }
        let took = machine.since.elapsed();
        let mark = self.folder.join("slow");
        if !mark.exists() {
            self.slow.set(took.as_secs_f64() / NOMINAL.as_secs_f64());
            fs::write(mark, self.slow.get().to_string())?;
        }
        Ok(took)
    }

    /// Switches the machine off properly and keeps its disk for the other chapters.
    pub(super) fn keep(&self, mut machine: Machine, folder: &Path) -> anyhow::Result<()> {
        machine.agent().send("systemctl poweroff")?;
        machine.wait_for_off(self.patience(120))?;
        drop(machine);
        fs::rename(folder.join("disk.raw"), self.folder.join(SERVED))?;
        Ok(())
    }

    /// A twin and what follows it. The twin has devices and a platform of its own.
    pub(super) fn twin(&self, name: &str, machine: &Rc<RefCell<Machine>>) -> anyhow::Result<(Bench, Citizen, Mirror)> {
        self.twin_with(name, machine, "")
    }

    /// The same, with more settings than a demonstration's.
    pub(super) fn twin_with(
        &self,
        name: &str,
        machine: &Rc<RefCell<Machine>>,
        more: &str,
    ) -> anyhow::Result<(Bench, Citizen, Mirror)> {
        let bench = Bench::start(&self.folder.join(name).join("twin"))?;
        fs::OpenOptions::new().append(true).open(bench.settings_file())?.write_all(more.as_bytes())?;
        bench.camera.place(&super::bars::bars())?;
        let mut citizen = Citizen::arrive(&bench)?.with_patience(self.patience(300));
        citizen.wait_for("点击屏幕任意位置开始").context("the twin")?;
        let app = citizen.kiosk().screens().app().clone_strong();
        Ok((bench, citizen, Mirror::new(Rc::clone(machine), app, self.patience(120))))
    }

    fn empty(&self, name: &str) -> anyhow::Result<PathBuf> {
        let folder = self.folder.join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }
}

fn copy(disk: &Path, to: &Path) -> anyhow::Result<()> {
    super::image::run(std::process::Command::new("cp").arg("--sparse=always").arg(disk).arg(to)).map(drop)
}
