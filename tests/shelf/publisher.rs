//! A publisher with five people's keys, and what every test asks of a shelf.

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use yici::shelf::author::{Pack, Roles, make_key, new_root, pack, read_public, sign, stamp};
use yici::shelf::store::{Store, from_folder};
use yici::shelf::{Refused, Verified, Versions};

/// The day on which everything here begins.
pub const BEGINNING: &str = "2026-11-20T00:00:00Z";
pub const FRESH_DAYS: u32 = 14;
pub const VALID_DAYS: u32 = 180;

/// Two of `root-a`, `root-b` sign the root; two of `clerk-a`, `clerk-b`, `clerk-c` the matters; `server` what is newest.
pub struct Publisher {
    pub folder: TempDir,
}

impl Publisher {
    /// With everything shipped published and signed once.
    pub fn new() -> Self {
        let publisher = Self::unsigned();
        publisher.pack(0);
        publisher.sign(&["root-a", "root-b", "clerk-a", "clerk-b", "server"]);
        publisher
    }

    /// With keys and an unsigned root.
    pub fn unsigned() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let publisher = Self { folder };
        for name in ["root-a", "root-b", "clerk-a", "clerk-b", "clerk-c", "server"] {
            make_key(&publisher.key(name)).expect("a key");
        }
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("services"), &publisher.services());
        publisher.root("server");
        publisher
    }

    pub fn services(&self) -> PathBuf {
        self.folder.path().join("services")
    }

    pub fn repository(&self) -> PathBuf {
        self.folder.path().join("repository")
    }

    pub fn key(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A new root in which this key says what is newest.
    pub fn root(&self, newest: &str) {
        let keys = |names: &[&str]| {
            names.iter().map(|name| read_public(&self.key(&format!("{name}.pub"))).expect("a key")).collect()
        };
        let roles = Roles {
            root: keys(&["root-a", "root-b"]),
            root_threshold: 2,
            matters: keys(&["clerk-a", "clerk-b", "clerk-c"]),
            matters_threshold: 2,
            newest: keys(&[newest]),
        };
        new_root(&self.repository(), &roles, day(3_650)).expect("a root");
    }

    /// Packs on this day after the beginning. Signs nothing.
    pub fn pack(&self, days: i64) {
        pack(&self.services(), &self.repository(), &on(days)).expect("packed");
    }

    /// Says on this day that nothing newer exists.
    pub fn stamp(&self, days: i64) {
        stamp(&self.repository(), &on(days)).expect("stamped");
        self.sign(&["server"]);
    }

    pub fn sign(&self, names: &[&str]) {
        for name in names {
            sign(&self.repository(), &self.key(name)).expect("signed");
        }
    }

    /// Publishes a list that `pack` would refuse: this text in place of that of a matter.
    pub fn publish_unchecked(&self, days: i64, path: &str, text: &str) {
        self.change(11);
        self.pack(days);
        let folder = self.repository().join("metadata");
        let version = files(&folder).iter().filter(|file| file.to_string_lossy().ends_with("targets.json")).count();
        let list = folder.join(format!("{version}.targets.json"));
        let mut json: serde_json::Value = serde_json::from_slice(&fs::read(&list).expect("the list")).expect("JSON");
        let digest: String = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
        let entry = &mut json["signed"]["targets"][path];
        entry["length"] = text.len().into();
        entry["hashes"]["sha256"] = digest.clone().into();
        fs::write(&list, json.to_string()).expect("written");
        let (below, name) = path.split_once('/').expect("a matter");
        fs::write(self.repository().join(format!("targets/{below}/{digest}.{name}")), text).expect("written");
        self.sign(&["clerk-a", "clerk-b", "server"]);
    }

    /// Changes a matter, gives it a new version, and publishes it.
    pub fn publish_change(&self, days: i64, minutes: u32) {
        self.change(minutes);
        self.pack(days);
        self.sign(&["clerk-a", "clerk-c", "server"]);
    }

    /// Changes a matter and gives it a new version.
    pub fn change(&self, minutes: u32) {
        let file = self.services().join("newborn/matter.toml");
        let text = fs::read_to_string(&file).expect("the matter");
        let line = |key: &str| text.lines().find(|line| line.starts_with(key)).expect("the line").to_owned();
        let text = text.replacen(&line("minutes = "), &format!("minutes = {minutes}"), 1);
        let text = text.replacen(&line("version = "), &format!("version = \"test.{minutes}\""), 1);
        fs::write(file, text).expect("written");
    }

    /// A copy of the repository as it is now.
    pub fn copy(&self) -> TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        copy(&self.repository(), folder.path());
        folder
    }

    /// The root that a kiosk's settings name.
    pub fn first_root(&self) -> Vec<u8> {
        fs::read(self.repository().join("metadata/1.root.json")).expect("the root")
    }

    /// What a kiosk that has seen nothing yet says of this repository on this day.
    pub fn offer(&self, repository: &Path, days: i64) -> Result<Verified, Refused> {
        self.offer_again(repository, days, Versions::default())
    }

    /// What a kiosk that has seen these versions says of it.
    pub fn offer_again(&self, repository: &Path, days: i64, seen: Versions) -> Result<Verified, Refused> {
        from_folder(repository, &self.first_root(), seen, Some(day(days)))
    }
}

/// A store with this catalog in it.
pub fn store_with(catalog: &Verified) -> (TempDir, Store) {
    let state = tempfile::tempdir().expect("a folder");
    let store = Store::below(state.path());
    store.keep(catalog).expect("kept");
    (state, store)
}

pub fn day(days: i64) -> Timestamp {
    let beginning: Timestamp = BEGINNING.parse().expect("a time");
    beginning + SignedDuration::from_hours(24 * days)
}

fn on(days: i64) -> Pack {
    Pack { made: day(days), fresh_days: FRESH_DAYS, valid_days: VALID_DAYS }
}

pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("listed").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// Every file below a folder, in order.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("listed").flatten() {
        if entry.path().is_dir() { files.extend(self::files(&entry.path())) } else { files.push(entry.path()) }
    }
    files.sort();
    files
}

/// The refusal of an offer.
pub fn refused(offer: Result<Verified, Refused>) -> Refused {
    offer.map(|_| ()).expect_err("it must be refused")
}
