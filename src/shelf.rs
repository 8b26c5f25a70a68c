//! Where the catalog is kept: brought by the courier or on a stick, verified, applied whole, and never lost.
//!
//! - The shipped kiosk serves signed matters only. Who may sign is said by a root that its settings name; the screen process
//!   verifies what lies on the shelf by that root itself, and believes neither the courier nor the disk.
//! - A catalog that cannot be used never replaces one that can: the kiosk goes on with the last good one, and says to the
//!   technician what is wrong, with file, line and key.
//! - Served is the newer of two: what is kept ([`store`]), and what came with the program. Both are signed. Only the first
//!   may be refused as older than what was seen before; the second lies on a read-only image, and is what is left when the
//!   data partition is damaged.
//! - A plain folder is served only where the settings say `unsigned = true`: on a clerk's bench and in the demonstration.
//!
//! [`update`] judges, [`store`] keeps, [`age`] tells how old, [`author`] makes and signs. Limits stand in each.

pub mod age;
pub mod author;
mod folder;
mod refused;
mod seen;
pub mod stick;
pub mod store;
pub mod update;
mod verified;

pub use age::Freshness;
#[cfg(test)]
pub(crate) use folder::shipped;
pub use folder::{Stamp, read};
pub use refused::Refused;
pub use seen::Seen;
pub use verified::{File, Signed, Verified, Versions};

use crate::catalog::{Catalog, Finding, illustrate, parse};
use std::path::{Path, PathBuf};
use store::Store;

/// The longest root.
const MOST_ROOT: u64 = 64 << 10;

/// Whose catalog is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trust {
    /// That of the holders of the keys in this root.
    Root(PathBuf),
    /// Anybody's who can write the services folder.
    Unsigned,
    /// Nobody said so: none is.
    Nobody,
}

/// The shelf of one kiosk.
#[derive(Clone, Debug)]
pub struct Shelf {
    services: PathBuf,
    state: PathBuf,
    trust: Trust,
}

/// The catalog to serve with, and what was wrong with a newer one.
#[derive(Debug)]
pub struct Taken {
    /// A good catalog.
    pub catalog: Catalog,
    /// What is wrong with what else there is; empty when nothing is.
    pub findings: Vec<Finding>,
    /// What its signatures say; `None` of an unsigned one.
    pub signed: Option<Signed>,
}

/// Why there is no catalog at all.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// Nothing on the shelf is any good, and nothing good was ever kept.
    #[error("the matters cannot be used, and there is no earlier good copy:\n{}", list(.0))]
    NothingGood(Vec<Finding>),
}

fn list(findings: &[Finding]) -> String {
    findings.iter().map(Finding::to_string).collect::<Vec<_>>().join("\n")
}

impl Shelf {
    /// The shelf of a kiosk with these folders.
    pub fn new(services: &Path, state: &Path, trust: Trust) -> Self {
        Self { services: services.to_owned(), state: state.to_owned(), trust }
    }

    /// Takes the newest good catalog. `floor` is what was seen before.
    ///
    /// # Errors
    /// When there is none.
    pub fn take(&self, floor: &Versions) -> Result<Taken, ShelfError> {
        match &self.trust {
            Trust::Unsigned => self.take_plain(true),
            _ => self.look(floor),
        }
    }

    /// As [`Shelf::take`], and writes nothing: for a technician's question.
    ///
    /// # Errors
    /// When there is none.
    pub fn look(&self, floor: &Versions) -> Result<Taken, ShelfError> {
        let root = match &self.trust {
            Trust::Unsigned => return self.take_plain(false),
            Trust::Nobody => {
                let mend =
                    "name who may sign the matters: `root` in [catalog]; or, on a bench, write `unsigned = true`";
                return Err(ShelfError::NothingGood(vec![finding("kiosk.toml", "catalog", mend.into())]));
            }
            Trust::Root(file) => root(file).map_err(|refused| ShelfError::NothingGood(vec![refused.into()]))?,
        };
        let mut findings = Vec::new();
        let mut good = Vec::new();
        let store = Store::below(&self.state);
        if store.exists() {
            sort(store.read(&root, floor.clone()), &mut good, &mut findings);
        }
        if self.services.join("metadata").is_dir() {
            let shipped = store::from_folder(&self.services, &root, Versions::default(), None);
            sort(shipped, &mut good, &mut findings);
        } else if good.is_empty() {
            let mend = "no signed matters yet: wait for the line, or bring them with `yici services apply`";
            findings.push(finding("(folder)", "(signature)", mend.into()));
        }
        // Of two that are the same, what is kept.
        good.sort_by_key(|verified| {
            std::cmp::Reverse((verified.signed.versions.root, verified.signed.versions.timestamp))
        });
        for verified in good {
            match catalog(&verified) {
                Ok(catalog) => return Ok(Taken { catalog, findings, signed: Some(verified.signed) }),
                Err(found) => findings.extend(found),
            }
        }
        Err(ShelfError::NothingGood(findings))
    }

