//! Whether a stick may be put in now, told to the image by a file in the run folder.
//!
//! The kernel of the image lets no storage in; a unit does, while this file is there (`yici-service`). It is there while the
//! service mode is open, and while the service door is and nobody is served, so that a technician's stick can take the place
//! of a PIN. The key for help is anybody's and lets no stick in.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

/// Keeps the file in step.
pub(super) struct Sticks {
    mark: PathBuf,
    /// What was written down last; nothing is known of what an earlier process left.
    told: Option<bool>,
}

impl Sticks {
    pub(super) fn new(mark: PathBuf) -> Self {
        Self { mark, told: None }
    }

    /// Whether a stick may be put in. What cannot be written down is tried again at the next call.
    pub(super) fn let_in(&mut self, wanted: bool) {
        if self.told == Some(wanted) {
            return;
        }
        let written = if wanted { fs::write(&self.mark, "") } else { fs::remove_file(&self.mark) };
        match written {
            Ok(()) => self.told = Some(wanted),
            Err(error) if !wanted && error.kind() == ErrorKind::NotFound => self.told = Some(wanted),
            Err(error) => tracing::error!(%error, "whether a stick may be put in cannot be told to the system"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_earlier_process_left_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let mark = folder.path().join("service");
        fs::write(&mark, "").unwrap();
        let mut sticks = Sticks::new(mark.clone());
        sticks.let_in(false);
        assert!(!mark.exists());
        sticks.let_in(true);
        assert!(mark.exists());
        sticks.let_in(false);
        assert!(!mark.exists());
    }
}
