//! The sound card hangs.

use crate::sound_bench::{player, to_its_end};
use std::time::Instant;
use yici_hardware::Actor;
use yici_hardware::sound::program::SLACK;
use yici_hardware::sound::{Cue, Player, Progress, SoundFault, Volume};

#[test]
fn a_sound_that_never_ends_is_killed_and_told_once() {
    let mut player = player(&["sleep", "600"]);
    let started = Instant::now();
    player.play(&Cue::Key.clip(), Volume::FULL).unwrap();
    let fault = to_its_end(&mut player).unwrap_err();
    assert!(matches!(fault, SoundFault::Hung(_)) && fault.actor() == Actor::Clerk);
    assert!(started.elapsed() >= SLACK);
    assert_eq!(player.progress().unwrap(), Progress::Quiet);
}

#[test]
fn a_hundred_sounds_over_each_other_leave_no_program_behind() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut player = player(&["sh", "-c", "echo $$ >>\"$0\"; exec sleep 600", file.path().to_str().unwrap()]);
    for _ in 0..100 {
        // A program that was killed may take a moment to end; the player then says that it has no more room.
        while let Err(fault) = player.play(&Cue::Key.clip(), Volume::FULL) {
            assert!(matches!(fault, SoundFault::Stuck(_)), "{fault}");
            std::thread::yield_now();
        }
    }
    player.stop();
    let said = std::fs::read_to_string(file.path()).unwrap();
    let started = Instant::now();
    while let Some(pid) = said.lines().find(|pid| std::path::Path::new("/proc").join(pid).exists()) {
        assert!(started.elapsed() < crate::sound_bench::GENEROUS, "{pid} lives on");
        player.progress().unwrap();
    }
}
