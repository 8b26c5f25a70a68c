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

/// What the kernel calls the display's socket.
const SOCKET: &str = "Virtual-1";

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
    gone(ground, &machine)?;
    let before = process(&mut machine.borrow_mut())?;
    let back = Instant::now();
    machine.borrow_mut().put_back(Plugged::Touch)?;
    while process(&mut machine.borrow_mut())? == before {
        ensure!(back.elapsed() < ground.patience(60), "nobody heard of the touch panel that came back");
        sleep(Duration::from_secs(1));
    }
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

    machine.borrow_mut().agent().tell(&format!("echo off >/sys/class/drm/card0-{SOCKET}/status"))?;
    sleep(ground.patience(5));
    let again = Instant::now();
    machine.borrow_mut().agent().tell(&format!("echo detect >/sys/class/drm/card0-{SOCKET}/status"))?;
    mirror.wait_for_first(ground.patience(60)).context("the page after the display came back")?;
    report.took(again.elapsed(), "the display's plug was pulled, and put back → the page stands there again")?;
    Mirror::release();
    drop((citizen, twin, mirror));

    let mut machine = Rc::try_unwrap(machine).map_err(|_| anyhow::anyhow!("the machine is still held"))?.into_inner();
    machine.agent().send("systemctl poweroff")?;
    machine.wait_for_off(ground.patience(120))?;
    drop(machine);
    ground.image.say_more(&folder.join("disk.raw"), &format!("video={SOCKET}:d"))?;
    let mut machine = ground.start(&folder, None)?;
    machine.agent().wait(ground.patience(120))?;
    machine.agent().tell("until systemctl is-active -q yici-courier; do sleep 1; done; sleep 30")?;
    let said = machine.agent().tell("ls /dev/fb0 2>&1; systemctl show -P ActiveState -P NRestarts yici-screen; journalctl -b -u yici-screen -o cat --no-pager | tail -2")?;
    ensure!(said.contains("it is waited for"), "{said}");
    let plugged = Instant::now();
    machine.agent().tell(&format!("echo detect >/sys/class/drm/card0-{SOCKET}/status"))?;
    let machine = Rc::new(RefCell::new(machine));
    let (_twin, _citizen, mirror) = ground.twin("panel", &machine)?;
    mirror.wait_for_first(ground.patience(60)).context("the attract page on a display that came late")?;
    report.took(plugged.elapsed(), "switched on without a display: waited for; its cable is put in → the attract page")
}

/// Waits until the kernel has no touch panel.
fn gone(ground: &Ground, machine: &Rc<RefCell<Machine>>) -> anyhow::Result<()> {
    let start = Instant::now();
    while machine.borrow_mut().agent().tell("grep -c -i multitouch /proc/bus/input/devices || true")?.trim() != "0" {
        ensure!(start.elapsed() < ground.patience(60), "the touch panel cannot be pulled");
        sleep(Duration::from_secs(1));
    }
    Ok(())
}

/// The screen's process.
fn process(machine: &mut Machine) -> anyhow::Result<String> {
    machine.agent().tell("systemctl show -P MainPID yici-screen")
}
