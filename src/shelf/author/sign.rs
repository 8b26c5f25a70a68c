//! One person's signature.

use super::keys::read_private;
use super::repository::{AuthorError, load, metadata_file, newest, save};
use std::path::Path;
use tuf::crypto::{PrivateKey, PublicKey};
use tuf::metadata::{Metadata, RootMetadata, SnapshotMetadata, TargetsMetadata, TimestampMetadata};

/// Signs everything newest that the key in this file may sign, and names it. Signing twice changes nothing.
///
/// A new root wants the signatures of the root before it too, so the keys of both may sign it.
///
/// # Errors
/// When the root names the key for nothing.
pub fn sign(repository: &Path, key: &Path) -> Result<Vec<String>, AuthorError> {
    let key = read_private(key)?;
    let Some(version) = newest(repository, "root") else { return Err(AuthorError::NoRoot(repository.to_owned())) };
    let root = |version| -> Result<RootMetadata, AuthorError> {
        Ok(load::<RootMetadata>(&metadata_file(repository, "root", Some(version)))?.assume_valid()?)
    };
    let newest_root = root(version)?;
    let root_before = if version > 1 { Some(root(version - 1)?) } else { None };
    let root_keys = newest_root.root_keys().chain(root_before.iter().flat_map(RootMetadata::root_keys));

    let mut signed = Vec::new();
    if names(root_keys, &key) {
        add::<RootMetadata>(repository, "root", Some(version), &key, &mut signed)?;
    }
    if names(newest_root.targets_keys(), &key) {
        add::<TargetsMetadata>(repository, "targets", newest(repository, "targets"), &key, &mut signed)?;
    }
    if names(newest_root.snapshot_keys(), &key) {
        add::<SnapshotMetadata>(repository, "snapshot", newest(repository, "snapshot"), &key, &mut signed)?;
    }
    if names(newest_root.timestamp_keys(), &key) {
        add::<TimestampMetadata>(repository, "timestamp", None, &key, &mut signed)?;
    }
    if signed.is_empty() { Err(AuthorError::NoRole) } else { Ok(signed) }
}

fn names<'a>(mut keys: impl Iterator<Item = &'a PublicKey>, key: &dyn PrivateKey) -> bool {
    keys.any(|named| named.key_id() == key.public().key_id())
}

/// Adds the signature, where such a file is.
fn add<M: Metadata>(
    repository: &Path,
    role: &str,
    version: Option<u32>,
    key: &dyn PrivateKey,
    signed: &mut Vec<String>,
) -> Result<(), AuthorError> {
    let file = metadata_file(repository, role, version);
    if file.exists() {
        let mut metadata = load::<M>(&file)?;
        metadata.add_signature(key)?;
        save(&file, &metadata)?;
        signed.push(version.map_or_else(|| format!("{role}.json"), |version| format!("{version}.{role}.json")));
    }
    Ok(())
}
