//! A technician works at the kiosk's own screen, let in by a signed stick: the log goes onto the stick, the clock is set, a new
//! version comes from it, and the machine is started again.
//!
//! One thing is not as in the street. The image's kernel simulates no switch, so that the mark which the screen process makes
//! when the service door opens is made for it; from there on everything is the image's own.

use super::super::ground::Ground;
use super::super::image;
use super::super::machine::Machine;
use super::super::mirror::Mirror;
use super::super::report::Report;
use super::super::stick;
use super::stick::versions;
use crate::audit::Role;
use crate::shelf::author;
use crate::technician::service::stick::{TICKET, Ticket, signer};
use anyhow::{Context as _, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;
use std::thread::{JoinHandle, sleep};
use std::time::{Duration, Instant};

/// How far the clock is put forward: not beyond what a certificate lasts, and easily told from the truth.
const FORWARD: SignedDuration = SignedDuration::from_hours(2);

pub(super) fn run(ground: &Ground, report: &mut Report) -> anyhow::Result<()> {
    let folder = ground.served("service")?;
    let mut machine = ground.start(&folder, None)?;
    ground.serves(&mut machine)?;
    let ticket = let_in(&folder, &mut machine)?;
    let bundle = ground.image.bundle("by-screen", &[])?;
    let file = folder.join("service.img");
    stick::write(&file, "YICI-TOOLS", &[&ticket, &bundle])?;

    machine.plug(&file)?;
    sleep(ground.patience(10));
    let seen = machine.agent().tell("mountpoint -q /run/yici/stick && echo mounted; ls /dev/disk/by-label || true")?;
    ensure!(!seen.contains("mounted") && !seen.contains("YICI-TOOLS"), "a stick was let in: {seen}");
    report.say("a technician's stick while the service door is shut: not let in")?;

    let machine = Rc::new(RefCell::new(machine));
    let more = format!("\n[service]\nauthority = \"{}\"\n", folder.join("authority.pub").display());
    let (twin, mut citizen, mirror) = ground.twin_with("service", &machine, &more)?;
    mirror.wait_for_first(ground.patience(60)).context("the attract page")?;
    let mirror = mirror.hold();
    let opened = Instant::now();
    machine.borrow_mut().agent().tell("touch /run/yici/service")?;
    let around = twin.folder().join("run");
    fs::create_dir_all(around.join("stick"))?;
    fs::create_dir_all(around.join("requests"))?;
    fs::copy(&ticket, around.join("stick").join(TICKET))?;
    citizen.wait_for("技术维护").context("the twin")?;
    if let Err(error) = mirror.wait_for_first(ground.patience(60)) {
        let said = "journalctl -b -u yici-service -u yici-screen -o cat --no-pager | tail -12; ls -la /run/yici /dev/disk/by-label /sys/block; udevadm info -q property /dev/sda | grep -E \"FS_|SYSTEMD\"; systemctl status yici-service | head -12; cat /proc/mounts | grep yici";
        let said = machine.borrow_mut().agent().ask(said, ground.patience(60))?.0;
        return Err(error.context(format!("the menu of the service mode: {said}")));
    }
    machine.borrow_mut().picture(&ground.folder.join("service.png"))?;
    report.took(opened.elapsed(), "the door is open → the stick is let in, its signature holds, the menu is shown")?;

    citizen.touch("导出日志")?;
    citizen.wait_for("知道了")?;
    citizen.touch("知道了").context("the log is on the stick")?;

    let wanted = (Timestamp::now() + FORWARD).to_zoned(TimeZone::fixed(Offset::constant(8)));
    citizen.touch("校准时钟")?;
    citizen.type_keys(&wanted.strftime("%Y%m%d%H%M").to_string())?;
    let answer = answers(&around, "clock");
    citizen.touch("设定")?;
    citizen.wait_for("时钟已校准").context("the twin")?;
    answer.join().map_err(|_| anyhow::anyhow!("the twin's unit"))??;
    mirror.follow().context("the clock is set")?;
    let start = Instant::now();
    loop {
        let says = machine.borrow_mut().agent().tell("date +%s")?;
        let away = says.trim().parse::<i64>()? - wanted.timestamp().as_second();
        if (-60..ground.patience(60).as_secs().try_into()?).contains(&away) {
            break;
        }
        ensure!(start.elapsed() < ground.patience(60), "the clock is {away} s away");
        sleep(Duration::from_secs(1));
    }
    report.say("校准时钟: the machine's clock is what was typed on the screen")?;
    citizen.touch("返回")?;

    let began = Instant::now();
    citizen.touch("更新系统")?;
    citizen.wait_for("更新系统？")?;
    let answer = answers(&around, "image");
    citizen.touch("更新系统")?;
    citizen.wait_for("知道了").context("the twin")?;
    answer.join().map_err(|_| anyhow::anyhow!("the twin's unit"))??;
    mirror.follow().context("the image is installed")?;
    machine.borrow_mut().picture(&ground.folder.join("service-installed.png"))?;
    report.took(began.elapsed(), "更新系统: from the stick into the other slot")?;
    citizen.touch("知道了")?;

    citizen.touch("重新启动")?;
    citizen.wait_for("重新启动？")?;
    let boot = machine.borrow_mut().agent().start_id()?;
    let again = Instant::now();
    // The twin ends here, as the kiosk does.
    let _ = citizen.touch("重新启动");
    Mirror::release();
    drop((citizen, twin, mirror));
    let mut machine = Rc::try_unwrap(machine).map_err(|_| anyhow::anyhow!("the machine is still held"))?.into_inner();
    loop {
        sleep(Duration::from_secs(5));
        machine.agent().wait(ground.patience(180))?;
        if machine.agent().start_id()? != boot {
            break;
        }
        ensure!(again.elapsed() < ground.patience(180), "it did not start again");
    }
    ground.serves(&mut machine)?;
    let now = versions(&mut machine)?;
    ensure!(now.contains("runs: by-screen") && now.contains("served last: by-screen"), "{now}");
    report
        .took(again.elapsed(), &format!("重新启动: the machine starts again, serves and keeps the version: {now}"))?;

    machine.unplug()?;
    let trail = folder.join("trail.jsonl");
    let name = "::yici-demo-001-trail.jsonl";
    image::run(Command::new("mcopy").arg("-i").arg(&file).arg(name).arg(&trail))?;
    let mut verify = Command::new(std::env::current_exe()?);
    verify.args(["audit", "verify"]).arg(&trail).arg("--receipt-key").arg(folder.join("receipt.pub"));
    fs::write(folder.join("receipt.pub"), &ground.bench.platform.credentials().receipt_key)?;
    let proved = String::from_utf8(image::run(&mut verify)?)?;
    report.say(&format!("导出日志: what is on the stick, proved on another machine: {}", proved.trim()))
}

/// The twin's own unit that does what the screen process may not: it says "done" to the next request of this name.
fn answers(around: &Path, what: &str) -> JoinHandle<anyhow::Result<()>> {
    let (asked, answer) = (format!("{what}.ask"), format!("{what}.answer"));
    let folder = around.join("requests");
    std::thread::spawn(move || {
        let start = Instant::now();
        while fs::remove_file(folder.join(&asked)).is_err() {
            ensure!(start.elapsed() < Duration::from_secs(600), "the twin never asked");
            sleep(Duration::from_millis(50));
        }
        let aside = folder.join("answer");
        fs::write(&aside, "done\n完成 / done\n")?;
        Ok(fs::rename(aside, folder.join(answer))?)
    })
}

/// Gives the kiosk somebody who signs sticks, and makes a stick's ticket for it.
pub(super) fn let_in(folder: &Path, machine: &mut Machine) -> anyhow::Result<PathBuf> {
    let key = folder.join("authority");
    author::make_key(&key)?;
    let public = STANDARD.encode(fs::read(folder.join("authority.pub"))?);
    machine.agent().tell(&format!(
        "echo {public} | base64 -d >/etc/yici/platform/service.pub && \
         printf '\\n[service]\\nauthority = \"/etc/yici/platform/service.pub\"\\n' >>/etc/yici/kiosk.toml && \
         systemctl restart yici-screen"
    ))?;
    let ticket = folder.join(TICKET);
    let days = ["2026-01-01", "2035-12-31"].map(|day| day.parse().expect("a day"));
    let signed =
        Ticket { ticket: 1, role: Role::Technician, kiosks: vec!["demo-001".into()], from: days[0], until: days[1] };
    fs::write(&ticket, signed.sign(&signer(&key).map_err(anyhow::Error::msg)?))?;
    Ok(ticket)
}
