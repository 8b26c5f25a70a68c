//! A panel that was made to lie and stands upright: picture and touches are turned. Its plugs are pulled and put back, and one day
//! it is plugged in late.

use super::super::ground::Ground;
use super::super::machine::{Machine, Plugged, TURNED};
use super::super::mirror::Mirror;
use super::super::report::Report;
use anyhow::{Context as _, ensure};
use std::cell::RefCell;
use std::fs;
use std::rc::Rc;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The kernel's word on the display's cable.
const CABLE: &str = "cat /sys/class/drm/card0-Virtual-1/status";

pub(super) fn run(ground: &Ground, report: &mut Report) -> anyhow::Result<()> {
    let folder = ground.served("panel")?;
    fs::write(folder.join(TURNED), "")?;
    let mut machine = ground.start(&folder, None)?;
    ground.serves(&mut machine)?;
    machine.agent().tell(
        "printf '\\n[display]\\nturned = 90\\n' >>/etc/yici/kiosk.toml && \
         systemctl restart yici-panel && systemctl restart yici-screen && sync",
    )?;
    let machine = Rc::new(RefCell::new(machine));
    let (twin, mut citizen, mirror) = ground.twin("panel", &machine)?;
    mirror.wait_for_first(ground.patience(60)).context("the attract page, turned")?;
    machine.borrow_mut().picture(&ground.folder.join("turned.png"))?;
    report.say(
        "a lying panel that stands on its left side, `turned = 90`: the attract page stands upright (turned.png)",
    )?;

    let mirror = mirror.hold();
    citizen.touch_anywhere();
    citizen.wait_for("企业")?;
    mirror.follow()?;
    citizen.touch("企业")?;
    citizen.pause();
    mirror.follow().context("the enterprise's side")?;
    report.say("touches are turned with it: from the attract page to the home page, and to its other side")?;

    machine.borrow_mut().pull(Plugged::Touch)?;
    until(ground, &machine, "the touch panel cannot be pulled", |machine| {
        Ok(machine.agent().tell("grep -c -i multitouch /proc/bus/input/devices || true")?.trim() == "0")
    })?;
    let before = process(&mut machine.borrow_mut())?;
    let back = Instant::now();
    machine.borrow_mut().put_back(Plugged::Touch)?;
    until(ground, &machine, "nobody heard of the touch panel that came back", |machine| {
        Ok(process(machine)? != before)
    })?;
    Mirror::release();
    drop((citizen, twin, mirror));
    let (twin, mut citizen, mirror) = ground.twin("panel", &machine)?;
    mirror.wait_for_first(ground.patience(60)).context("the attract page after the touch panel came back")?;
    let mirror = mirror.hold();
    citizen.touch_anywhere();
    citizen.wait_for("企业")?;
    mirror.follow().context("a touch on the panel that came back")?;
    report.took(
        back.elapsed(),
        "the touch panel's plug was pulled, and put back → it is touched again, turned as before",
    )?;

    machine.borrow_mut().display(false)?;
    until(ground, &machine, "the display cannot be pulled", |machine| {
        Ok(machine.agent().tell(CABLE)?.trim() == "disconnected")
    })?;
    let again = Instant::now();
    machine.borrow_mut().display(true)?;
    until(ground, &machine, "the display stays pulled", |machine| {
        Ok(machine.agent().tell(CABLE)?.trim() == "connected")
    })?;
    mirror.wait_for_first(ground.patience(60)).context("the page after the display came back")?;
    report.took(again.elapsed(), "the display's plug was pulled, and put back → the page stands there again")?;
    Mirror::release();
    drop((citizen, twin, mirror));

    let mut machine = Rc::try_unwrap(machine).map_err(|_| anyhow::anyhow!("the machine is still held"))?.into_inner();
    machine.agent().send("systemctl poweroff")?;
    machine.wait_for_off(ground.patience(120))?;
    drop(machine);
    let mut machine = ground.start(&folder, None)?;
    machine.display(false)?;
    machine.agent().wait(ground.patience(120))?;
    machine.agent().tell("until systemctl is-active -q yici-courier; do sleep 1; done; sleep 30")?;
    let said = machine.agent().tell("ls /dev/fb0 2>&1; systemctl show -P ActiveState -P NRestarts yici-screen; journalctl -b -u yici-screen -o cat --no-pager | tail -2")?;
    ensure!(said.contains("it is waited for"), "{said}");
    let plugged = Instant::now();
    machine.display(true)?;
    let machine = Rc::new(RefCell::new(machine));
    let (_twin, _citizen, mirror) = ground.twin("panel", &machine)?;
    mirror.wait_for_first(ground.patience(60)).context("the attract page on a display that came late")?;
    report.took(plugged.elapsed(), "switched on without a display: waited for; its cable is put in → the attract page")
}

/// Waits until this holds.
fn until(
    ground: &Ground,
    machine: &RefCell<Machine>,
    otherwise: &str,
    holds: impl Fn(&mut Machine) -> anyhow::Result<bool>,
) -> anyhow::Result<()> {
    let start = Instant::now();
    while !holds(&mut machine.borrow_mut())? {
        ensure!(start.elapsed() < ground.patience(60), "{otherwise}");
        sleep(Duration::from_secs(1));
    }
    Ok(())
}

/// The screen's process.
fn process(machine: &mut Machine) -> anyhow::Result<String> {
    machine.agent().tell("systemctl show -P MainPID yici-screen")
}
