//! A new version: what RAUC and systemd ask of the program, with stand-ins for both of them, and the moment at which a kiosk
//! starts into it.

use crate::support::{bench, citizen};
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;
use yici::demo::bench::Bench;
use yici::demo::citizen::Citizen;
use yici::update::{Memory, Version};
use yici_ui::slint::ComponentHandle as _;
use yici_ui::testing::finger;

/// A kiosk whose `rauc` and `systemctl` only write down what they are asked.
struct Machine<'a> {
    bench: &'a Bench,
    folder: PathBuf,
}

impl<'a> Machine<'a> {
    fn new(bench: &'a Bench) -> Self {
        let folder = bench.folder().join("machine");
        fs::create_dir_all(folder.join("bundle")).unwrap();
        for program in ["rauc", "systemctl"] {
            let file = folder.join(program);
            fs::write(&file, format!("#!/bin/sh\necho {program} \"$@\" >>{}/asked\n", folder.display())).unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        }
        fs::write(folder.join("cmdline"), "ro yici.version=v1 rauc.slot=A\n").unwrap();
        Self { bench, folder }
    }

    fn memory(&self) -> Memory {
        Memory::new(&self.folder.join("memory"))
    }

    /// The bundle that RAUC holds open.
    fn bundle(&self, version: &str) {
        let manifest = format!("[update]\ncompatible=yici\nversion={version}\n");
        fs::write(self.folder.join("bundle/manifest.raucm"), manifest).unwrap();
    }

    fn update(&self, arguments: &[&str], said: &str) -> Output {
        let path = format!("{}:{}", self.folder.display(), std::env::var("PATH").unwrap_or_default());
        let mut command = Command::new(env!("CARGO_BIN_EXE_yici"));
        command.arg("update").args(arguments).arg("--settings").arg(self.bench.settings_file());
        command.arg("--memory").arg(self.folder.join("memory")).arg("--command-line").arg(self.folder.join("cmdline"));
        command.env("PATH", path).env("RAUC_BUNDLE_MOUNT_POINT", self.folder.join("bundle"));
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut running = command.spawn().unwrap();
        running.stdin.take().unwrap().write_all(said.as_bytes()).unwrap();
        running.wait_with_output().unwrap()
    }

    fn asked(&self) -> String {
        fs::read_to_string(self.folder.join("asked")).unwrap_or_default()
    }
}

fn says(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn version(name: &str) -> Version {
    name.parse().unwrap()
}

#[test]
fn rauc_is_told_which_version_may_be_installed_and_which_not() {
    let (bench, _folder) = bench();
    let machine = Machine::new(&bench);
    machine.bundle("v2");
    assert!(machine.update(&["gate"], "").status.success());
    assert!(machine.update(&["installed"], "").status.success());
    assert_eq!(machine.memory().pending().unwrap(), Some(version("v2")));
    machine.memory().fell(&version("v2"), "the courier does not answer").unwrap();
    let refused = machine.update(&["gate"], "");
    assert!(!refused.status.success() && says(&refused).contains("the courier does not answer"), "{}", says(&refused));
    machine.bundle("v1");
    let refused = machine.update(&["gate"], "");
    assert!(!refused.status.success() && says(&refused).contains("runs already"), "{}", says(&refused));
    machine.bundle("not a version");
    assert!(!machine.update(&["gate"], "").status.success());
}

#[test]
fn a_version_that_serves_is_marked_good_and_one_that_never_came_up_is_remembered() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    citizen.wait_for("点击屏幕任意位置开始").unwrap();
    let standing = bench.settings().unwrap().standing_file();
    // Written once a frame was painted, and without a display nobody but we asks for one.
    let painted = |citizen: &Citizen| finger::snapshot(citizen.kiosk().screens().app().window()).is_ok();
    citizen.wait_until("the standing", |citizen| painted(citizen) && standing.exists()).unwrap();
    let machine = Machine::new(&bench);
    machine.memory().installed(&version("v2"), Path::new("none")).unwrap();
    let kept = machine.update(&["commit"], "");
    assert!(kept.status.success(), "{}", says(&kept));
    assert_eq!(machine.asked(), "rauc status mark-good booted\n");
    assert_eq!(machine.memory().good().unwrap(), Some(version("v1")));
    let bad = machine.memory().bad().unwrap();
    assert_eq!(bad[0].0, version("v2"), "the boot loader would have started it");
    let status = says(&machine.update(&["status"], ""));
    assert!(status.contains("runs: v1\nserved last: v1\nwaits for a restart: none\nfell back: v2"), "{status}");
}

#[test]
fn the_kiosk_starts_again_when_nobody_has_been_at_work_for_a_minute() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    citizen.wait_for("点击屏幕任意位置开始").unwrap();
    citizen.skip(Duration::from_secs(70));
    assert!(!citizen.kiosk().is_restarting(), "nobody wishes it");
    citizen.touch_anywhere();
    citizen.wait_for("您想办什么事？").unwrap();
    fs::write(bench.settings().unwrap().restart_file(), "").unwrap();
    citizen.skip(Duration::from_secs(50));
    assert!(!citizen.kiosk().is_restarting(), "a citizen is at work");
    // Silence, the warning, and the end of the visit.
    citizen.skip(Duration::from_secs(45));
    citizen.wait_for("点击屏幕任意位置开始").unwrap();
    assert!(!citizen.kiosk().is_restarting(), "a citizen has just left");
    citizen.skip(Duration::from_secs(70));
    assert!(citizen.kiosk().is_restarting());
}

#[test]
fn a_wipe_is_for_the_kiosk_that_it_names_and_loses_nothing_unasked() {
    // Without a courier: the store is damaged below, and nobody may hold it open.
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench::start(folder.path()).unwrap();
    let machine = Machine::new(&bench);
    let wish = machine.folder.join("wipe");
    let wipe = |said: &str| machine.update(&["wipe", "--wish", wish.to_str().unwrap()], said);
    let refused = wipe("another-kiosk\n");
    assert!(!refused.status.success() && says(&refused).contains("this kiosk is demo-001"), "{}", says(&refused));
    assert!(!wish.exists());
    let state = bench.settings().unwrap().folders.state;
    fs::create_dir_all(&state).unwrap();
    fs::write(state.join("outbox.sqlite"), "rubbish").unwrap();
    let drafts = [state.join("drafts.sqlite"), bench.settings().unwrap().drafts_secret()];
    for file in &drafts {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, "sealed").unwrap();
    }
    let refused = wipe("demo-001\n");
    assert!(!refused.status.success() && !wish.exists(), "what waits could not be counted: {}", says(&refused));
    assert!(drafts.iter().all(|file| file.exists()));
    let done = wipe("demo-001\nlose what waits\n");
    assert!(done.status.success() && wish.exists(), "{}", says(&done));
    assert!(drafts.iter().all(|file| !file.exists()), "the secret may lie where the next start forgets nothing");
    assert_eq!(machine.asked(), "systemctl reboot\n");
}
