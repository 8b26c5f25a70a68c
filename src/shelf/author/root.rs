//! Who may sign.

use super::super::update::to_chrono;
use super::keys::PublicKey;
use super::repository::{AuthorError, metadata_file, newest, save};
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use tuf::metadata::{RootMetadataBuilder, SignedMetadataBuilder};

/// Whose signatures count, and how many of them.
pub struct Roles {
    /// Who may say who may sign.
    pub root: Vec<PublicKey>,
    /// How many of them must.
    pub root_threshold: u32,
    /// Who may say what the matters are.
    pub matters: Vec<PublicKey>,
    /// How many of them must.
    pub matters_threshold: u32,
    /// Who may say what is the newest; any one of them.
    pub newest: Vec<PublicKey>,
}

/// Makes the next root, unsigned, and gives its file. It counts once a threshold of the root before and of its own has signed
/// it; the first one is what a kiosk's settings name.
///
/// # Errors
/// When a threshold cannot be met.
pub fn new_root(repository: &Path, roles: &Roles, expires: Timestamp) -> Result<PathBuf, AuthorError> {
    for (threshold, keys) in
        [(roles.root_threshold, &roles.root), (roles.matters_threshold, &roles.matters), (1, &roles.newest)]
    {
        if threshold == 0 || usize::try_from(threshold).map_or(true, |threshold| threshold > keys.len()) {
            return Err(AuthorError::Threshold(threshold, keys.len()));
        }
    }
    let version = newest(repository, "root").unwrap_or(0).saturating_add(1);
    let mut root = RootMetadataBuilder::new()
        .version(version)
        .expires(to_chrono(expires))
        .consistent_snapshot(true)
        .root_threshold(roles.root_threshold)
        .targets_threshold(roles.matters_threshold);
    for key in &roles.root {
        root = root.root_key(key.clone());
    }
    for key in &roles.matters {
        root = root.targets_key(key.clone());
    }
    for key in &roles.newest {
        root = root.snapshot_key(key.clone()).timestamp_key(key.clone());
    }
    let file = metadata_file(repository, "root", Some(version));
    save(&file, &SignedMetadataBuilder::from_metadata(&root.build()?)?.build())?;
    Ok(file)
}
