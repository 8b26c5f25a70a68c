//! One way through a signed catalog, whoever brings the bytes: the line, a stick, or the kiosk's own disk.
//!
//! The catalog is a TUF repository (theupdateframework.io). Signatures, thresholds, chained roots and dates are judged by the
//! library of the TUF project itself; what it leaves to its caller is here: lengths, digests, versions seen before.
//!
//! - Does no I/O and reads no clock. [`Update::wants`] says which file is wanted next and how long it may be;
//!   [`Update::take`] judges it. Nothing is parsed before its length is bounded, and no matter is looked at before its bytes
//!   are the signed ones.
//! - Versions only go up, except where a new root names other keys for the daily signatures: that is how a publisher
//!   recovers from a thief who had signed version 4,000,000,000.
//!
//! Limits: 64 new roots at once, 64 KiB a root, timestamp or snapshot, 1 MiB of list, 1,000 matters and 16
//! files that they share, 200 pictures, 1 MiB each, 32 MiB together.

use super::Refused;
use super::folder::{MOST_BYTES, MOST_FILES};
use super::verified::{File, Signed, Verified, Versions};
use crate::catalog::MOST_SAMPLES;
use chrono::{DateTime, Utc};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use tuf::Database;
use tuf::crypto::HashAlgorithm;
use tuf::metadata::{Metadata as _, RawSignedMetadata};
use tuf::pouf::Pouf1;

const MOST_ROOTS: usize = 64;
const MOST_SHARED: usize = 16;
const MOST_SMALL: u64 = 64 << 10;
const MOST_LIST: u64 = 1 << 20;
const MOST_TOGETHER: u64 = 32 << 20;

/// Where the timestamp says when it was made. Ours: TUF only says when something ends.
pub(super) const MADE: &str = "x-yici-made";

/// A file that is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Want {
    /// Its path below the repository's folder, with `/` between the parts.
    pub path: String,
    /// The most bytes that it may have.
    pub most: u64,
    /// SHA-256 of what is wanted, in hex, where it is known: who has such bytes already need not bring them again.
    pub digest: Option<String>,
}

enum Step {
    Root,
    Timestamp,
    Snapshot,
    Targets,
    Files,
}

struct Listed {
    path: String,
    length: u64,
    digest: String,
}

/// A catalog on its way in.
pub struct Update {
    database: Database<Pouf1>,
    floor: Versions,
    now: DateTime<Utc>,
    step: Step,
    metadata: BTreeMap<String, Vec<u8>>,
    /// In the order of their paths; the first of them is wanted next.
    listed: VecDeque<Listed>,
    files: Vec<File>,
}

impl Update {
    /// Begins with the root that the kiosk's settings name. `now` is the time by which dates are judged; without it they are
    /// not: a catalog that is kept already does not become a forgery by growing old.
    ///
    /// # Errors
    /// When the root is none, or did not sign itself.
    pub fn begin(root: &[u8], floor: Versions, now: Option<Timestamp>) -> Result<Self, Refused> {
        let database = Database::from_trusted_root(&RawSignedMetadata::new(root.to_vec()))
            .map_err(|error| Refused::by_verifier("the root that the settings name", error))?;
        let now = now.map_or(DateTime::<Utc>::MIN_UTC, to_chrono);
        let (metadata, listed) = Default::default();
        Ok(Self { database, floor, now, step: Step::Root, metadata, listed, files: Vec::new() })
    }

    /// The file that is wanted next; `None` when everything is there.
    pub fn wants(&self) -> Option<Want> {
        let metadata = |name: String, most| Some(Want { path: format!("metadata/{name}"), most, digest: None });
        match self.step {
            Step::Root => {
                metadata(format!("{}.root.json", self.database.trusted_root().version().saturating_add(1)), MOST_SMALL)
            }
            Step::Timestamp => metadata("timestamp.json".into(), MOST_SMALL),
            Step::Snapshot => {
                let version = self.database.trusted_timestamp()?.snapshot().version();
                metadata(format!("{version}.snapshot.json"), MOST_SMALL)
            }
            Step::Targets => metadata(format!("{}.targets.json", self.listed_version()?), MOST_LIST),
            Step::Files => {
                let Listed { path, length, digest } = self.listed.front()?;
                Some(Want { path: target_path(path, digest), most: *length, digest: Some(digest.clone()) })
            }
        }
    }

