//! The catalog comes on a stick, and the whole way is gone by the commands that people use.

use super::publisher::{Publisher, copy, files};
use jiff::Timestamp;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;
use yici::shelf::{Shelf, Trust, Versions};

fn yici(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_yici")).arg("services").args(arguments).output().expect("it runs")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn well(arguments: &[&str]) -> String {
    let output = yici(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    said(&output)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

/// A publisher whose catalog is of today, for commands that read the clock; and a kiosk's settings that trust it.
struct Kiosk {
    publisher: Publisher,
    folder: TempDir,
}

impl Kiosk {
    fn new() -> Self {
        let publisher = Publisher::unsigned();
        let services = publisher.services();
        well(&["pack", "--services", text(&services), text(&publisher.repository())]);
        for key in ["root-a", "root-b", "clerk-a", "clerk-b", "server"] {
            well(&["sign", text(&publisher.repository()), "--key", text(&publisher.key(key))]);
        }
        let folder = tempfile::tempdir().expect("a folder");
        let sample = include_str!("../../docs/kiosk.toml");
        let root = publisher.repository().join("metadata/1.root.json");
        let settings = sample
            .replace("/etc/yici/platform/root.json", text(&root))
            .replace("\"/var/lib/yici\"", &format!("\"{}\"", text(&folder.path().join("state"))))
            .replace("\"/usr/share/yici/services\"", "\"nothing\"");
        fs::create_dir(folder.path().join("state")).expect("made");
        fs::write(folder.path().join("kiosk.toml"), settings).expect("written");
        Self { publisher, folder }
    }

    fn apply(&self, stick: &Path) -> Output {
        yici(&["apply", text(stick), "--settings", text(&self.folder.path().join("kiosk.toml"))])
    }

    /// What a technician is told of the matters.
    fn check(&self) -> String {
        let settings = self.folder.path().join("kiosk.toml");
        let output = Command::new(env!("CARGO_BIN_EXE_yici")).args(["check", "--settings"]).arg(settings).output();
        let report = said(&output.expect("it runs"));
        report.lines().find(|line| line.contains(" matters: ")).expect("a line on the matters").to_owned()
    }

    fn serves(&self) -> Option<u32> {
        let root = self.publisher.repository().join("metadata/1.root.json");
        let shelf = Shelf::new(Path::new("nothing"), &self.folder.path().join("state"), Trust::Root(root));
        Some(shelf.take(&Versions::default()).ok()?.signed?.versions.targets)
    }
}

#[test]
fn a_catalog_goes_from_keys_to_a_kiosks_shelf_by_commands_alone() {
    let kiosk = Kiosk::new();
    let root = kiosk.publisher.repository().join("metadata/1.root.json");
    let verdict = well(&["verify", text(&kiosk.publisher.repository()), "--root", text(&root)]);
    assert!(verdict.contains("version 1") && verdict.contains("a kiosk takes it"), "{verdict}");
    let applied = kiosk.apply(&kiosk.publisher.repository());
    assert!(applied.status.success(), "{}", said(&applied));
    assert_eq!(kiosk.serves(), Some(1));
    let told = kiosk.check();
    assert!(told.starts_with("ok ") && told.contains("version 1, said to be the newest on"), "{told}");
}

#[test]
fn a_technician_is_told_what_is_wrong_with_the_shelf() {
    let kiosk = Kiosk::new();
    let told = kiosk.check();
    assert!(told.starts_with("MEND ") && told.contains("yici services apply"), "{told}");
    assert!(kiosk.apply(&kiosk.publisher.repository()).status.success());
    let file = kiosk.folder.path().join("state/shelf/trusted.json");
    fs::write(file, "{ spoilt").expect("written");
    let told = kiosk.check();
    assert!(told.starts_with("MEND ") && told.contains("trusted.json"), "{told}");
}

#[test]
fn a_stick_with_half_a_copy_is_refused_and_the_kept_catalog_goes_on() {
    let kiosk = Kiosk::new();
    assert!(kiosk.apply(&kiosk.publisher.repository()).status.success());
    let now = Timestamp::now();
    let pack = yici::shelf::author::Pack { made: now, fresh_days: 14, valid_days: 180 };
    kiosk.publisher.change(9);
    yici::shelf::author::pack(&kiosk.publisher.services(), &kiosk.publisher.repository(), &pack).expect("packed");
    kiosk.publisher.sign(&["clerk-a", "clerk-b", "server"]);

    // Whatever file the copying ended before, and whatever file it ended in.
    let whole = kiosk.publisher.copy();
    let new = |file: &&std::path::PathBuf| {
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        name.starts_with("2.") || name == "timestamp.json" || file.starts_with(whole.path().join("targets/newborn"))
    };
    // The older text of the matter is not wanted any more. A stick that lacks it is whole, so it comes last.
    let is_wanted =
        |file: &&std::path::PathBuf| !fs::read(file).expect("a file").windows(11).any(|bytes| bytes == b"minutes = 8");
    let all = files(whole.path());
    let (wanted, unwanted): (Vec<_>, Vec<_>) = all.iter().filter(new).partition(is_wanted);
    for file in wanted.into_iter().chain(unwanted) {
        let stick = tempfile::tempdir().expect("a stick");
        copy(whole.path(), stick.path());
        let file = stick.path().join(file.strip_prefix(whole.path()).expect("below"));
        let bytes = fs::read(&file).expect("a file");
        let wanted = !bytes.windows(11).any(|bytes| bytes == b"minutes = 8");
        fs::write(&file, &bytes[..bytes.len() / 2]).expect("written");
        assert_eq!(kiosk.apply(stick.path()).status.success(), !wanted, "{}", file.display());
        fs::remove_file(&file).expect("removed");
        if wanted {
            let refusal = said(&kiosk.apply(stick.path()));
            assert!(refusal.contains("not there; the copy is not whole"), "{}: {refusal}", file.display());
            assert_eq!(kiosk.serves(), Some(1));
        }
    }
    assert!(kiosk.apply(whole.path()).status.success());
    assert_eq!(kiosk.serves(), Some(2));
}

#[test]
fn a_stick_with_an_older_catalog_is_refused() {
    let kiosk = Kiosk::new();
    let old = kiosk.publisher.copy();
    well(&["stamp", text(&kiosk.publisher.repository())]);
    well(&["sign", text(&kiosk.publisher.repository()), "--key", text(&kiosk.publisher.key("server"))]);
    assert!(kiosk.apply(&kiosk.publisher.repository()).status.success());
    let refusal = kiosk.apply(old.path());
    assert!(!refusal.status.success() && said(&refusal).contains("older than"), "{}", said(&refusal));
}

#[test]
fn a_key_file_is_never_written_over() {
    let publisher = Publisher::unsigned();
    let before = fs::read(publisher.key("server")).expect("the key");
    assert!(!yici(&["new-key", text(&publisher.key("server"))]).status.success());
    assert_eq!(fs::read(publisher.key("server")).expect("the key"), before);
}
