//! What is signed and wrong all the same, and shelves that are not in order.

use super::brought::Line;
use super::publisher::{Publisher, day, store_with};
use std::fs;
use std::path::Path;
use yici::courier::catalog::NotBrought;
use yici::shelf::author::{AuthorError, Pack, pack};
use yici::shelf::{Shelf, ShelfError, Taken, Trust, Versions};

fn take(services: &Path, state: &Path, root: &Path) -> Result<Taken, ShelfError> {
    Shelf::new(services, state, Trust::Root(root.to_owned())).take(&Versions::default())
}

fn finding(taken: Result<Taken, ShelfError>) -> String {
    taken.map(|_| ()).expect_err("refused").to_string()
}

#[test]
fn matters_that_are_not_in_order_are_not_packed() {
    let publisher = Publisher::new();
    let file = publisher.services().join("newborn/matter.toml");
    let text = fs::read_to_string(&file).expect("the matter");
    fs::write(&file, text.replacen("minutes = 8", "minutes = \"eight\"", 1)).expect("written");
    let refused =
        pack(&publisher.services(), &publisher.repository(), &Pack { made: day(1), fresh_days: 14, valid_days: 180 });
    let said = refused.expect_err("refused").to_string();
    assert!(said.contains("newborn/matter.toml:") && said.contains("matter.minutes"), "{said}");
}

#[test]
fn a_matter_that_changed_under_its_old_version_is_not_packed() {
    let publisher = Publisher::new();
    let file = publisher.services().join("newborn/matter.toml");
    let text = fs::read_to_string(&file).expect("the matter");
    fs::write(&file, text.replacen("minutes = 8", "minutes = 9", 1)).expect("written");
    let on = Pack { made: day(1), fresh_days: 14, valid_days: 180 };
    let refused = pack(&publisher.services(), &publisher.repository(), &on);
    assert!(matches!(refused, Err(AuthorError::SameVersion(file, _)) if file == "newborn/matter.toml"));
}

#[test]
fn packing_the_same_matters_at_the_same_time_gives_the_same_bytes() {
    let publisher = Publisher::unsigned();
    let once = publisher.copy();
    let on = Pack { made: day(1), fresh_days: 14, valid_days: 180 };
    for repository in [publisher.repository(), once.path().to_owned()] {
        pack(&publisher.services(), &repository, &on).expect("packed");
    }
    let files = super::publisher::files;
    let (one, other) = (files(&publisher.repository()), files(once.path()));
    assert_eq!(one.len(), other.len());
    for (one, other) in one.iter().zip(&other) {
        assert_eq!(fs::read(one).expect("a file"), fs::read(other).expect("a file"), "{}", one.display());
    }
}

#[tokio::test]
async fn a_signed_catalog_that_this_program_cannot_use_is_not_kept_and_names_file_and_line() {
    let line = Line::new();
    line.bring(day(1)).await.expect("brought").expect("new");
    // A publisher whose own program knows more: its list is signed, its text is none that this program knows.
    line.publisher.publish_unchecked(2, "newborn/matter.toml", "format = 9\n");
    line.publish();
    let refusal = line.bring(day(3)).await.expect_err("refused");
    assert!(matches!(refusal, NotBrought::Findings(_)), "{refusal}");
    assert!(refusal.to_string().contains("newborn/matter.toml:"), "{refusal}");
    assert_eq!(line.kept(), 1);
}

#[test]
fn a_shelf_without_a_root_and_without_a_plain_word_serves_nothing() {
    let state = tempfile::tempdir().expect("a folder");
    let services = Path::new(env!("CARGO_MANIFEST_DIR")).join("services");
    let said = finding(Shelf::new(&services, state.path(), Trust::Nobody).take(&Versions::default()));
    assert!(said.contains("`root` in [catalog]") && said.contains("unsigned = true"), "{said}");
}

#[test]
fn a_plain_folder_is_not_served_where_the_settings_name_a_root() {
    let publisher = Publisher::new();
    let state = tempfile::tempdir().expect("a folder");
    let root = publisher.repository().join("metadata/1.root.json");
    let said = finding(take(&publisher.services(), state.path(), &root));
    assert!(said.contains("no signed matters yet"), "{said}");
}

#[test]
fn the_newer_of_what_is_kept_and_what_came_with_the_program_is_served() {
    let publisher = Publisher::new();
    let root = publisher.repository().join("metadata/1.root.json");
    let old = publisher.copy();
    publisher.publish_change(1, 9);
    let new = publisher.offer(&publisher.repository(), 2).expect("the newer one");
    let version = |taken: Result<Taken, ShelfError>| taken.expect("good").signed.expect("signed").versions.targets;

    let (kept_new, _) = store_with(&new);
    assert_eq!(version(take(old.path(), kept_new.path(), &root)), 2);
    let (kept_old, _) = store_with(&publisher.offer(old.path(), 1).expect("the older one"));
    assert_eq!(version(take(&publisher.repository(), kept_old.path(), &root)), 2);
}

#[test]
fn when_the_shelf_is_spoilt_what_came_with_the_program_serves_and_the_technician_is_told() {
    let publisher = Publisher::new();
    let root = publisher.repository().join("metadata/1.root.json");
    let (state, _) = store_with(&publisher.offer(&publisher.repository(), 1).expect("taken"));
    fs::write(state.path().join("shelf/trusted.json"), "{ spoilt").expect("written");
    let taken = take(&publisher.repository(), state.path(), &root).expect("what came with the program");
    assert!(taken.catalog.matter("newborn").is_some());
    assert!(taken.findings[0].to_string().contains("trusted.json"), "{:?}", taken.findings);
}
