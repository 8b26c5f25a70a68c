//! A disk that can be asked what it holds, and that fails when it is told to.
//!
//! It lies below SQLite, as a VFS that hands everything on to the system's own and keeps a [`Journal`] of what changed.
//! So the real outbox runs on a real file, and afterwards every moment of that run can be looked at as a power cut would
//! have left it.
//!
//! - Only files below a watched folder are kept a journal of; every other database of the process is left alone.
//! - A fault is answered as the system would answer it; the system is then not asked.
//!
//! Limits: the journal is in memory and holds every byte that was written; the folder's own entries are taken as durable
//! once a file in it was synced, since SQLite syncs the folder with a log's first sync (its VFS does, for logs that it made). What is written past SQLite (the
//! empty file that the outbox makes first) is not seen, and need not be: it is empty.

mod journal;
mod vfs;

pub use journal::{Cut, Image, Journal, Op};

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What goes wrong, counted from when it was told to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    #[default]
    None,
    /// So many more writes are taken; every later one finds the disk full.
    FullAfter(u64),
    /// So many more reads are answered; every later one fails.
    UnreadableAfter(u64),
}

/// A watched folder. Dropping it ends the watch.
pub struct Disk {
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    dir: PathBuf,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    journal: Journal,
    fault: Fault,
}

/// What a call on a file is to do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    GoOn,
    Full,
    Unreadable,
}

impl Disk {
    /// Watches what SQLite does below `dir` from now on: open the store after this.
    pub fn watch(dir: &Path) -> Self {
        vfs::install();
        let dir = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
        let state = Arc::new(State { dir, inner: Mutex::default() });
        watched().push(Arc::clone(&state));
        Self { state }
    }

    /// From now on, this goes wrong.
    pub fn fail(&self, fault: Fault) {
        self.state.inner().fault = fault;
    }

    /// How much happened so far: a moment that [`Journal`] can be cut at.
    pub fn moment(&self) -> usize {
        self.state.inner().journal.len()
    }

    /// What happened so far; the journal begins anew.
    pub fn take(&self) -> Journal {
        std::mem::take(&mut self.state.inner().journal)
    }

    /// Reads the journal where it is.
    pub fn look<T>(&self, look: impl FnOnce(&Journal) -> T) -> T {
        look(&self.state.inner().journal)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        watched().retain(|state| !Arc::ptr_eq(state, &self.state));
    }
}

impl State {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn before_write(&self) -> Verdict {
        match &mut self.inner().fault {
            Fault::FullAfter(0) => Verdict::Full,
            Fault::FullAfter(left) => {
                *left -= 1;
                Verdict::GoOn
            }
            _ => Verdict::GoOn,
        }
    }

    fn before_read(&self) -> Verdict {
        match &mut self.inner().fault {
            Fault::UnreadableAfter(0) => Verdict::Unreadable,
            Fault::UnreadableAfter(left) => {
                *left -= 1;
                Verdict::GoOn
            }
            _ => Verdict::GoOn,
        }
    }

    fn note(&self, op: Op) {
        self.inner().journal.push(op);
    }
}

static WATCHED: Mutex<Vec<Arc<State>>> = Mutex::new(Vec::new());

fn watched() -> MutexGuard<'static, Vec<Arc<State>>> {
    WATCHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The watch that a file stands under, and its name below the watched folder.
fn watch_of(path: &Path) -> Option<(Arc<State>, String)> {
    watched().iter().find_map(|state| {
        let name = path.strip_prefix(&state.dir).ok()?.to_str()?.to_owned();
        Some((Arc::clone(state), name))
    })
}
