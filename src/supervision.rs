//! What systemd is told of a process, and when.
//!
//! - "Ready" is said once, by the screen after its first frame, by the courier when its socket listens.
//! - "Alive" is said only after real progress: a frame that was painted, a round that came to its end. Never by a timer of
//!   its own, which would go on while everything else hangs. systemd restarts a process that says nothing for as long as
//!   `WatchdogSec=` of its unit.
//! - Without systemd (`NOTIFY_SOCKET` is not set) nothing is said and nothing fails.
//! - Nobody but systemd ends such a process: no key of a keyboard does.

use rustix::io::Errno;
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
use sd_notify::NotifyState;
use std::io::stdin;
use std::time::Duration;

/// From now on, no key becomes a signal to this process, whose standard input is the kernel's console: PrintScreen is its
/// "quit". The console forgets this as soon as nobody holds it open, so no other process can see to it beforehand. Where a
/// developer started the process in a terminal, keys mean what they mean there.
pub fn deafen() {
    if std::env::var_os("NOTIFY_SOCKET").is_none() {
        return;
    }
    let deaf = tcgetattr(stdin()).and_then(|mut console| {
        console.local_modes.remove(LocalModes::ISIG);
        tcsetattr(stdin(), OptionalActions::Now, &console)
    });
    match deaf {
        Ok(()) | Err(Errno::NOTTY) => {}
        Err(error) => tracing::warn!(%error, "a key may end this process"),
    }
}

/// This process serves from now on.
pub fn ready() {
    tell(NotifyState::Ready);
}

/// This process does not serve yet, and is not to be given up for as long as this.
pub fn not_yet(patience: Duration) {
    tell(NotifyState::ExtendTimeoutUsec(u32::try_from(patience.as_micros()).unwrap_or(u32::MAX)));
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
