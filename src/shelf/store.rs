//! The signed catalog that this kiosk keeps, on the data partition.
//!
//! - `trusted.json` holds the metadata word for word, `files/` the matters under their digests. Nothing in `files/` ever
//!   changes, and `trusted.json` is replaced by one rename: a power cut anywhere leaves the old catalog or the new one whole.
//! - What is read is verified again, from the reader's own root: who could write here is not believed.
//!
//! Limits: those of [`super::update`]; 8 MiB of `trusted.json`. Files that no catalog names any more go with the next one.

use super::folder::{MOST_BYTES, Stamp, bounded};
use super::update::{Update, Want, digest, drive};
use super::{Refused, Signed, Verified, Versions};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

const MOST_METADATA: u64 = 8 << 20;
const FORMAT: u8 = 1;

/// The folder in which the catalog is kept.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Trusted {
    format: u8,
    /// Path in the repository -> its text. Texts, not JSON in JSON: signatures are over these very bytes.
    metadata: BTreeMap<String, String>,
}

/// One step of keeping a catalog. A power cut may come between any two, and in the middle of a write.
#[derive(Debug)]
pub enum Step {
    /// Makes a folder, if it is not there.
    Folder(PathBuf),
    /// Writes a file under a name that nobody reads, and sees it to the disk.
    Write(PathBuf, Vec<u8>),
    /// Gives a written file the name by which it is read.
    Rename(PathBuf, PathBuf),
    /// Sees a folder's names to the disk.
    Sync(PathBuf),
    /// Removes what nothing names any more.
    Remove(PathBuf),
}

impl Step {
    /// Does it.
    ///
    /// # Errors
    /// The system's.
    pub fn run(&self) -> io::Result<()> {
        match self {
            Self::Folder(folder) => fs::create_dir_all(folder),
            Self::Write(file, bytes) => {
                // What a cut left half written may belong to another of the group's users.
                let _ = fs::remove_file(file);
                let mut file = fs::File::create(file)?;
                file.write_all(bytes)?;
                file.sync_all()
            }
            Self::Rename(from, to) => fs::rename(from, to),
            Self::Sync(folder) => fs::File::open(folder)?.sync_all(),
            // What a cut left half written may have got its name since it was listed.
            Self::Remove(file) => match fs::remove_file(file) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
                done => done,
            },
        }
    }
}

impl Store {
    /// The store below a kiosk's state folder.
    pub fn below(state: &Path) -> Self {
        Self { folder: state.join("shelf") }
    }

    /// Whether anything was ever kept here.
    pub fn exists(&self) -> bool {
        self.trusted().exists()
    }

    /// Reads what is kept, and verifies it. Dates are not judged here: see [`super::age`].
    ///
    /// # Errors
    /// [`Refused`], as for any other repository.
    pub fn read(&self, root: &[u8], floor: Versions) -> Result<Verified, Refused> {
        let metadata = self.metadata()?;
        drive(Update::begin(root, floor, None)?, |want| match &want.digest {
            Some(digest) => self.file(digest, want),
            None => Ok(metadata.get(&want.path).map(|text| text.clone().into_bytes())),
        })
    }

    /// What is kept, by its signatures; `None` when it is not whole or not trusted.
    pub fn signed(&self, root: &[u8]) -> Option<Signed> {
        self.read(root, Versions::default()).ok().map(|verified| verified.signed)
    }

    /// The bytes of this digest, if they are kept and whole: they need not be brought again.
    pub fn has(&self, want: &Want) -> Option<Vec<u8>> {
        let wanted = want.digest.as_deref()?;
        let bytes = self.file(wanted, want).ok()??;
        (digest(&bytes) == wanted).then_some(bytes)
    }

    /// Keeps this one in place of the one before.
    ///
    /// # Errors
    /// The system's. The one before is whole then.
    pub fn keep(&self, catalog: &Verified) -> io::Result<()> {
        self.steps(catalog)?.iter().try_for_each(Step::run)
    }

    /// The steps of [`Store::keep`], in order. The last rename is the one that counts.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn steps(&self, catalog: &Verified) -> io::Result<Vec<Step>> {
        let files = self.files();
        let mut steps = vec![Step::Folder(files.clone()), Step::Sync(self.folder.clone())];
        let mut named = BTreeSet::new();
        for file in &catalog.files {
            let kept = files.join(&file.digest);
            let whole = || bounded(&kept, MOST_BYTES).is_ok_and(|kept| kept.as_ref() == Some(&file.bytes));
            if named.insert(kept.clone()) && !whole() {
                let fresh = files.join(format!("{}.new", file.digest));
                steps.push(Step::Write(fresh.clone(), file.bytes.clone()));
                steps.push(Step::Rename(fresh, kept));
            }
        }
        steps.push(Step::Sync(files.clone()));

        let text = |(path, bytes): (&String, &Vec<u8>)| Some((path.clone(), String::from_utf8(bytes.clone()).ok()?));
        let metadata = catalog.metadata.iter().map(text).collect::<Option<_>>();
        let metadata = metadata.ok_or_else(|| io::Error::other("metadata that is no text"))?;
        let trusted = serde_json::to_vec(&Trusted { format: FORMAT, metadata }).expect("texts are always JSON");
        let fresh = self.folder.join("trusted.json.new");
        steps.push(Step::Write(fresh.clone(), trusted));
        steps.push(Step::Rename(fresh, self.trusted()));
        steps.push(Step::Sync(self.folder.clone()));

        let listed = fs::read_dir(&files).into_iter().flatten().flatten().map(|entry| entry.path());
        steps.extend(listed.filter(|file| !named.contains(file)).map(Step::Remove));
        Ok(steps)
    }

    /// Changes when another catalog is kept.
    pub(super) fn stamp(&self) -> Stamp {
        Stamp::of([self.trusted()])
    }

    fn trusted(&self) -> PathBuf {
        self.folder.join("trusted.json")
    }

    fn files(&self) -> PathBuf {
        self.folder.join("files")
    }

    fn metadata(&self) -> Result<BTreeMap<String, String>, Refused> {
        let name = || String::from("the kept catalog's trusted.json");
        let bytes = bounded(&self.trusted(), MOST_METADATA).map_err(|why| Refused::Unreadable { file: name(), why })?;
        let bytes = bytes.ok_or_else(|| Refused::Missing { file: name() })?;
        match serde_json::from_slice(&bytes) {
            Ok(Trusted { format: FORMAT, metadata }) => Ok(metadata),
            _ => Err(Refused::Altered { file: name() }),
        }
    }

    fn file(&self, digest: &str, want: &Want) -> Result<Option<Vec<u8>>, Refused> {
        // A digest comes from signed metadata and has 64 hexadecimal digits, so it leads nowhere else.
        let read = bounded(&self.files().join(digest), want.most);
        read.map_err(|why| Refused::Unreadable { file: want.path.clone(), why })
    }
}

/// What a folder in the form of a repository holds: on a stick, or shipped with the program.
///
/// # Errors
/// When the medium fails.
pub fn bring(folder: &Path, want: &Want) -> Result<Option<Vec<u8>>, Refused> {
    bounded(&folder.join(&want.path), want.most).map_err(|why| Refused::Unreadable { file: want.path.clone(), why })
}

/// Takes a whole catalog from such a folder; dates are judged where a time is given.
///
/// # Errors
/// [`Refused`].
pub fn from_folder(folder: &Path, root: &[u8], floor: Versions, now: Option<Timestamp>) -> Result<Verified, Refused> {
    drive(Update::begin(root, floor, now)?, |want| bring(folder, want))
}
