//! What a kiosk lets be heard: a spoken prompt, or a cue.
//!
//! [`clip`] is sound as data and its volume, without I/O; [`cue`] makes the short signals; [`program`] plays through a
//! program such as ALSA's `aplay`, which keeps a stuck sound card out of our process.

pub mod clip;
pub mod cue;
pub mod program;

pub use clip::{Clip, ClipError, Volume};
pub use cue::Cue;

use crate::Actor;
use std::time::Duration;

/// Something that plays one sound at a time.
pub trait Player: Send {
    /// Begins to play; what was playing stops. Never waits for the sound: returns when the player has it.
    ///
    /// `Ok` does not mean that it was heard: [`Player::progress`] tells how it went. On `Err` nothing plays.
    fn play(&mut self, clip: &Clip, volume: Volume) -> Result<(), SoundFault>;

    /// What became of the last sound. Never waits. An `Err` is told once, and then nothing plays.
    ///
    /// Ask now and then while something plays: a sound that hangs is ended by this call.
    fn progress(&mut self) -> Result<Progress, SoundFault>;

    /// Stops what plays, if anything does. Never waits.
    fn stop(&mut self);
}

/// What a player does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Nothing plays: the last sound came to its end or was stopped, or there was none.
    Quiet,
    /// A sound is playing.
    Playing,
}

/// Why nothing is heard.
#[derive(Debug, thiserror::Error)]
pub enum SoundFault {
    /// The program cannot be started.
    #[error("cannot start `{program}` ({why}); install it (alsa-utils), or correct `command` in the settings file")]
    NoProgram {
        /// As the settings name it.
        program: String,
        /// The system's own words.
        why: std::io::Error,
    },
    /// The program ended with an error.
    #[error("the sound was not played ({0}); check the sound card and its name in the settings file")]
    Failed(String),
    /// It took far longer than the sound is long, and was killed.
    #[error("the sound card hung for {0:?}; check its cable")]
    Hung(Duration),
    /// Programs that were killed do not end.
    #[error("{0} sounds hang in the sound card's driver; restart the kiosk")]
    Stuck(usize),
    /// No room to hand the sound over.
    #[error("no memory for the sound ({0}); restart the kiosk")]
    NoRoom(std::io::Error),
}

impl SoundFault {
    /// Who must act.
    pub fn actor(&self) -> Actor {
        match self {
            Self::Hung(_) | Self::Stuck(_) => Actor::Clerk,
            Self::NoProgram { .. } | Self::Failed(_) | Self::NoRoom(_) => Actor::Technician,
        }
    }
}
