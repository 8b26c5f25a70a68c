//! A clerk breaks a matter's file.

use crate::support::{bench, citizen};
use yici::demo::story::{Matter, Place, Story};
use yici::text::Language;

#[test]
fn a_broken_catalog_keeps_the_last_good_one_serving_and_a_citizen_sees_no_difference() {
    let (bench, folder) = bench();
    // The bench's own copy of the matters, so that it can be broken.
    let services = folder.path().join("services");
    copy(
        &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("services"),
        &services,
    );
    let settings = std::fs::read_to_string(bench.settings_file()).expect("settings");
    let shipped = format!("{}/services", env!("CARGO_MANIFEST_DIR"));
    std::fs::write(bench.settings_file(), settings.replace(&shipped, "services")).expect("written");
    drop(citizen(&bench));

    std::fs::write(
        services.join("newborn/matter.toml"),
        "format = 1\n[matter]\nkey = newborn\n",
    )
    .expect("broken");
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story
        .until(Place::Guide, Language::Chinese)
        .expect("the last good one still serves");
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
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
