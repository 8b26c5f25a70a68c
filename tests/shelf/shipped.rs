//! What is shipped, all the way: packed, signed, brought on a stick, applied, and served.

use super::publisher::{Publisher, day};
use std::collections::BTreeSet;
use std::path::Path;
use yici::catalog::SHARED;
use yici::shelf::store::{Store, from_folder};
use yici::shelf::{self, Shelf, Trust, Versions};

#[test]
fn a_packed_and_applied_repository_serves_all_nineteen_matters_as_they_were_written() {
    let publisher = Publisher::new();
    let stick = publisher.copy();
    let brought = from_folder(stick.path(), &publisher.first_root(), Versions::default(), Some(day(1)));
    let state = tempfile::tempdir().expect("a folder");
    Store::below(state.path()).keep(&brought.expect("verified")).expect("applied");
    let root = publisher.repository().join("metadata/1.root.json");
    // Nothing but what was brought: the services folder is not there.
    let shelf = Shelf::new(Path::new("/nowhere"), state.path(), Trust::Root(root));
    let taken = shelf.take(&Versions::default()).expect("served");
    assert!(taken.findings.is_empty() && taken.signed.is_some());
    assert_eq!(taken.catalog.matters.len(), 19);
    let written = Path::new(env!("CARGO_MANIFEST_DIR")).join("services");
    let (sources, catalog) = shelf::read(&written).unwrap_or_else(|findings| panic!("{}", findings[0]));
    // Holidays, themes and departments hang on no matter's file: compared whole, a lost one is seen.
    assert!(format!("{:?}", taken.catalog) == format!("{catalog:?}"), "what is served differs from what was written");
    assert_eq!(taken.catalog.samples, catalog.samples);
    let paths: BTreeSet<&str> = sources.iter().map(|source| source.path.as_str()).collect();
    assert!(SHARED.iter().all(|file| paths.contains(file)), "the shipped services have every shared file: {paths:?}");
}