    /// Takes the wanted file in; `None` when there is no such file, which is right only for a newer root.
    ///
    /// # Errors
    /// When it is refused; the whole catalog is then.
    pub fn take(&mut self, bytes: Option<Vec<u8>>) -> Result<(), Refused> {
        let Some(Want { path, most, .. }) = self.wants() else { return Ok(()) };
        let Some(bytes) = bytes else {
            return match self.step {
                Step::Root => self.roots_are_over(),
                _ => Err(Refused::Missing { file: path }),
            };
        };
        if u64::try_from(bytes.len()).map_or(true, |length| length > most) {
            return Err(Refused::TooLong { file: path, most });
        }
        let refuse = |error| Refused::by_verifier(&path, error);
        match self.step {
            Step::Root => {
                if self.metadata.len() == MOST_ROOTS {
                    return Err(Refused::TooMuch("more than 64 new roots"));
                }
                self.database.update_root(&RawSignedMetadata::new(bytes.clone())).map_err(refuse)?;
            }
            Step::Timestamp => {
                let raw = RawSignedMetadata::new(bytes.clone());
                self.database.update_timestamp(&self.now, &raw).map_err(refuse)?;
                self.check_timestamp()?;
                self.step = Step::Snapshot;
            }
            Step::Snapshot => {
                let raw = RawSignedMetadata::new(bytes.clone());
                self.database.update_snapshot(&self.now, &raw).map_err(refuse)?;
                at_least("metadata/targets.json", self.listed_version().unwrap_or(0), self.floor.targets)?;
                self.step = Step::Targets;
            }
            Step::Targets => {
                let raw = RawSignedMetadata::new(bytes.clone());
                self.database.update_targets(&self.now, &raw).map_err(refuse)?;
                self.list(&path)?;
                self.step = Step::Files;
            }
            Step::Files => return self.take_file(path, bytes),
        }
        self.metadata.insert(path, bytes);
        Ok(())
    }

    /// Whether the timestamp is newer than the one seen before. Known once it was taken; until then, yes.
    pub fn has_news(&self) -> bool {
        let offered = self.database.trusted_timestamp().map(|timestamp| timestamp.version());
        offered.is_none_or(|version| version > self.floor.timestamp)
    }

    /// The whole catalog; `None` while something is wanted.
    pub fn finish(self) -> Option<Verified> {
        if self.wants().is_some() {
            return None;
        }
        let signed = self.signed()?;
        Some(Verified { metadata: self.metadata, files: self.files, signed })
    }

    fn signed(&self) -> Option<Signed> {
        let timestamp = self.database.trusted_timestamp()?;
        let targets = self.database.trusted_targets()?;
        let versions = Versions {
            root: self.database.trusted_root().version(),
            timestamp: timestamp.version(),
            snapshot: timestamp.snapshot().version(),
            targets: targets.version(),
            keys: self.keys(),
        };
        let made = timestamp.additional_fields().get(MADE)?.as_str()?.parse().ok()?;
        let (old_from, closes) = (from_chrono(timestamp.expires()), from_chrono(targets.expires()));
        Some(Signed { versions, made, old_from, closes })
    }

    fn keys(&self) -> String {
        let root = self.database.trusted_root();
        let keys = root.timestamp_keys().chain(root.snapshot_keys());
        let ids: BTreeSet<_> = keys.map(|key| key.key_id().to_string()).collect();
        ids.into_iter().collect::<Vec<_>>().join(" ")
    }

    fn roots_are_over(&mut self) -> Result<(), Refused> {
        let version = self.database.trusted_root().version();
        at_least("metadata/root.json", version, self.floor.root)?;
        if version > self.floor.root && self.keys() != self.floor.keys {
            self.floor = Versions { root: self.floor.root, ..Versions::default() };
        }
        self.step = Step::Timestamp;
        Ok(())
    }

