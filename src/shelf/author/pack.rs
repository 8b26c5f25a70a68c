//! Matters in, an unsigned list with its snapshot and timestamp out.

use super::super::folder;
use super::super::update::{MADE, digest, target_path, to_chrono};
use super::repository::{AuthorError, metadata_file, newest, newest_of, read, save, write};
use crate::catalog::{SAMPLES, Source};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::path::Path;
use tuf::crypto::HashAlgorithm;
use tuf::metadata::{
    Metadata as _, MetadataDescription, MetadataPath, SignedMetadataBuilder, SnapshotMetadata, SnapshotMetadataBuilder,
    TargetDescription, TargetPath, TargetsMetadata, TargetsMetadataBuilder, TimestampMetadata,
};

/// When, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct Pack {
    /// Now, in whole seconds.
    pub made: Timestamp,
    /// Days until a kiosk that hears nothing newer calls the catalog old.
    pub fresh_days: u32,
    /// Days until it closes the matters.
    pub valid_days: u32,
}

impl Pack {
    fn after(&self, days: u32) -> Result<Timestamp, AuthorError> {
        let hours = SignedDuration::from_hours(i64::from(days) * 24);
        self.made.checked_add(hours).map_err(|_| AuthorError::Date)
    }
}

/// Packs the matters of `services` as the repository's next list, and gives its version. Signs nothing.
///
/// # Errors
/// When the matters are not in order, or one changed under its old version.
pub fn pack(services: &Path, repository: &Path, pack: &Pack) -> Result<u32, AuthorError> {
    let (sources, catalog) = folder::read(services).map_err(AuthorError::Findings)?;
    if !catalog.flaws.is_empty() {
        return Err(AuthorError::Findings(catalog.flaws));
    }
    let before: Option<TargetsMetadata> = newest_of(repository, "targets")?;
    let version = before.as_ref().map_or(0, |before| before.version()).saturating_add(1);
    let mut list = TargetsMetadataBuilder::new().version(version).expires(to_chrono(pack.after(pack.valid_days)?));
    for source in &sources {
        let path = TargetPath::new(source.path.clone())?;
        if let Some(known) = before.as_ref().and_then(|before| before.targets().get(&path)) {
            versions_differ(repository, source, known)?;
        }
        list = put(list, repository, &source.path, source.text.as_bytes())?;
    }
    for (name, sample) in &catalog.samples {
        list = put(list, repository, &format!("{SAMPLES}/{name}"), &sample.png)?;
    }
    save(
        &metadata_file(repository, "targets", Some(version)),
        &SignedMetadataBuilder::from_metadata(&list.build()?)?.build(),
    )?;

    // The snapshot ends with the list: it is signed with it, and says nothing by itself.
    let number = newest(repository, "snapshot").unwrap_or(0).saturating_add(1);
    let snapshot = SnapshotMetadataBuilder::new()
        .version(number)
        .expires(to_chrono(pack.after(pack.valid_days)?))
        .insert_metadata_description(MetadataPath::targets(), named(version)?)
        .build()?;
    save(
        &metadata_file(repository, "snapshot", Some(number)),
        &SignedMetadataBuilder::from_metadata(&snapshot)?.build(),
    )?;
    stamp(repository, pack)?;
    Ok(version)
}

/// Puts a file into the repository and on the list.
fn put(
    list: TargetsMetadataBuilder,
    repository: &Path,
    path: &str,
    bytes: &[u8],
) -> Result<TargetsMetadataBuilder, AuthorError> {
    write(&repository.join(target_path(path, &digest(bytes))), bytes)?;
    let described = TargetDescription::from_slice(bytes, &[HashAlgorithm::Sha256])?;
    Ok(list.insert_target_description(TargetPath::new(path.to_owned())?, described))
}

/// Makes a new timestamp over what is packed, unsigned: the word of every few days that nothing newer exists.
///
/// # Errors
/// When nothing is packed yet.
pub fn stamp(repository: &Path, pack: &Pack) -> Result<u32, AuthorError> {
    let Some(snapshot) = newest_of::<SnapshotMetadata>(repository, "snapshot")? else {
        return Err(AuthorError::NothingPacked(repository.to_owned()));
    };
    let file = metadata_file(repository, "timestamp", None);
    let before =
        if file.exists() { super::repository::load::<TimestampMetadata>(&file)?.assume_valid()?.version() } else { 0 };
    let made = HashMap::from([(MADE.to_owned(), pack.made.to_string().into())]);
    let version = before.saturating_add(1);
    let expires = to_chrono(pack.after(pack.fresh_days)?);
    let timestamp = TimestampMetadata::new(version, expires, named(snapshot.version())?, made)?;
    save(&file, &SignedMetadataBuilder::from_metadata(&timestamp)?.build())?;
    Ok(version)
}

/// Named by version alone: what is named is signed itself, and gets its signatures only after this is written.
fn named<M: tuf::metadata::Metadata>(version: u32) -> Result<MetadataDescription<M>, AuthorError> {
    Ok(MetadataDescription::new(version, None, HashMap::new())?)
}

/// An application names its matter's version, so two texts must never share one.
fn versions_differ(repository: &Path, source: &Source, known: &TargetDescription) -> Result<(), AuthorError> {
    let Some(hash) = known.hashes().get(&HashAlgorithm::Sha256).map(ToString::to_string) else { return Ok(()) };
    if hash == digest(source.text.as_bytes()) {
        return Ok(());
    }
    let before = read(&repository.join(target_path(&source.path, &hash)))?;
    match (version(&String::from_utf8_lossy(&before)), version(&source.text)) {
        (Some(before), Some(now)) if before == now => Err(AuthorError::SameVersion(source.path.clone(), now)),
        _ => Ok(()),
    }
}

/// A matter's version, whatever its format.
fn version(text: &str) -> Option<String> {
    let table: toml::Table = text.parse().ok()?;
    Some(table.get("matter")?.get("version")?.as_str()?.to_owned())
}
