//! What the screen process remembers of the catalogs that it has served: below these versions it does not go, whatever the
//! courier puts on the shelf.
//!
//! Limit: whoever can write the state folder can also make it forget; then dates alone hold an old catalog back.

use super::{Signed, Versions};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

const FORMAT: u8 = 1;
const MOST_BYTES: u64 = 16 << 10;

/// The newest that was served, and how long this kiosk has run with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    format: u8,
    /// Its versions.
    pub versions: Versions,
    /// When it was signed.
    pub made: Timestamp,
    /// Seconds that this kiosk has run since it took it in.
    pub ran_seconds: u64,
}

impl Seen {
    /// Reads it back. What cannot be read is nothing seen: a kiosk that forgot must still serve.
    pub fn load(state: &Path) -> Self {
        let read = super::folder::bounded(&file(state), MOST_BYTES).ok().flatten();
        let seen = read.and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok());
        seen.filter(|seen| seen.format == FORMAT).unwrap_or_default()
    }

    /// Takes in that this catalog is served. Another signature begins the running time anew.
    pub fn served(&mut self, signed: &Signed) {
        if signed.versions.timestamp < self.versions.timestamp && signed.versions.keys == self.versions.keys {
            return; // the one that the program was shipped with, in place of a damaged one
        }
        if signed.made != self.made {
            (self.made, self.ran_seconds) = (signed.made, 0);
        }
        (self.format, self.versions) = (FORMAT, signed.versions.clone());
    }

    /// How long this kiosk has run with it.
    pub fn ran(&self) -> Duration {
        Duration::from_secs(self.ran_seconds)
    }

    /// Writes it beside and renames it into place.
    ///
    /// # Errors
    /// The system's.
    pub fn save(&self, state: &Path) -> io::Result<()> {
        let fresh = state.join("catalog-seen.json.new");
        let mut written = fs::File::create(&fresh)?;
        written.write_all(&serde_json::to_vec(self).expect("numbers and texts are always JSON"))?;
        written.sync_all()?;
        fs::rename(fresh, file(state))?;
        fs::File::open(state)?.sync_all()
    }
}

fn file(state: &Path) -> PathBuf {
    state.join("catalog-seen.json")
}
