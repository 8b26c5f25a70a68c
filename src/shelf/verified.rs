//! A catalog that passed, and what is known of it by its signatures.

use super::Refused;
use crate::catalog::{SAMPLES, Source};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a kiosk has seen, and below which it does not go.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Versions {
    /// Who may sign.
    pub root: u32,
    /// The daily word that this is the newest.
    pub timestamp: u32,
    /// Which lists belong together.
    pub snapshot: u32,
    /// The list of files: the catalog's own version.
    pub targets: u32,
    /// The keys that sign timestamp and snapshot, as their ids in order.
    pub keys: String,
}

/// What is known of a catalog by its signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Its versions.
    pub versions: Versions,
    /// When somebody last signed that it is the newest.
    pub made: Timestamp,
    /// From when on it counts as old.
    pub old_from: Timestamp,
    /// From when on nothing may be handed in under it.
    pub closes: Timestamp,
}

/// A file whose bytes are the signed ones.
#[derive(Clone)]
pub struct File {
    /// Its path below the services folder.
    pub path: String,
    /// SHA-256, in hex.
    pub digest: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl File {
    /// Its name, if it is a picture.
    fn sample(&self) -> Option<&str> {
        self.path.strip_prefix(SAMPLES)?.strip_prefix('/')
    }
}

/// A whole catalog that passed. Only [`super::update::Update::finish`] makes one.
pub struct Verified {
    pub(super) metadata: BTreeMap<String, Vec<u8>>,
    pub(super) files: Vec<File>,
    /// What its signatures say.
    pub signed: Signed,
}

impl Verified {
    /// The matters' texts.
    ///
    /// # Errors
    /// When a file is no text: signed, but not by somebody who looked.
    pub fn sources(&self) -> Result<Vec<Source>, Refused> {
        let source = |file: &File| match std::str::from_utf8(&file.bytes) {
            Ok(text) => Ok(Source { path: file.path.clone(), text: text.to_owned() }),
            Err(error) => Err(Refused::Untrusted { file: file.path.clone(), why: error.to_string() }),
        };
        self.files.iter().filter(|file| file.sample().is_none()).map(source).collect()
    }

    /// The bytes of a picture.
    pub(super) fn sample(&self, name: &str) -> Option<&[u8]> {
        let file = self.files.iter().find(|file| file.sample() == Some(name))?;
        Some(&file.bytes)
    }
}
