//! The folder of a repository, as its publisher sees it: newest versions, files written beside and renamed.

use crate::catalog::Finding;
use std::fs;
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use tuf::metadata::{Metadata, RawSignedMetadata, SignedMetadata};
use tuf::pouf::Pouf1;

/// Why a catalog cannot be packed or signed. For the person who does it.
#[derive(Debug, thiserror::Error)]
pub enum AuthorError {
    /// A file.
    #[error("{0}: {1}; check the path and who may write there")]
    File(PathBuf, io::Error),
    /// A key file.
    #[error("{0}: holds no key of `yici services new-key`; the private half signs, the .pub half goes into a root")]
    NotAKey(PathBuf),
    /// The matters.
    #[error("the matters are not in order:\n{}", .0.iter().map(Finding::to_string).collect::<Vec<_>>().join("\n"))]
    Findings(Vec<Finding>),
    /// A matter that changed under its old version.
    #[error(
        "{0}: changed, but its version is still {1}; give it a new one, applications name the version they were filled under"
    )]
    SameVersion(String, String),
    /// No root yet.
    #[error("{0}: no root yet; say who may sign with `yici services new-root`")]
    NoRoot(PathBuf),
    /// Nothing packed yet.
    #[error("{0}: nothing is packed yet; begin with `yici services pack`")]
    NothingPacked(PathBuf),
    /// A key that no role names.
    #[error("the root names this key for nothing; sign with another, or make a new root that names it")]
    NoRole,
    /// A threshold that its keys cannot meet.
    #[error("{0} signatures are asked for, but {1} keys are named; name more keys or ask for fewer signatures")]
    Threshold(u32, usize),
    /// A date.
    #[error("a date past the end of the calendar; give fewer days")]
    Date,
    /// The TUF library.
    #[error("the metadata cannot be made or read: {0}; start from a copy of the published repository")]
    Tuf(#[from] tuf::Error),
}

pub(super) type Signed<M> = SignedMetadata<Pouf1, M>;

/// The newest version of `targets`, `snapshot` or `root`; `None` when there is none.
pub(super) fn newest(repository: &Path, role: &str) -> Option<u32> {
    let tail = format!(".{role}.json");
    let names = fs::read_dir(repository.join("metadata")).ok()?.flatten().map(|entry| entry.file_name());
    names.filter_map(|name| name.to_str()?.strip_suffix(&tail)?.parse().ok()).max()
}

pub(super) fn metadata_file(repository: &Path, role: &str, version: Option<u32>) -> PathBuf {
    let name = version.map_or_else(|| format!("{role}.json"), |version| format!("{version}.{role}.json"));
    repository.join("metadata").join(name)
}

/// Reads metadata of the publisher's own making, signed or not yet.
pub(super) fn load<M: Metadata>(file: &Path) -> Result<Signed<M>, AuthorError> {
    Ok(RawSignedMetadata::<Pouf1, M>::new(read(file)?).parse_untrusted()?)
}

/// The newest of a role, without its signatures.
pub(super) fn newest_of<M: Metadata>(repository: &Path, role: &str) -> Result<Option<M>, AuthorError> {
    newest(repository, role)
        .map(|version| Ok(load::<M>(&metadata_file(repository, role, Some(version)))?.assume_valid()?))
        .transpose()
}

pub(super) fn save<M: Metadata>(file: &Path, metadata: &Signed<M>) -> Result<(), AuthorError> {
    write(file, metadata.to_raw()?.as_bytes())
}

pub(super) fn read(file: &Path) -> Result<Vec<u8>, AuthorError> {
    fs::read(file).map_err(|error| AuthorError::File(file.to_owned(), error))
}

/// Writes beside and renames.
pub(super) fn write(file: &Path, bytes: &[u8]) -> Result<(), AuthorError> {
    let write = || {
        fs::create_dir_all(file.parent().unwrap_or(file))?;
        let mut fresh = file.as_os_str().to_owned();
        fresh.push(".new");
        fs::write(&fresh, bytes)?;
        fs::rename(&fresh, file)
    };
    write().map_err(|error| AuthorError::File(file.to_owned(), error))
}

/// Writes a file that must not be there yet.
pub(super) fn write_new(file: &Path, bytes: &[u8], mode: u32) -> Result<(), AuthorError> {
    let write = || fs::OpenOptions::new().write(true).create_new(true).mode(mode).open(file)?.write_all(bytes);
    write().map_err(|error| AuthorError::File(file.to_owned(), error))
}