    fn check_timestamp(&self) -> Result<(), Refused> {
        let timestamp = self.database.trusted_timestamp().expect("it was taken a line ago");
        at_least("metadata/timestamp.json", timestamp.version(), self.floor.timestamp)?;
        at_least("metadata/snapshot.json", timestamp.snapshot().version(), self.floor.snapshot)?;
        let made = timestamp.additional_fields().get(MADE).and_then(|made| made.as_str());
        if made.and_then(|made| made.parse::<Timestamp>().ok()).is_none() {
            let why = format!("it has no `{MADE}`");
            return Err(Refused::Untrusted { file: "metadata/timestamp.json".into(), why });
        }
        Ok(())
    }

    /// The version of the list that the snapshot names.
    fn listed_version(&self) -> Option<u32> {
        let lists = self.database.trusted_snapshot()?.meta();
        lists.get(&tuf::metadata::MetadataPath::targets()).map(|list| list.version())
    }

    fn list(&mut self, file: &str) -> Result<(), Refused> {
        let targets = self.database.trusted_targets().expect("it was taken a line ago").targets();
        if targets.len() > MOST_FILES + MOST_SHARED + MOST_SAMPLES {
            return Err(Refused::TooMuch("more than 1,000 matters and 200 pictures"));
        }
        let mut listed = Vec::with_capacity(targets.len());
        for (path, described) in targets {
            let digest = described.hashes().get(&HashAlgorithm::Sha256).map(ToString::to_string);
            let Some(digest) = digest.filter(|digest| digest.len() == 64) else {
                return Err(Refused::Untrusted { file: file.into(), why: format!("{path} has no SHA-256") });
            };
            if described.length() > MOST_BYTES {
                return Err(Refused::TooMuch("a file of more than 1 MiB"));
            }
            listed.push(Listed { path: path.to_string(), length: described.length(), digest });
        }
        if listed.iter().map(|file| file.length).sum::<u64>() > MOST_TOGETHER {
            return Err(Refused::TooMuch("more than 32 MiB of files"));
        }
        listed.sort_by(|one, other| one.path.cmp(&other.path));
        self.listed = listed.into();
        Ok(())
    }

    fn take_file(&mut self, file: String, bytes: Vec<u8>) -> Result<(), Refused> {
        let listed = self.listed.front().expect("a file is wanted");
        if u64::try_from(bytes.len()).ok() != Some(listed.length) || digest(&bytes) != listed.digest {
            return Err(Refused::Altered { file });
        }
        if let Some(Listed { path, digest, .. }) = self.listed.pop_front() {
            self.files.push(File { path, digest, bytes });
        }
        Ok(())
    }
}

/// Takes a whole catalog in, file by file.
///
/// # Errors
/// The bringer's, and [`Refused`].
pub fn drive<E: From<Refused>>(
    mut update: Update,
    mut bring: impl FnMut(&Want) -> Result<Option<Vec<u8>>, E>,
) -> Result<Verified, E> {
    while let Some(want) = update.wants() {
        update.take(bring(&want)?)?;
    }
    Ok(update.finish().expect("nothing is wanted"))
}

/// SHA-256, in lower-case hex.
pub(super) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where a repository keeps a file of this digest: every version of it has a name of its own, so that a copy that is made
/// while a newer one is published is never a mixture.
pub(super) fn target_path(path: &str, digest: &str) -> String {
    match path.rsplit_once('/') {
        Some((folder, name)) => format!("targets/{folder}/{digest}.{name}"),
        None => format!("targets/{digest}.{path}"),
    }
}

fn at_least(file: &'static str, offered: u32, seen: u32) -> Result<(), Refused> {
    if offered < seen { Err(Refused::RolledBack { file, offered, seen }) } else { Ok(()) }
}

pub(super) fn from_chrono(time: &DateTime<Utc>) -> Timestamp {
    Timestamp::from_second(time.timestamp()).unwrap_or(Timestamp::MAX)
}

pub(super) fn to_chrono(time: Timestamp) -> DateTime<Utc> {
    DateTime::from_timestamp(time.as_second(), 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
}
