//! A catalog that comes on a stick: judged as the courier judges what comes by the line, and kept on the shelf.

use super::store::{self, Store};
use super::{Signed, Verified, Versions, age};
use crate::catalog::Finding;
use crate::settings::Settings;
use jiff::Timestamp;
use std::path::Path;
use std::time::Duration;

/// What was put on the shelf.
#[derive(Debug)]
pub struct Applied {
    /// What was signed with it.
    pub signed: Signed,
    /// How many matters it has.
    pub matters: usize,
}

/// Why it was not.
#[derive(Debug, thiserror::Error)]
pub enum NotApplied {
    /// Nobody may sign for this kiosk.
    #[error("the settings name no `root` in [catalog]: this kiosk takes no signed matters")]
    NoRoot,
    /// The root or the repository is not what it should be.
    #[error(transparent)]
    Refused(#[from] super::Refused),
    /// Signed, and not in order.
    #[error("it is signed, and not in order all the same:\n{0}")]
    NotInOrder(String),
    /// The shelf.
    #[error("cannot be kept: {0}; check the data partition and who you are: the shelf belongs to the group yici")]
    Kept(std::io::Error),
}

/// Puts a repository on this kiosk's shelf. The next citizen is served from it.
///
/// # Errors
/// When it is older, expired, not signed or not in order; then the shelf is as it was.
pub fn apply(repository: &Path, settings: &Settings) -> Result<Applied, NotApplied> {
    let root = super::root(settings.catalog.root.as_deref().ok_or(NotApplied::NoRoot)?)?;
    let store = Store::below(&settings.folders.state);
    let kept = store.signed(&root);
    let now = kept.as_ref().map_or(now(), |kept| age::now(now(), kept.made, Duration::ZERO).time);
    let floor = kept.map_or_else(Versions::default, |kept| kept.versions);
    let verified = store::from_folder(repository, &root, floor, Some(now))?;
    let matters = in_order(&verified)?;
    store.keep(&verified).map_err(NotApplied::Kept)?;
    Ok(Applied { signed: verified.signed, matters })
}

/// How many matters there are, if every file is in order.
///
/// # Errors
/// The findings.
pub fn in_order(verified: &Verified) -> Result<usize, NotApplied> {
    match super::catalog(verified) {
        Ok(catalog) => Ok(catalog.matters.len()),
        Err(findings) => {
            let findings: Vec<_> = findings.iter().map(Finding::to_string).collect();
            Err(NotApplied::NotInOrder(findings.join("\n")))
        }
    }
}

/// In whole seconds, as metadata writes it.
fn now() -> Timestamp {
    Timestamp::from_second(Timestamp::now().as_second()).expect("a second of now is a time")
}
