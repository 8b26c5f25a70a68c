//! The short form of `make crash`.

use std::path::Path;
use yici_crash::{kill, power};

#[test]
fn kills_at_random_moments_lose_nothing_and_double_nothing() {
    let dir = tempfile::tempdir().expect("a directory");
    let program = Path::new(env!("CARGO_BIN_EXE_yici-crash"));
    let report = kill::run(program, dir.path(), 40, 7).expect("the run itself works");
    assert!(report.broken.is_nothing(), "{report:?}");
    assert!(report.receipted > 0, "the kills fell into work: {report:?}");
}

#[test]
fn whatever_a_power_cut_leaves_of_what_was_not_synced_every_receipt_is_kept() {
    let dir = tempfile::tempdir().expect("a directory");
    let report = power::run(dir.path(), 150, 7).expect("the run itself works");
    assert!(report.broken.is_nothing() && report.printed_again == 0, "{report:?}");
    assert!(report.delivered_from > 0, "{report:?}");
}
