//! The two ways onto a bare display: buffers of the display's driver, in turn, and the kernel's frame buffer. What a change of
//! the page and an idle screen cost the processor by each, in one run.

use super::super::ground::Ground;
use super::super::machine::Machine;
use super::super::mirror::Mirror;
use super::super::report::Report;
use anyhow::{Context as _, ensure};
use std::cell::RefCell;
use std::rc::Rc;
use std::thread::sleep;
use std::time::Duration;

/// Each with what the screen's unit is told. Slint asks whether the variable is there, not what it says.
const WAYS: [(&str, &str); 2] = [
    ("the driver's buffers, in turn", "UnsetEnvironment=SLINT_BACKEND_LINUXFB"),
    ("the kernel's frame buffer", "Environment=SLINT_BACKEND_LINUXFB=1"),
];
const CHANGES: u32 = 12;
const IDLE: Duration = Duration::from_secs(60);

pub(super) fn run(ground: &Ground, report: &mut Report) -> anyhow::Result<()> {
    let folder = ground.served("display")?;
    let mut machine = ground.start(&folder, None)?;
    ground.serves(&mut machine)?;
    let machine = Rc::new(RefCell::new(machine));
    for (what, line) in WAYS {
        machine.borrow_mut().agent().tell(&format!(
            "d=/run/systemd/system/yici-screen.service.d; mkdir -p $d; printf '[Service]\\n{line}\\n' >$d/way.conf; \
             systemctl daemon-reload; systemctl restart yici-screen"
        ))?;
        let (_twin, mut citizen, mirror) = ground.twin("display", &machine)?;
        mirror.wait_for_first(ground.patience(60)).with_context(|| what.to_owned())?;
        sleep(Duration::from_secs(5));
        let before = spent(&mut machine.borrow_mut())?;
        sleep(IDLE);
        let idle = spent(&mut machine.borrow_mut())? - before;

        let mirror = mirror.hold();
        citizen.touch_anywhere();
        citizen.wait_for("企业")?;
        mirror.follow()?;
        let before = spent(&mut machine.borrow_mut())?;
        for _ in 0..CHANGES / 2 {
            for side in ["企业", "个人"] {
                citizen.touch(side)?;
                citizen.pause();
                mirror.follow()?;
            }
        }
        let changes = spent(&mut machine.borrow_mut())? - before;
        Mirror::release();
        report.say(&format!(
            "{what}: {} ms of the screen process for each of {CHANGES} changes of the home page, touch and press included; \
             {:.1} % of a core on the attract page",
            changes.as_millis() / u128::from(CHANGES),
            idle.as_secs_f64() / IDLE.as_secs_f64() * 100.0
        ))?;
    }
    machine.borrow_mut().agent().tell("systemctl stop yici-screen")?;
    sleep(ground.patience(5));
    machine.borrow_mut().picture(&ground.folder.join("paused.png"))?;
    let (_twin, _citizen, mirror) = ground.twin("display-paused", &machine)?;
    ensure!(
        mirror.wait_for_first(Duration::from_secs(3)).is_err(),
        "a page stands on the display of a process that ended"
    );
    report.say("the screen process has ended: none of its pages is on the display (paused.png)")
}

/// The processor's time that the screen process has had, all its threads together.
fn spent(machine: &mut Machine) -> anyhow::Result<Duration> {
    let said = machine.agent().tell("cut -d' ' -f14,15 /proc/$(systemctl show -P MainPID yici-screen)/stat")?;
    let ticks: u64 = said.split_whitespace().filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Ok(Duration::from_millis(ticks * 10))
}
