//! What systemd is told of a process, and when.
//!
//! - "Ready" is said once, by the screen after its first frame, by the courier when its socket listens.
//! - "Alive" is said only after real progress: a frame that was painted, a round that came to its end. Never by a timer of
//!   its own, which would go on while everything else hangs. systemd restarts a process that says nothing for as long as
//!   `WatchdogSec=` of its unit.
//! - Without systemd (`NOTIFY_SOCKET` is not set) nothing is said and nothing fails.

use sd_notify::NotifyState;

/// This process serves from now on.
pub fn ready() {
    tell(NotifyState::Ready);
}

/// Progress was made.
pub fn alive() {
    tell(NotifyState::Watchdog);
}

/// Says it; a supervisor that cannot be reached is no reason to stop serving citizens.
fn tell(state: NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(&[state]) {
        tracing::warn!(%error, "systemd could not be told");
    }
}
