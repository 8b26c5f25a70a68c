//! Programs that play, and waiting for them.

use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use yici_hardware::sound::program::{ProgramPlayer, SoundSettings};
use yici_hardware::sound::{Player, Progress, SoundFault};

pub const GENEROUS: Duration = Duration::from_secs(20);

pub fn player(command: &[&str]) -> ProgramPlayer {
    ProgramPlayer::new(SoundSettings { command: command.iter().map(ToString::to_string).collect() })
}

/// A program that keeps what it is to play.
pub fn recorder(file: &Path) -> ProgramPlayer {
    player(&["sh", "-c", "cat >\"$0\"", file.to_str().unwrap()])
}

/// ALSA's player on this device; `None`, with the reason printed, where it is not installed.
pub fn aplay(device: &str) -> Option<ProgramPlayer> {
    let found = Command::new("aplay").arg("--version").stdout(Stdio::null()).status();
    if !found.is_ok_and(|status| status.success()) {
        eprintln!("skipped: aplay is not installed (Debian package alsa-utils)");
        return None;
    }
    Some(player(&["aplay", "-q", "-D", device]))
}

/// Asks until nothing plays any more: another program's end is no event of ours.
pub fn to_its_end(player: &mut dyn Player) -> Result<(), SoundFault> {
    let started = Instant::now();
    while player.progress()? == Progress::Playing {
        assert!(started.elapsed() < GENEROUS, "it never ends");
        thread::sleep(Duration::from_millis(10));
    }
    Ok(())
}
