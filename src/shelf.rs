//! Where the catalog is kept: the services folder, and the last good copy of it.
//!
//! - A catalog that cannot be used never replaces one that can: the kiosk goes on with the last good one, and says to the
//!   technician what is wrong, with file, line and key.
//! - The copy is made whole and renamed into place, so that a power cut leaves the old one or the new one.
//!
//! Limits: 1,000 files of at most 1 MiB; more is refused.

use crate::catalog::{Catalog, Finding, Source, parse};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

const MOST_FILES: usize = 1_000;
const MOST_BYTES: u64 = 1 << 20;

/// The catalog to serve with, and what was wrong with a newer one.
pub struct Taken {
    /// A good catalog.
    pub catalog: Catalog,
    /// What is wrong with the services folder; empty when the catalog is from there.
    pub findings: Vec<Finding>,
}

/// Why there is no catalog at all.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// The services folder is wrong, and nothing good was ever kept.
    #[error("the matters cannot be used, and there is no earlier good copy:\n{}", list(.0))]
    NothingGood(Vec<Finding>),
}

fn list(findings: &[Finding]) -> String {
    findings.iter().map(Finding::to_string).collect::<Vec<_>>().join("\n")
}

/// Reads the services folder; falls back to the last good copy in the state folder.
///
/// # Errors
/// When neither is any good.
pub fn take(services: &Path, state: &Path) -> Result<Taken, ShelfError> {
    let kept = state.join("catalog");
    let findings = match read(services) {
        Ok((sources, catalog)) => {
            if let Err(error) = keep(&sources, &kept) {
                tracing::warn!(%error, "the last good catalog could not be kept; check the data partition");
            }
            return Ok(Taken { catalog, findings: Vec::new() });
        }
        Err(findings) => findings,
    };
    // A cut between the two renames of `keep` leaves only the one before.
    match read(&kept).or_else(|_| read(&kept.with_extension("old"))) {
        Ok((_, catalog)) => Ok(Taken { catalog, findings }),
        Err(_) => Err(ShelfError::NothingGood(findings)),
    }
}

/// Changes whenever a file of the folder is written, added or removed; `None` while there is no such folder.
pub fn stamp(services: &Path) -> Option<Stamp> {
    let matters = fs::read_dir(services).ok()?.flatten().map(|entry| entry.path().join("matter.toml"));
    let files = matters.chain([services.join("fields.toml")]);
    let mut stamp: Vec<_> = files.filter_map(|file| Some((fs::metadata(&file).ok()?.modified().ok()?, file))).collect();
    stamp.sort();
    Some(Stamp(stamp))
}

/// What [`stamp`] saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp(Vec<(SystemTime, PathBuf)>);

/// Reads and checks a folder of matters.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(folder: &Path) -> Result<(Vec<Source>, Catalog), Vec<Finding>> {
    let sources = sources(folder).map_err(|(file, error)| {
        let file = file.strip_prefix(folder).unwrap_or(&file).display().to_string();
        vec![Finding { file, line: 1, key: "(file)".into(), problem: error.to_string() }]
    })?;
    let catalog = parse(&sources)?;
    Ok((sources, catalog))
}

fn sources(folder: &Path) -> Result<Vec<Source>, (PathBuf, io::Error)> {
    let mut names = vec!["fields.toml".to_owned()];
    let entries = fs::read_dir(folder).map_err(|error| (folder.to_owned(), error))?;
    let mut matters = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| (folder.to_owned(), error))?;
        if entry.path().join("matter.toml").is_file() {
            matters.push(format!("{}/matter.toml", entry.file_name().to_string_lossy()));
        }
    }
    if matters.len() > MOST_FILES {
        return Err((folder.to_owned(), io::Error::other("more than 1,000 matters; take some out")));
    }
    matters.sort();
    names.append(&mut matters);
    names
        .into_iter()
        .map(|path| {
            let file = folder.join(&path);
            let text = bounded(&file).map_err(|error| (file, error))?;
            Ok(Source { path, text })
        })
        .collect()
}

fn bounded(file: &Path) -> io::Result<String> {
    if fs::metadata(file)?.len() > MOST_BYTES {
        return Err(io::Error::other("larger than 1 MiB; split it"));
    }
    fs::read_to_string(file)
}

