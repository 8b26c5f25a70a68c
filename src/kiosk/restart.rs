//! When the machine may be started again into a new version: wished for, and nobody at work for a minute.
//!
//! The wish is a file in the run folder (`yici update switch`). The screen process decides, since only it knows that no
//! citizen has just touched the screen.

use std::path::PathBuf;
use std::time::Duration;

/// How long nobody must have been at work: receipts come out meanwhile, and an evaluation goes to the disk.
const CALM: Duration = Duration::from_secs(60);
/// Between two looks for the wish.
const LOOKS: Duration = Duration::from_secs(5);

/// Looks for the wish.
pub(super) struct Restart {
    wish: PathBuf,
    calm_since: Option<Duration>,
    looked: Duration,
}

impl Restart {
    pub(super) fn new(wish: PathBuf) -> Self {
        Self { wish, calm_since: None, looked: Duration::ZERO }
    }

    /// Whether to start again now. Call it often.
    pub(super) fn is_due(&mut self, busy: bool, now: Duration) -> bool {
        if busy {
            self.calm_since = None;
            return false;
        }
        let calm = now.saturating_sub(*self.calm_since.get_or_insert(now));
        if calm < CALM || now.saturating_sub(self.looked) < LOOKS {
            return false;
        }
        self.looked = now;
        self.wish.exists()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_waits_for_a_minute_of_calm() {
        let folder = tempfile::tempdir().unwrap();
        let wish = folder.path().join("restart");
        let mut restart = Restart::new(wish.clone());
        let second = Duration::from_secs;
        assert!(!restart.is_due(false, second(100)) && !restart.is_due(false, second(200)), "nobody wishes it");
        std::fs::write(&wish, "").unwrap();
        assert!(!restart.is_due(true, second(300)), "a citizen is at work");
        assert!(!restart.is_due(false, second(301)) && !restart.is_due(false, second(360)), "and has just left");
        assert!(restart.is_due(false, second(361)));
    }
}
