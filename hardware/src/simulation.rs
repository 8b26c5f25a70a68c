//! What the simulators on a pseudo-terminal share: a [`Plug`], and a [`Watched`] state that a test waits for and never
//! sleeps.
//!
//! One thread while it is plugged in; it ends with the plug or with the simulator.

use crate::pty::Pty;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A device's plug: in or out, always at the same link.
pub(crate) struct Plug {
    link: PathBuf,
    name: &'static str,
    held: Mutex<Option<Held>>,
}

struct Held {
    pulled: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Plug {
    /// Out. The link's directory must exist; `name` is the thread's.
    pub(crate) fn new(link: &Path, name: &'static str) -> Self {
        Self { link: link.to_owned(), name, held: Mutex::default() }
    }

    /// Where a driver finds the port while it is in.
    pub(crate) fn link(&self) -> &Path {
        &self.link
    }

    /// Pushes it in, unless it is: `power_up` then gives what serves the line on a thread until it is told that the plug
    /// was pulled.
    pub(crate) fn push<F>(&self, power_up: impl FnOnce() -> F) -> io::Result<()>
    where
        F: FnOnce(Pty, &AtomicBool) + Send + 'static,
    {
        let mut held = self.held();
        if held.is_none() {
            let pty = Pty::open_at(&self.link)?;
            let serve = power_up();
            let pulled = Arc::<AtomicBool>::default();
            let stop = Arc::clone(&pulled);
            let thread = thread::Builder::new().name(self.name.into()).spawn(move || serve(pty, &stop))?;
            *held = Some(Held { pulled, thread });
        }
        Ok(())
    }

    /// Pulls it. When this returns, the port is gone. Whether it was in.
    pub(crate) fn pull(&self) -> bool {
        let held = self.held().take();
        let was_in = held.is_some();
        if let Some(Held { pulled, thread }) = held {
            pulled.store(true, Ordering::Relaxed);
            thread.join().expect("the simulator's thread does not panic");
        }
        was_in
    }

    fn held(&self) -> MutexGuard<'_, Option<Held>> {
        self.held.lock().expect("nobody panics with the lock held")
    }
}

impl Drop for Plug {
    fn drop(&mut self) {
        self.pull();
    }
}

/// A state that the hand and the thread share.
#[derive(Default)]
pub(crate) struct Watched<T> {
    state: Mutex<T>,
    changed: Condvar,
}

impl<T> Watched<T> {
    /// The state, to be looked at or changed.
    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        self.state.lock().expect("nobody panics with the lock held")
    }

    /// Wakes those who wait, after a change that they may wait for.
    pub(crate) fn tell(&self) {
        self.changed.notify_all();
    }

    /// Waits until `done`; `false` when `timeout` was over first.
    pub(crate) fn wait(&self, timeout: Duration, done: impl Fn(&T) -> bool) -> bool {
        let waited = self.changed.wait_timeout_while(self.lock(), timeout, |state| !done(state));
        !waited.expect("nobody panics with the lock held").1.timed_out()
    }
}
