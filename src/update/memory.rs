//! What is known of versions, on the data partition.
//!
//! A file for each fact, written aside, synced and renamed: after a power cut each is what it was or what it became.
//! What cannot be read counts as not known, and says so: an unreadable memory must not keep an update from mending it.

use crate::outbox::Outbox;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// How many bad versions are remembered.
const MOST: usize = 32;
/// The longest line of a file, and reason.
const LINE: usize = 1024;

/// A version's name, as the bundle's manifest and the slot's command line have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version(String);

/// The text is no version's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a version: 1 to 128 letters, digits and . _ + - ~ are")]
pub struct NotAVersion;

impl std::str::FromStr for Version {
    type Err = NotAVersion;

    fn from_str(text: &str) -> Result<Self, NotAVersion> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._+-~".contains(&byte);
        if (1..=128).contains(&text.len()) && text.bytes().all(is_plain) {
            Ok(Self(text.into()))
        } else {
            Err(NotAVersion)
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Version {
    /// Of the slot that runs: `yici.version=` of the kernel's command line.
    pub fn of_command_line(text: &str) -> Option<Self> {
        text.split_ascii_whitespace().find_map(|word| word.strip_prefix("yici.version="))?.parse().ok()
    }

    /// Of a bundle: `version=` below `[update]` of its manifest.
    pub fn of_manifest(text: &str) -> Option<Self> {
        let update = text.lines().map(str::trim).skip_while(|line| *line != "[update]").skip(1);
        let mut update = update.take_while(|line| !line.starts_with('['));
        update.find_map(|line| line.strip_prefix("version="))?.trim().parse().ok()
    }
}

/// Why a version is not installed. For a technician, and for the fleet's server.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It fell back here before.
    #[error(
        "{0} fell back on this machine before and is not tried again: {1}. Publish a mended version under another name"
    )]
    Bad(Version, String),
    /// It runs already.
    #[error("{0} runs already; nothing is to be done")]
    Runs(Version),
}

/// What is known of versions.
pub struct Memory {
    folder: PathBuf,
}

impl Memory {
    /// In this folder.
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// How the screen stood before the update: a copy of its standing.
    pub fn before(&self) -> PathBuf {
        self.folder.join("before.json")
    }

    /// The version that served last.
    ///
    /// # Errors
    /// The system's.
    pub fn good(&self) -> io::Result<Option<Version>> {
        Ok(self.read("good")?.and_then(|text| text.trim().parse().ok()))
    }

    /// The version that was installed and waits for a restart.
    ///
    /// # Errors
    /// The system's.
    pub fn pending(&self) -> io::Result<Option<Version>> {
        Ok(self.read("pending")?.and_then(|text| text.trim().parse().ok()))
    }

    /// The format of the outbox that the version before the update reads, as far as it is known.
    pub fn store(&self) -> Option<usize> {
        self.read("store").ok()??.trim().parse().ok()
    }

    /// Versions that fell back, the latest last, each with the reason.
    ///
    /// # Errors
    /// The system's.
    pub fn bad(&self) -> io::Result<Vec<(Version, String)>> {
        let text = self.read("bad")?.unwrap_or_default();
        let entry = |line: &str| {
            let (version, why) = line.split_once('\t').unwrap_or((line, "no reason was written down"));
            Some((version.parse().ok()?, why.to_owned()))
        };
        Ok(text.lines().filter_map(entry).collect())
    }

    /// Why this version may not be installed while `runs` does; `None` when it may.
    ///
    /// # Errors
    /// The system's.
    pub fn refusal(&self, version: &Version, runs: Option<&Version>) -> io::Result<Option<Refusal>> {
        if runs == Some(version) {
            return Ok(Some(Refusal::Runs(version.clone())));
        }
        let fell = self.bad()?.into_iter().find(|(bad, _)| bad == version);
        Ok(fell.map(|(version, why)| Refusal::Bad(version, why)))
    }

    /// A version was installed and waits for a restart. `standing` is how the screen stands now, to compare with afterwards.
    ///
    /// # Errors
    /// The system's.
    pub fn installed(&self, version: &Version, standing: &Path) -> io::Result<()> {
        match fs::read(standing) {
            Ok(standing) => self.write("before.json", &standing)?,
            // The screen may be down just now; then nothing is compared.
            Err(_) => self.remove("before.json")?,
        }
        self.write("store", Outbox::FORMAT.to_string().as_bytes())?;
        self.write("pending", version.to_string().as_bytes())
    }

    /// This version serves.
    ///
    /// # Errors
    /// The system's.
    pub fn serves(&self, version: &Version) -> io::Result<()> {
        self.write("good", version.to_string().as_bytes())?;
        // What else waited was installed after this one was started, and goes on waiting.
        if self.pending()?.as_ref() == Some(version) {
            self.remove("pending")?;
            self.remove("before.json")?;
        }
        Ok(())
    }

