//! The thread that watches the services folder: a clerk's change serves the next citizen, without a restart.
//!
//! A change that cannot be used is said once, and the last good matters go on.

use crate::shelf::{self, ShelfError, Taken};
use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// Between two looks at the folder.
const LOOKS: Duration = Duration::from_secs(2);

/// Watches until it is dropped.
pub struct Matters {
    _stop: Sender<()>,
}

impl Matters {
    /// Watches the folder; `changed` gets what was taken from it after each change.
    pub fn watch(
        services: PathBuf,
        state: PathBuf,
        changed: impl Fn(Result<Taken, ShelfError>) + Send + 'static,
    ) -> Self {
        let (stop, stopped) = channel::<()>();
        let mut seen = shelf::stamp(&services);
        std::thread::spawn(move || {
            while stopped.recv_timeout(LOOKS) == Err(RecvTimeoutError::Timeout) {
                let stamp = shelf::stamp(&services);
                if stamp != seen {
                    seen = stamp;
                    changed(shelf::take(&services, &state));
                }
            }
        });
        Self { _stop: stop }
    }
}
