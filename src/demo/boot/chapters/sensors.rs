//! The housing's switches and lamps: the kernel's own simulated GPIO chip, in the image's own kernel, behind the driver that ships.
//! A citizen calls for help; a technician opens the service door, is let in by a stick, and shuts it again.

use super::super::ground::Ground;
use super::super::machine::Machine;
use super::super::report::Report;
use super::super::stick;
use super::service::let_in;
use crate::technician::service::stick::TICKET;
use anyhow::{Context as _, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::cell::RefCell;
use std::fs;
use std::rc::Rc;
use std::thread::sleep;
use std::time::{Duration, Instant};
use yici_hardware::Input;

/// Lines of the chip.
const DOOR: u32 = 0;
const HELP: u32 = 1;
const LAMP: u32 = 2;

pub(super) fn run(ground: &Ground, report: &mut Report) -> anyhow::Result<()> {
    let folder = ground.served("sensors")?;
    let mut machine = ground.start(&folder, None)?;
    ground.serves(&mut machine)?;
    let chip = Chip::wire(ground, &mut machine)?;
    let ticket = let_in(&folder, &mut machine)?;
    let file = folder.join("service.img");
    stick::write(&file, "YICI-TOOLS", &[&ticket])?;

    let machine = Rc::new(RefCell::new(machine));
    let more = format!("\n[service]\nauthority = \"{}\"\n", folder.join("authority.pub").display());
    let (twin, mut citizen, mirror) = ground.twin_with("sensors", &machine, &more)?;
    mirror.wait_for_first(ground.patience(60)).context("the attract page")?;
    let mirror = mirror.hold();
    citizen.touch_anywhere();
    citizen.wait_for("企业")?;
    let pulled = Instant::now();
    twin.sensors.set(Input::Help, true);
    citizen.wait_for("工作人员已到").context("the twin")?;
    chip.pull(&mut machine.borrow_mut(), HELP, true)?;
    mirror.wait_for_first(ground.patience(60)).context("the call for help")?;
    chip.wait_for_lamp(ground, &mut machine.borrow_mut(), true)?;
    let start = Instant::now();
    while ground.bench.platform.help_calls() != ["demo-001"] {
        ensure!(start.elapsed() < ground.patience(60), "the platform knows {:?}", ground.bench.platform.help_calls());
        sleep(Duration::from_millis(500));
    }
    report
        .took(pulled.elapsed(), "the key for help is pressed → the page says so, the lamp is on, the platform knows")?;
    twin.sensors.set(Input::Help, false);
    chip.pull(&mut machine.borrow_mut(), HELP, false)?;
    citizen.touch("工作人员已到")?;
    chip.wait_for_lamp(ground, &mut machine.borrow_mut(), false)?;
    report.say("the clerk has come: the lamp is off")?;

    let opened = Instant::now();
    twin.sensors.set(Input::DoorOpen, true);
    citizen.wait_for("暂停服务").context("the twin")?;
    chip.pull(&mut machine.borrow_mut(), DOOR, true)?;
    mirror.wait_for_first(ground.patience(60)).context("out of service behind an open door")?;
    machine.borrow_mut().picture(&ground.folder.join("door.png"))?;
    report.took(opened.elapsed(), "the service door is opened → out of service (door.png)")?;
    machine.borrow_mut().plug(&file)?;
    let put_in = Instant::now();
    let around = twin.folder().join("run/stick");
    fs::create_dir_all(&around)?;
    fs::copy(&ticket, around.join(TICKET))?;
    citizen.wait_for("技术维护").context("the twin")?;
    mirror.wait_for_first(ground.patience(60)).context("the menu of the service mode")?;
    report.took(
        put_in.elapsed(),
        "a technician's stick is put in → let in by the image, its signature holds, the menu is shown",
    )?;

    machine.borrow_mut().unplug()?;
    fs::remove_file(around.join(TICKET))?;
    citizen.wait_for("暂停服务").context("the twin")?;
    twin.sensors.set(Input::DoorOpen, false);
    chip.pull(&mut machine.borrow_mut(), DOOR, false)?;
    let shut = Instant::now();
    citizen.wait_for("点击屏幕任意位置开始").context("the twin")?;
    mirror.wait_for_first(ground.patience(60)).context("the attract page")?;
    let said = machine
        .borrow_mut()
        .agent()
        .tell("until [ ! -e /run/yici/service ] && [ ! -e /run/yici-service ]; do sleep 1; done; echo shut")?;
    report.took(shut.elapsed(), &format!("the stick is pulled, the door shut → serves; storage: {}", said.trim()))
}

/// The simulated chip.
struct Chip {
    /// Where the kernel shows its lines.
    lines: String,
}

impl Chip {
    /// Loads it, and says in the settings how it is wired.
    fn wire(ground: &Ground, machine: &mut Machine) -> anyhow::Result<Self> {
        let module = ground.image.folder.join("gpio-sim.ko");
        let module = fs::read(&module).with_context(|| format!("{}: run image-build/gpio-sim", module.display()))?;
        machine.agent().tell(&format!(
            "base64 -d >/run/gpio-sim.ko <<<{} && modprobe configfs && insmod /run/gpio-sim.ko",
            STANDARD.encode(module)
        ))?;
        let said = machine.agent().tell(
            "cd /sys/kernel/config/gpio-sim && mkdir -p yici/bank && echo 8 >yici/bank/num_lines && echo 1 >yici/live && \
             cat yici/dev_name yici/bank/chip_name",
        )?;
        let mut said = said.split_whitespace();
        let (device, chip) = said.next().zip(said.next()).context("no simulated chip")?;
        let wiring = format!(
            "\n[sensors]\ndriver = \"cdev\"\nchip = \"/dev/{chip}\"\ninputs.door-open = {{ line = {DOOR} }}\n\
             inputs.help = {{ line = {HELP} }}\noutputs.help-light = {{ line = {LAMP} }}\n"
        );
        machine.agent().tell(&format!("base64 -d >>/etc/yici/kiosk.toml <<<{}", STANDARD.encode(wiring)))?;
        Ok(Self { lines: format!("/sys/devices/platform/{device}/{chip}") })
    }

    /// Makes an input active, or inactive.
    fn pull(&self, machine: &mut Machine, line: u32, active: bool) -> anyhow::Result<()> {
        let pull = if active { "pull-up" } else { "pull-down" };
        machine.agent().tell(&format!("echo {pull} >{}/sim_gpio{line}/pull", self.lines)).map(drop)
    }

    /// Waits until the lamp is on, or off.
    fn wait_for_lamp(&self, ground: &Ground, machine: &mut Machine, on: bool) -> anyhow::Result<()> {
        let start = Instant::now();
        let wanted = if on { "1" } else { "0" };
        while machine.agent().tell(&format!("cat {}/sim_gpio{LAMP}/value", self.lines))?.trim() != wanted {
            ensure!(start.elapsed() < ground.patience(30), "the lamp is not {wanted}");
            sleep(Duration::from_millis(500));
        }
        Ok(())
    }
}
