//! Writing Chinese on the screen: pinyin in, characters out. Handwriting is the package `yici-strokes`; `hand` opens its
//! table.
//!
//! Invariants:
//! - Nothing is learned. There is no user dictionary and no folder one could be written to, so one citizen's words can
//!   never become the next one's suggestions.
//! - What follows a word is read from a table that was made with the program; it never changes.
//! - librime keeps global state and is not safe to call from two threads. One engine is started in a process; every call
//!   goes through its lock.
//! - Only `rime` holds unsafe code.
//!
//! Limits: a composition holds at most [`MAX_LETTERS`] letters and shows [`PAGE`] candidates and
//! [`NEAR`] near ones at a time. What librime held
//! in its own memory is freed, not zeroed, when a [`Composer`] is dropped: drop it when the citizen's session ends.
//!
//! Without its data the kiosk still runs: [`Engine::start`] says what is missing, and letters and digits go on working.
//! The words themselves are data: `writing/rime/kiosk.dict.yaml`, built by `make pinyin`.

mod composer;
mod hand;
mod next;
mod rare;
mod rime;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

pub use composer::Composer;
pub use hand::{HandError, recogniser};
pub use next::NextWords;
pub use rare::{LONGEST as LONGEST_QUESTION, Rare};

/// The most letters that one composition takes; further ones are not taken.
pub const MAX_LETTERS: usize = 60;

/// How many candidates a page holds. `page_size` in `writing/rime/kiosk.schema.yaml` says the same.
pub const PAGE: usize = 8;

/// How many candidates of near sounds (zh for z, n for l, en for eng) stand behind the first page.
pub const NEAR: usize = 4;

/// Where the dictionary is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WritingSettings {
    /// librime's shared data, on Debian `/usr/share/rime-data`. A folder `opencc` in it may replace the system's OpenCC.
    pub shared_data: PathBuf,
    /// What `make pinyin` built: the kiosk's schema and its dictionary. It is only read.
    pub built: PathBuf,
}

/// Why Chinese cannot be written. Letters and digits still can.
#[derive(Debug, thiserror::Error)]
pub enum WritingError {
    /// The dictionary was not built, or not there.
    #[error(
        "no pinyin: {0} is missing; run `make pinyin`, which installs librime-bin, rime-data-luna-pinyin and rime-essay, \
         or correct the path in the settings file"
    )]
    Missing(PathBuf),
    /// It is there, but librime offers no words from it.
    #[error("no pinyin: {0} holds no dictionary that this librime can read; delete it and run `make pinyin`")]
    Unreadable(PathBuf),
    /// Words come, but in traditional characters.
    #[error("no pinyin: characters come out traditional; install libopencc-data")]
    NotSimplified,
    /// The library on this machine lacks calls that are needed.
    #[error("no pinyin: this librime is too old; install librime1 1.8.5 or later")]
    OldLibrary,
    /// This process already writes with another dictionary.
    #[error("pinyin is already running on {0}; a process has one dictionary, so name the same one everywhere")]
    Elsewhere(PathBuf),
}

/// librime, running in this process. Copies are the same engine.
#[derive(Clone, Copy)]
pub struct Engine(&'static Started);

struct Started {
    settings: WritingSettings,
    rime: Mutex<rime::Rime>,
}

/// librime can be set up once in a process, so what was started stays until the process ends.
static STARTED: Mutex<Option<&'static Started>> = Mutex::new(None);

/// Without these librime would start and offer nothing.
const BUILT_FILES: [&str; 6] = [
    "default.yaml",
    "kiosk.schema.yaml",
    "kiosk.prism.bin",
    "kiosk.table.bin",
    "kiosk_near.schema.yaml",
    "kiosk_near.prism.bin",
];

impl Engine {
    /// Starts librime, or hands out the engine that already runs, and tries one word on it.
    ///
    /// It may be called again, from any thread: after a failure, once the cause is put right; after success with the same
    /// settings. Takes some 30 ms the first time.
    pub fn start(settings: &WritingSettings) -> Result<Self, WritingError> {
        if let Some(file) = missing(&settings.built) {
            return Err(WritingError::Missing(file));
        }
        let engine = Self::running(settings)?;
        match engine.first_offer_for("zhongguo").as_deref() {
            Some("中国") => Ok(engine),
            Some("中國") => Err(WritingError::NotSimplified),
            _ => Err(WritingError::Unreadable(settings.built.clone())),
        }
    }

    fn running(settings: &WritingSettings) -> Result<Self, WritingError> {
        let mut slot = STARTED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(started) = *slot {
            return match started.settings == *settings {
                true => Ok(Self(started)),
                false => Err(WritingError::Elsewhere(started.settings.built.clone())),
            };
        }
        let rime = rime::Rime::start(&settings.shared_data, &settings.built).ok_or(WritingError::OldLibrary)?;
        let started = Box::leak(Box::new(Started { settings: settings.clone(), rime: Mutex::new(rime) }));
        *slot = Some(started);
        Ok(Self(started))
    }

    fn first_offer_for(&self, pinyin: &str) -> Option<String> {
        let mut composer = Composer::new(self);
        for letter in pinyin.chars() {
            composer.key(letter);
        }
        composer.candidates().into_iter().next()
    }

    /// Every call to librime goes through here.
    fn with<T>(&self, call: impl FnOnce(&mut rime::Rime) -> T) -> T {
        call(&mut self.0.rime.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn missing(built: &Path) -> Option<PathBuf> {
    BUILT_FILES.iter().map(|name| built.join(name)).find(|file| !file.is_file())
}
