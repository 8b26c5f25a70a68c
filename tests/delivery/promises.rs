//! `docs/promises.md` names the test that holds each promise: each of them is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const PROMISES: &str = include_str!("../../docs/promises.md");

/// Every function below this folder.
fn functions(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            functions(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).expect("a source file");
            let named = text.split("fn ").skip(1).filter_map(|rest| rest.split(['(', '<']).next());
            found.extend(named.map(str::to_owned));
        }
    }
}

#[test]
fn every_test_that_is_named_beside_a_promise_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut there = BTreeSet::new();
    for folder in ["src", "tests", "hardware", "ui"] {
        functions(&root.join(folder), &mut there);
    }
    // A claim has more than two words; a setting or a table has not.
    let is_claim = |word: &&str| {
        word.matches('_').count() > 2 && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    let claims: Vec<_> = PROMISES.split('`').filter(is_claim).collect();
    assert!(claims.len() > 80, "{} claims", claims.len());
    for claim in claims {
        assert!(there.contains(claim), "no test is called {claim}");
    }
}
