//! A plain folder of matters: what a clerk writes, and what a bench serves without signatures.
//!
//! Limits: 1,000 matters, 1 MiB a file; more is refused. Those of pictures are the catalog's.

use super::finding;
use crate::catalog::{Catalog, Finding, MOST_SAMPLE_BYTES, SAMPLES, SHARED, Source, illustrate, parse};
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The most matters in a catalog.
pub(super) const MOST_FILES: usize = 1_000;
/// The longest file.
pub(super) const MOST_BYTES: u64 = 1 << 20;

/// Reads and checks a folder of matters.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(folder: &Path) -> Result<(Vec<Source>, Catalog), Vec<Finding>> {
    let sources = sources(folder).map_err(|(file, error)| {
        let file = file.strip_prefix(folder).unwrap_or(&file).display().to_string();
        vec![finding(file, "(file)", error.to_string())]
    })?;
    let mut catalog = parse(&sources)?;
    illustrate(&mut catalog, &sources, |name| bounded(&folder.join(SAMPLES).join(name), MOST_SAMPLE_BYTES));
    Ok((sources, catalog))
}

/// The matters of this repository, for tests. Read once: some begin thousands of sessions with them.
#[cfg(test)]
pub(crate) fn shipped() -> std::sync::Arc<Catalog> {
    static SHIPPED: std::sync::OnceLock<std::sync::Arc<Catalog>> = std::sync::OnceLock::new();
    let read = || {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("services");
        let (_, catalog) = read(&folder).unwrap_or_else(|findings| panic!("{}", findings[0]));
        catalog.into()
    };
    SHIPPED.get_or_init(read).clone()
}

pub(super) fn sources(folder: &Path) -> Result<Vec<Source>, (PathBuf, io::Error)> {
    // The dictionary of fields must be there; that it is missing is said when it is opened.
    let there = |file: &&str| *file == "fields.toml" || folder.join(file).is_file();
    let mut names: Vec<String> = SHARED.into_iter().filter(there).map(str::to_owned).collect();
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
            let text = text(&file).map_err(|error| (file, error))?;
            Ok(Source { path, text })
        })
        .collect()
}

fn text(file: &Path) -> io::Result<String> {
    if fs::metadata(file)?.len() > MOST_BYTES {
        return Err(io::Error::other("larger than 1 MiB; split it"));
    }
    fs::read_to_string(file)
}

/// A file's bytes, of which at most one more than `most` are read; `None` when there is no such file. Only plain files: a
/// stick may hold a pipe that never ends.
pub(super) fn bounded(file: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    match fs::metadata(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
        Ok(data) if !data.is_file() => return Err(io::Error::other("not a plain file")),
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    fs::File::open(file)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Changes whenever a file of the folder is written, added or removed; `None` while there is no such folder.
pub(super) fn stamp(folder: &Path) -> Option<Stamp> {
    let matters = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path().join("matter.toml"));
    let samples = fs::read_dir(folder.join(SAMPLES)).into_iter().flatten().flatten().map(|entry| entry.path());
    Some(Stamp::of(matters.chain(samples).chain(SHARED.map(|file| folder.join(file)))))
}

/// When files were last written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp(Vec<(SystemTime, PathBuf)>);

impl Stamp {
    pub(super) fn of(files: impl IntoIterator<Item = PathBuf>) -> Self {
        let stamped = |file: PathBuf| Some((fs::metadata(&file).ok()?.modified().ok()?, file));
        let mut files: Vec<_> = files.into_iter().filter_map(stamped).collect();
        files.sort();
        Self(files)
    }
}

/// Keeps a copy, made whole and renamed into place, so that a power cut leaves the old one or the new one.
pub(super) fn keep(sources: &[Source], catalog: &Catalog, kept: &Path) -> io::Result<()> {
    let fresh = kept.with_extension("new");
    let old = kept.with_extension("old");
    let _ = fs::remove_dir_all(&fresh);
    let texts = sources.iter().map(|source| (source.path.clone(), source.text.as_bytes()));
    let pictures = catalog.samples.iter().map(|(name, sample)| (format!("{SAMPLES}/{name}"), &*sample.png));
    for (path, bytes) in texts.chain(pictures) {
        let file = fresh.join(path);
        fs::create_dir_all(file.parent().unwrap_or(&fresh))?;
        let mut file = fs::File::create(file)?;
        file.write_all(bytes)?;
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