    /// Changes whenever [`Shelf::take`] may give something else.
    pub fn stamp(&self) -> Option<Stamp> {
        match self.trust {
            Trust::Unsigned => folder::stamp(&self.services),
            _ => Some(Store::below(&self.state).stamp()),
        }
    }

    /// The services folder, or the last good copy of it in the state folder.
    fn take_plain(&self, keep: bool) -> Result<Taken, ShelfError> {
        let kept = self.state.join("catalog");
        let findings = match read(&self.services) {
            Ok((sources, catalog)) => {
                if keep && let Err(error) = folder::keep(&sources, &catalog, &kept) {
                    tracing::warn!(%error, "the last good catalog could not be kept; check the data partition");
                }
                return Ok(Taken { catalog, findings: Vec::new(), signed: None });
            }
            Err(findings) => findings,
        };
        // A cut between the two renames of `keep` leaves only the one before.
        match read(&kept).or_else(|_| read(&kept.with_extension("old"))) {
            Ok((_, catalog)) => Ok(Taken { catalog, findings, signed: None }),
            Err(_) => Err(ShelfError::NothingGood(findings)),
        }
    }
}

/// Reads a root: who may sign.
///
/// # Errors
/// When it is not there or too long. Whether it is one is found by [`update::Update::begin`].
pub fn root(file: &Path) -> Result<Vec<u8>, Refused> {
    let name = || file.display().to_string();
    let bytes = folder::bounded(file, MOST_ROOT).map_err(|why| Refused::Unreadable { file: name(), why })?;
    match bytes {
        None => Err(Refused::Missing { file: name() }),
        Some(bytes) if bytes.len() > 64 << 10 => Err(Refused::TooLong { file: name(), most: MOST_ROOT }),
        Some(bytes) => Ok(bytes),
    }
}

/// Makes a catalog of texts that passed: they are signed, but a signature is no lint.
///
/// # Errors
/// Everything that is wrong with them.
pub fn catalog(verified: &Verified) -> Result<Catalog, Vec<Finding>> {
    let sources = verified.sources().map_err(|refused| vec![refused.into()])?;
    let mut catalog = parse(&sources)?;
    illustrate(&mut catalog, &sources, |name| Ok(verified.sample(name).map(<[u8]>::to_vec)));
    Ok(catalog)
}

fn sort(read: Result<Verified, Refused>, good: &mut Vec<Verified>, findings: &mut Vec<Finding>) {
    match read {
        Ok(verified) => good.push(verified),
        Err(refused) => findings.push(refused.into()),
    }
}

impl From<Refused> for Finding {
    fn from(refused: Refused) -> Self {
        finding(refused.file(), "(signature)", refused.to_string())
    }
}

fn finding(file: impl Into<String>, key: &str, problem: String) -> Finding {
    Finding { file: file.into(), line: 1, key: key.into(), problem }
}

#[cfg(test)]
mod tests {
    use super::folder::sources;
    use super::*;
    use std::fs;

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

    fn take(services: &Path, state: &Path) -> Result<Taken, ShelfError> {
        Shelf::new(services, state, Trust::Unsigned).take(&Versions::default())
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
        assert!(catalog.matter("newborn").is_some() && catalog.matter("hiring").is_some());
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
        break_newborn(folder.path(), "format = 2", "format = 3");
        let error = take(folder.path(), state.path()).expect_err("refused");
        assert!(error.to_string().contains("services/newborn/matter.toml:"), "{error}");
    }
}
