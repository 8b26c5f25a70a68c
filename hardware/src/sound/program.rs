//! The driver that plays through a program, which reads a WAV file from its standard input.
//!
//! - The whole sound lies in memory of its own (`memfd`) before the program starts: nothing is written to a disk, and
//!   nobody waits for a pipe.
//! - One program at a time is meant to be heard. One that was stopped is killed; at most [`DYING`] may still be ending.
//! - A program that runs [`SLACK`] longer than its sound is killed.
//! - At most [`WORDS`] bytes of what it says on standard error are read.
//!
//! Limit: a program that is still ending when its player is dropped is waited for by nobody; keep one player for good.

use super::{Clip, Player, Progress, SoundFault, Volume};
use rustix::fs::{MemfdFlags, memfd_create};
use serde::Deserialize;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How many killed programs may still be ending.
pub const DYING: usize = 4;
/// How much longer than its sound a program may run: a sound card takes a while to open and to drain.
pub const SLACK: Duration = Duration::from_secs(3);
/// How much of a program's words is read.
pub const WORDS: u64 = 300;

/// Which program plays.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SoundSettings {
    /// The program and its arguments. No shell is between.
    #[serde(default = "SoundSettings::usual_command")]
    pub command: Vec<String>,
}

impl SoundSettings {
    fn usual_command() -> Vec<String> {
        ["aplay", "-q", "-D", "default"].map(str::to_owned).to_vec()
    }
}

impl Default for SoundSettings {
    fn default() -> Self {
        Self { command: Self::usual_command() }
    }
}

/// A player that starts a program for each sound.
pub struct ProgramPlayer {
    settings: SoundSettings,
    playing: Option<Playing>,
    dying: Vec<Child>,
}

struct Playing {
    program: Child,
    words: File,
    until: Instant,
    allowed: Duration,
}

impl ProgramPlayer {
    /// Names the program. Nothing is started yet.
    pub fn new(settings: SoundSettings) -> Self {
        Self { settings, playing: None, dying: Vec::with_capacity(DYING) }
    }

    fn start(&self, clip: &Clip, volume: Volume) -> Result<Playing, SoundFault> {
        let sound = hand_over(clip, volume).map_err(SoundFault::NoRoom)?;
        let words = memory("yici-sound-words").map_err(SoundFault::NoRoom)?;
        let said = words.try_clone().map_err(SoundFault::NoRoom)?;
        let (name, arguments) =
            self.settings.command.split_first().map_or(("", [].as_slice()), |(name, rest)| (name, rest));
        let program = Command::new(name)
            .args(arguments)
            .stdin(sound)
            .stdout(Stdio::null())
            .stderr(said)
            .spawn()
            .map_err(|why| SoundFault::NoProgram { program: name.to_owned(), why })?;
        let allowed = clip.length() + SLACK;
        Ok(Playing { program, words, until: Instant::now() + allowed, allowed })
    }

    fn bury(&mut self) {
        // One that cannot be asked is not ours any more.
        self.dying.retain_mut(|program| matches!(program.try_wait(), Ok(None)));
    }

    fn kill(&mut self, mut program: Child) {
        // It may just have ended by itself.
        let _ = program.kill();
        self.dying.push(program);
        self.bury();
    }
}

impl Player for ProgramPlayer {
    fn play(&mut self, clip: &Clip, volume: Volume) -> Result<(), SoundFault> {
        self.stop();
        self.bury();
        if self.dying.len() >= DYING {
            return Err(SoundFault::Stuck(self.dying.len()));
        }
        self.playing = Some(self.start(clip, volume)?);
        Ok(())
    }

    fn progress(&mut self) -> Result<Progress, SoundFault> {
        self.bury();
        let Some(mut playing) = self.playing.take() else {
            return Ok(Progress::Quiet);
        };
        match playing.program.try_wait() {
            Ok(Some(status)) if status.success() => Ok(Progress::Quiet),
            Ok(Some(status)) => Err(SoundFault::Failed(last_words(playing.words, status))),
            Ok(None) if Instant::now() > playing.until => {
                self.kill(playing.program);
                Err(SoundFault::Hung(playing.allowed))
            }
            Ok(None) => {
                self.playing = Some(playing);
                Ok(Progress::Playing)
            }
            Err(error) => Err(SoundFault::Failed(error.to_string())),
        }
    }

    fn stop(&mut self) {
        if let Some(playing) = self.playing.take() {
            self.kill(playing.program);
        }
    }
}

impl Drop for ProgramPlayer {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The sound as a WAV file in memory, wound back to its beginning.
fn hand_over(clip: &Clip, volume: Volume) -> io::Result<File> {
    let mut sound = memory("yici-sound")?;
    clip.write_wav(volume, BufWriter::new(&mut sound)).map_err(|error| match error {
        hound::Error::IoError(error) => error,
        other => io::Error::other(other),
    })?;
    sound.rewind()?;
    Ok(sound)
}

fn memory(name: &str) -> io::Result<File> {
    Ok(File::from(memfd_create(name, MemfdFlags::CLOEXEC)?))
}

/// What the program said before it ended, on one line; how it ended where it said nothing.
fn last_words(mut words: File, status: ExitStatus) -> String {
    let mut said = Vec::new();
    let read = words.rewind().and_then(|()| words.take(WORDS).read_to_end(&mut said));
    let said = String::from_utf8_lossy(&said).split_whitespace().collect::<Vec<_>>().join(" ");
    if read.is_err() || said.is_empty() { status.to_string() } else { said }
}