fn keep(sources: &[Source], kept: &Path) -> io::Result<()> {
    let fresh = kept.with_extension("new");
    let old = kept.with_extension("old");
    let _ = fs::remove_dir_all(&fresh);
    for source in sources {
        let file = fresh.join(&source.path);
        fs::create_dir_all(file.parent().unwrap_or(&fresh))?;
        let mut file = fs::File::create(file)?;
        file.write_all(source.text.as_bytes())?;
        file.sync_all()?;
    }
    let _ = fs::remove_dir_all(&old);
    if kept.exists() {
        fs::rename(kept, &old)?;
    }
    fs::rename(&fresh, kept)?;
    if let Some(folder) = kept.parent() {
        fs::File::open(folder)?.sync_all()?;
    }
    let _ = fs::remove_dir_all(&old);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn services() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("services");
        for source in sources(&shipped).expect("the shipped matters") {
            let file = folder.path().join(source.path);
            fs::create_dir_all(file.parent().expect("a folder")).expect("made");
            fs::write(file, source.text).expect("written");
        }
        folder
    }

    fn break_newborn(folder: &Path, from: &str, to: &str) {
        let file = folder.join("newborn/matter.toml");
        let text = fs::read_to_string(&file).expect("the matter");
        assert!(text.contains(from));
        fs::write(&file, text.replacen(from, to, 1)).expect("written");
    }

    fn finding(from: &str, to: &str) -> Finding {
        let folder = services();
        break_newborn(folder.path(), from, to);
        read(folder.path()).map(|_| ()).expect_err("refused").remove(0)
    }

    #[test]
    fn the_shipped_matters_are_good() {
        let folder = services();
        let (_, catalog) = read(folder.path()).unwrap_or_else(|found| panic!("{}", list(&found)));
        assert_eq!(catalog.matters.len(), 2);
    }

    #[test]
    fn a_broken_catalog_leaves_the_last_good_one_serving() {
        let (folder, state) = (services(), tempfile::tempdir().expect("a folder"));
        assert!(take(folder.path(), state.path()).expect("good").findings.is_empty());
        break_newborn(folder.path(), "minutes = 8", "minutes = \"eight\"");
        let taken = take(folder.path(), state.path()).expect("the last good one");
        assert_eq!(taken.findings.len(), 1);
        assert!(taken.catalog.matter("newborn").is_some());
    }

    #[test]
    fn a_power_cut_while_keeping_leaves_the_one_before() {
        let (folder, state) = (services(), tempfile::tempdir().expect("a folder"));
        take(folder.path(), state.path()).expect("good");
        fs::rename(state.path().join("catalog"), state.path().join("catalog.old")).expect("the first of two renames");
        break_newborn(folder.path(), "minutes = 8", "minutes = \"eight\"");
        assert!(take(folder.path(), state.path()).expect("the one before").catalog.matter("newborn").is_some());
    }

    #[test]
    fn a_wrong_type_names_file_line_and_key() {
        let found = finding("minutes = 8", "minutes = \"eight\"");
        assert_eq!((found.file.as_str(), found.key.as_str()), ("newborn/matter.toml", "matter.minutes"));
        let shipped = include_str!("../services/newborn/matter.toml");
        let line = shipped.lines().position(|line| line == "minutes = 8").expect("there") + 1;
        assert_eq!(found.line, line);
    }

    #[test]
    fn an_unknown_key_names_itself() {
        let found = finding("minutes = 8", "minuets = 8");
        assert!(found.to_string().contains("minuets"), "{found}");
    }

    #[test]
    fn a_field_that_nobody_defined_names_its_item_and_line() {
        let found = finding("\"child.birth-place\"", "\"child.birth-plaice\"");
        assert_eq!(found.key, "item.birth-certificate.fields");
        assert!(found.problem.contains("child.birth-plaice") && found.line > 1);
    }

    #[test]
    fn a_circle_of_items_is_refused() {
        let found = finding("key = \"birth-certificate\"", "key = \"birth-certificate\"\nafter = [\"household\"]");
        assert!(found.problem.contains("circle"), "{found}");
    }

    #[test]
    fn broken_syntax_names_its_line() {
        let found = finding("minutes = 8", "minutes = = 8");
        assert!(found.line > 5 && found.key == "(syntax)", "{found}");
    }

    #[test]
    fn a_first_start_with_nothing_good_says_everything_that_is_wrong() {
        let (folder, state) = (services(), tempfile::tempdir().expect("a folder"));
        break_newborn(folder.path(), "format = 1", "format = 2");
        let error = take(folder.path(), state.path()).err().expect("refused");
        assert!(error.to_string().contains("services/newborn/matter.toml:"), "{error}");
    }
}
