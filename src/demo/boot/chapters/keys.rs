//! What a passer-by may press or plug in does nothing; the hardware watchdog bites.

use super::super::ground::Ground;
use super::super::report::Report;
use super::super::stick;
use anyhow::ensure;
use std::thread::sleep;
use std::time::{Duration, Instant};

pub(super) fn run(ground: &Ground, report: &mut Report) -> anyhow::Result<()> {
    let folder = ground.served("keys")?;
    let mut machine = ground.start(&folder, None)?;
    ground.serves(&mut machine)?;
    let boot = machine.agent().tell("cat /proc/sys/kernel/random/boot_id; systemctl show -P MainPID yici-screen")?;
    machine.power_button()?;
    for keys in
        [&["ctrl", "alt", "delete"][..], &["ctrl", "alt", "backspace"], &["ctrl", "alt", "f2"], &["alt", "sysrq", "b"]]
    {
        for _ in 0..8 {
            machine.press(keys)?;
        }
        sleep(Duration::from_secs(2));
    }
    sleep(Duration::from_secs(20));
    let after = machine.agent().tell("cat /proc/sys/kernel/random/boot_id; systemctl show -P MainPID yici-screen")?;
    ensure!(boot == after, "a key did something: {boot} → {after}");
    report.say("power button, Ctrl-Alt-Del (8 times), Ctrl-Alt-Backspace, Ctrl-Alt-F2 and Alt-SysRq-B: same start, same screen process")?;

    let file = ground.folder.join("passer-by.img");
    stick::write(&file, "YICI-UPDATE", &[])?;
    machine.plug(&file)?;
    sleep(Duration::from_secs(15));
    let disks = machine.agent().tell("ls /dev/disk/by-label 2>/dev/null | grep -c YICI-UPDATE || true")?;
    ensure!(disks.trim() == "0", "a passer-by's stick was let in");
    machine.unplug()?;
    report.say("a stick, outside service mode: not let in")?;

    let dog = machine.agent().tell("cat /sys/class/watchdog/watchdog0/identity /sys/class/watchdog/watchdog0/state; systemctl show -P RuntimeWatchdogUSec")?;
    report.say(&format!("hardware watchdog: {}", dog.trim().replace('\n', ", ")))?;
    machine.agent().tell("echo 0 >/proc/sys/kernel/panic; echo 0 >/proc/sys/kernel/panic_on_oops")?;
    let hung = Instant::now();
    machine.agent().send("echo c >/proc/sysrq-trigger")?;
    sleep(Duration::from_secs(5));
    machine.agent().wait(ground.patience(240))?;
    let again = machine.agent().start_id()?;
    ensure!(!boot.starts_with(again.trim()), "the machine never hung");
    report.took(hung.elapsed(), "kernel hung (no restart by itself) → reset by the hardware watchdog, and up again")
}
