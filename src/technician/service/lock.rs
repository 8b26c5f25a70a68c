//! The lock on the PIN: how long to wait after wrong ones.
//!
//! - A failure is on the disk before the PIN is even looked at, and taken back only when it was right: pulling the plug
//!   wins no try.
//! - No clock is asked. After a restart the whole wait begins anew, so that neither a reboot nor a clock that is set
//!   shortens it.
//!
//! Limits: three tries without a wait; then a minute, five, a quarter of an hour, and an hour for each further one.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Failures that cost no wait.
const FREE: u32 = 3;

/// The lock, as it stands on the disk.
pub struct Lock {
    file: PathBuf,
    failures: u32,
    /// When the last failure was, by the process's own clock.
    since: Duration,
}

impl Lock {
    /// The lock that is kept in this folder. A file that cannot be read is one that somebody meddled with: it counts as many
    /// failures.
    pub fn load(state: &Path) -> Self {
        let file = state.join("service-lock");
        let failures = match fs::read_to_string(&file) {
            Ok(text) => text.trim().parse().unwrap_or(u32::MAX),
            Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
            Err(_) => u32::MAX,
        };
        Self { file, failures, since: Duration::ZERO }
    }

    /// Wrong PINs in a row.
    pub fn failures(&self) -> u32 {
        self.failures
    }

    /// How long nobody may try, at `now` by the process's own clock.
    pub fn wait(&self, now: Duration) -> Duration {
        let wait = Duration::from_secs(match self.failures {
            0..FREE => 0,
            FREE => 60,
            4 => 300,
            5 => 900,
            _ => 3_600,
        });
        (self.since + wait).saturating_sub(now)
    }

    /// A PIN is about to be looked at.
    ///
    /// # Errors
    /// When it cannot be written down; then it must not be looked at.
    pub fn try_begins(&mut self, now: Duration) -> io::Result<()> {
        self.keep(self.failures.saturating_add(1))?;
        self.since = now;
        Ok(())
    }

    /// It was right.
    ///
    /// # Errors
    /// When it cannot be written down: the next one may have to wait.
    pub fn opened(&mut self) -> io::Result<()> {
        self.keep(0)
    }

    fn keep(&mut self, failures: u32) -> io::Result<()> {
        let aside = self.file.with_extension("new");
        let mut file = File::create(&aside)?;
        writeln!(file, "{failures}")?;
        file.sync_all()?;
        fs::rename(&aside, &self.file)?;
        File::open(self.file.parent().unwrap_or(Path::new(".")))?.sync_all()?;
        self.failures = failures;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3_600);

    #[test]
    fn three_are_free_and_then_each_waits_longer() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut lock = Lock::load(folder.path());
        let mut waits = Vec::new();
        for _ in 0..7 {
            lock.try_begins(HOUR).expect("written");
            waits.push(lock.wait(HOUR).as_secs());
        }
        assert_eq!(waits, [0, 0, 60, 300, 900, 3_600, 3_600]);
        assert_eq!(lock.wait(2 * HOUR), Duration::ZERO, "time goes by");
        lock.opened().expect("written");
        assert_eq!((lock.failures(), lock.wait(HOUR)), (0, Duration::ZERO));
    }

    #[test]
    fn a_restart_shortens_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut lock = Lock::load(folder.path());
        for _ in 0..5 {
            lock.try_begins(HOUR).expect("written");
        }
        let again = Lock::load(folder.path());
        assert_eq!((again.failures(), again.wait(Duration::ZERO).as_secs()), (5, 900));
        assert_eq!(again.wait(Duration::from_secs(899)).as_secs(), 1);
    }

    #[test]
    fn a_lock_that_was_meddled_with_is_shut() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("service-lock"), "-1").expect("written");
        assert_eq!(Lock::load(folder.path()).wait(Duration::ZERO), HOUR);
    }
}
