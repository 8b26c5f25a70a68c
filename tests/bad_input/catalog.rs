//! A clerk breaks a matter's file.

use crate::support::{bench, citizen, recorded};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;
use yici::demo::bench::Bench;
use yici::demo::story::{Matter, Place, Story};
use yici::text::Language;

/// A bench with its own copy of the matters, so that they can be broken.
fn bench_with_own_matters() -> (Bench, TempDir, PathBuf) {
    let (bench, folder) = bench();
    let services = folder.path().join("services");
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("services");
    copy(&shipped, &services);
    let settings = std::fs::read_to_string(bench.settings_file()).expect("settings");
    let settings = settings.replace(&shipped.display().to_string(), "services");
    std::fs::write(bench.settings_file(), settings).expect("written");
    (bench, folder, services)
}

fn write(services: &Path, from: &str, to: &str) {
    let file = services.join("newborn/matter.toml");
    let text = std::fs::read_to_string(&file).expect("the matter");
    assert!(text.contains(from));
    std::fs::write(file, text.replacen(from, to, 1)).expect("written");
}

#[test]
fn a_broken_catalog_keeps_the_last_good_one_serving_after_a_restart() {
    let (bench, _folder, services) = bench_with_own_matters();
    drop(citizen(&bench));
    write(&services, "key = \"newborn\"", "key = newborn");
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Guide, Language::Chinese).expect("the last good one still serves");
}

#[test]
fn a_broken_catalog_changes_nothing_while_serving_and_a_good_one_serves_the_next_citizen() {
    let (bench, _folder, services) = bench_with_own_matters();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Home, Language::Chinese).expect("home");
    write(&services, "minutes = 8", "minutes = \"nine\"");
    story.citizen.wait_until("the finding", |_| recorded(&bench, "matter.minutes") > 0).expect("it is written down");
    story.citizen.wait_for("约8分钟").expect("the last good one goes on");
    write(&services, "minutes = \"nine\"", "minutes = 9");
    citizen
        .wait_until("the new catalog", |_| {
            let kept = bench.folder().join("state/catalog/newborn/matter.toml");
            std::fs::read_to_string(kept).is_ok_and(|kept| kept.contains("minutes = 9"))
        })
        .expect("it is taken");
    for _ in 0..10 {
        citizen.pause();
    }
    assert!(citizen.sees("约8分钟"), "a citizen at work keeps the old one");
    citizen.touch("离开").expect("leave");
    citizen.touch_anywhere();
    citizen.wait_for("约9分钟").expect("the next one has the new one");
}

#[test]
fn the_lint_command_names_file_line_key_and_mend_and_ends_with_one() {
    let (_bench, _folder, services) = bench_with_own_matters();
    write(&services, "\"child.birth-place\"", "\"child.birth-plaice\"");
    let lint = |folder: &Path| {
        Command::new(env!("CARGO_BIN_EXE_yici")).args(["services", "lint"]).arg(folder).output().expect("it runs")
    };
    let found = lint(&services);
    let said = String::from_utf8_lossy(&found.stdout);
    assert_eq!(found.status.code(), Some(1));
    assert!(said.contains("services/newborn/matter.toml:") && said.contains("item.birth-certificate.fields"), "{said}");
    write(&services, "\"child.birth-plaice\"", "\"child.birth-place\"");
    assert!(lint(&services).status.success());
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("made");
    for entry in std::fs::read_dir(from).expect("listed").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}
