//! The power is cut while a kiosk that was set up at its screen takes its settings: afterwards it either knows nothing, and the
//! wizard starts again, or everything.
//!
//! The image's own script runs, in a folder, and is killed before each of its commands in turn. Not simulated: a disk that
//! forgets what was not synced.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use yici::technician::provision::{self, Kiosk, Public};

const SCRIPT: &str = include_str!("../../image-build/root/mkosi.extra/usr/lib/yici/provision");
/// More commands than the script has ever run.
const MANY: usize = 2_000;

/// What the script calls that is no test's to call, and the cut. A move of two folders is two moves: a cut comes between.
const AROUND: &str = r#"
setpriv() { while [ "${1#--}" != "$1" ]; do shift; done; "$@"; }
chown() { :; }
sync() { :; }
systemctl() { :; }
storage() { :; }
mv() { local to=${!#}; while [ $# -gt 1 ]; do command mv "$1" "$to"; shift; done; }
left=$CUT
set -o functrace
trap '[ $((left--)) -ne 0 ] || kill -KILL $$' DEBUG
"#;

/// A kiosk's disk and its memory.
struct Machine {
    root: tempfile::TempDir,
    kiosk: Kiosk,
    public: Public,
}

impl Machine {
    fn new() -> Self {
        let root = tempfile::tempdir().expect("a folder");
        for folder in ["etc/yici", "run/yici", "fleet"] {
            fs::create_dir_all(root.path().join(folder)).expect("a folder");
        }
        fs::write(root.path().join("fleet/ca.pem"), "an authority").expect("written");
        let public = provision::public(&root.path().join("fleet")).expect("the platform's files");
        let made = provision::kiosks(b"name,token\nvillage-001,12345678\n", include_str!("../../docs/kiosk.toml"));
        let kiosk = made.unwrap_or_default().pop().expect("a kiosk");
        Self { root, kiosk, public }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    /// The wizard's last step. An earlier one may have been cut off after so many files.
    fn lay_down(&self, left_over: usize) {
        let part = self.at("run/yici/setup.part");
        for file in ["kiosk.toml", "courier/token", "platform/ca.pem"].iter().take(left_over % 4) {
            fs::create_dir_all(part.join(file).parent().expect("a folder")).expect("made");
            fs::write(part.join(file), "hal").expect("written");
        }
        provision::lay_down(&self.at("run/yici/setup"), &self.kiosk, &self.public).expect("laid down");
    }

    /// Runs the script until so many commands were run. `true` when it came to its end.
    fn take(&self, cut: usize) -> bool {
        let place = |path: &str| format!("{}/{path}", self.root.path().display());
        let script = SCRIPT
            .replace("/etc/yici", &place("etc/yici"))
            .replace("/run/", &place("run/"))
            .replace("/usr/lib/yici/storage", "storage");
        let mut bash = Command::new("bash");
        bash.args(["-c", &format!("{AROUND}{script}")]).env("CUT", cut.to_string());
        let ended = bash.stdin(Stdio::null()).stderr(Stdio::null()).status().expect("bash");
        assert!(ended.success() || ended.code().is_none(), "the script fails of itself: {ended}");
        ended.success()
    }

    fn knows_who_it_is(&self) -> bool {
        self.at("etc/yici/kiosk.toml").exists()
    }

    fn assert_whole(&self, cut: usize) {
        let read = |path: &str| fs::read_to_string(self.at("etc/yici").join(path)).unwrap_or_default();
        assert_eq!(read("kiosk.toml"), self.kiosk.settings, "cut before command {cut}");
        assert_eq!(read("courier/token"), "12345678", "cut before command {cut}");
        assert_eq!(read("platform/ca.pem"), "an authority", "cut before command {cut}");
    }
}

/// What lies in memory is gone.
fn cut_the_power(run: &Path) {
    fs::remove_dir_all(run).expect("it was there");
    fs::create_dir_all(run.join("yici")).expect("made");
}

#[test]
fn a_power_cut_at_any_step_leaves_a_kiosk_that_is_set_up_or_one_that_asks_again() {
    let (mut asked_again, mut set_up) = (0, 0);
    for cut in 0..MANY {
        let machine = Machine::new();
        machine.lay_down(cut);
        if machine.take(cut) {
            machine.assert_whole(cut);
            assert!(asked_again > 20 && set_up > 2, "cut {asked_again} and {set_up} times");
            return;
        }
        cut_the_power(&machine.at("run"));
        if machine.knows_who_it_is() {
            set_up += 1;
        } else {
            asked_again += 1;
            machine.lay_down(cut);
            assert!(machine.take(MANY), "the second time nothing is cut");
        }
        machine.assert_whole(cut);
    }
    panic!("the script does not end");
}

#[test]
fn a_script_that_is_killed_without_a_power_cut_goes_on_with_what_the_wizard_laid_down() {
    for cut in (0..MANY).step_by(7) {
        let machine = Machine::new();
        machine.lay_down(0);
        if machine.take(cut) {
            return;
        }
        if !machine.knows_who_it_is() {
            assert!(machine.take(MANY), "what was laid down is still there");
        }
        machine.assert_whole(cut);
    }
    panic!("the script does not end");
}