    /// This version does not serve. Remembered before anything else is done about it.
    ///
    /// # Errors
    /// The system's.
    pub fn fell(&self, version: &Version, why: &str) -> io::Result<()> {
        let mut bad = self.bad()?;
        bad.retain(|(known, _)| known != version);
        let why: String = why.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LINE / 4).collect();
        bad.push((version.clone(), why));
        let kept = &bad[bad.len().saturating_sub(MOST)..];
        let text: String = kept.iter().map(|(version, why)| format!("{version}\t{why}\n")).collect();
        self.write("bad", text.as_bytes())?;
        if self.pending()?.as_ref() == Some(version) {
            self.remove("pending")?;
        }
        Ok(())
    }

    fn read(&self, name: &str) -> io::Result<Option<String>> {
        let file = match File::open(self.folder.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            file => file?,
        };
        let mut bytes = Vec::new();
        file.take((MOST * LINE) as u64).read_to_end(&mut bytes)?;
        Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
    }

    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let aside = self.folder.join(format!("{name}.new"));
        let mut file = File::create(&aside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&aside, self.folder.join(name))?;
        self.sync()
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        match fs::remove_file(self.folder.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed.and_then(|()| self.sync()),
        }
    }

    fn sync(&self) -> io::Result<()> {
        File::open(&self.folder)?.sync_all()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        text.parse().expect("a version")
    }

    #[test]
    fn a_version_that_fell_back_is_refused_with_the_reason_until_it_is_one_of_too_many() {
        let folder = tempfile::tempdir().unwrap();
        let memory = Memory::new(&folder.path().join("update"));
        assert_eq!(memory.refusal(&version("2"), None).unwrap(), None, "nothing is known yet");
        memory.fell(&version("2"), "the screen has painted nothing\nyet").unwrap();
        let refused = memory.refusal(&version("2"), Some(&version("1"))).unwrap();
        assert_eq!(refused, Some(Refusal::Bad(version("2"), "the screen has painted nothing yet".into())));
        assert_eq!(memory.refusal(&version("3"), Some(&version("1"))).unwrap(), None);
        for number in 10..10 + MOST {
            memory.fell(&version(&number.to_string()), "x").unwrap();
        }
        assert_eq!(memory.bad().unwrap().len(), MOST);
        assert_eq!(memory.refusal(&version("2"), None).unwrap(), None, "the oldest is forgotten first");
    }

    #[test]
    fn a_version_that_serves_no_longer_waits_and_one_that_was_installed_meanwhile_does() {
        let folder = tempfile::tempdir().unwrap();
        let memory = Memory::new(folder.path());
        let standing = folder.path().join("screen.json");
        fs::write(&standing, "{}").unwrap();
        memory.installed(&version("2"), &standing).unwrap();
        assert_eq!(memory.pending().unwrap(), Some(version("2")));
        assert!(memory.before().exists());
        memory.serves(&version("1")).unwrap();
        assert_eq!(memory.pending().unwrap(), Some(version("2")));
        memory.serves(&version("2")).unwrap();
        assert_eq!((memory.pending().unwrap(), memory.good().unwrap()), (None, Some(version("2"))));
        assert!(!memory.before().exists());
    }

    #[test]
    fn a_memory_with_rubbish_in_it_keeps_nothing_back() {
        let folder = tempfile::tempdir().unwrap();
        let memory = Memory::new(folder.path());
        for name in ["good", "pending", "bad"] {
            fs::write(folder.path().join(name), b"\xff\x00 not a version\n\n\t\n").unwrap();
        }
        assert_eq!((memory.good().unwrap(), memory.pending().unwrap()), (None, None));
        assert_eq!(memory.refusal(&version("2"), Some(&version("1"))).unwrap(), None);
        memory.fell(&version("2"), "why").unwrap();
        assert_eq!(memory.bad().unwrap(), [(version("2"), "why".to_owned())]);
    }

    #[test]
    fn versions_are_read_where_a_slot_and_a_bundle_say_them() {
        let line = "root=/dev/mapper/root ro yici.version=v1.2-3-gabc rauc.slot=A";
        assert_eq!(Version::of_command_line(line), Some(version("v1.2-3-gabc")));
        assert_eq!(Version::of_command_line("ro quiet"), None);
        let manifest = "[update]\ncompatible=yici\nversion=v2\n\n[bundle]\nversion=no\n";
        assert_eq!(Version::of_manifest(manifest), Some(version("v2")));
        assert_eq!(Version::of_manifest("[bundle]\nversion=no\n"), None);
        for wrong in ["", "a b", "../etc", "一", &"x".repeat(129)] {
            assert_eq!(wrong.parse::<Version>(), Err(NotAVersion), "{wrong}");
        }
    }
}
