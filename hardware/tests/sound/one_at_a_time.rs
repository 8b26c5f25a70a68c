//! What is played, and that the next sound ends the last one.

use crate::sound_bench::{player, recorder, to_its_end};
use std::fs;
use yici_hardware::sound::{Clip, Cue, Player, Progress, Volume};

#[test]
fn the_program_gets_the_whole_sound_at_its_volume() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut player = recorder(file.path());
    // Larger than a pipe holds: nobody waits for it to be read.
    let clip = Clip::new(48_000, 1, vec![8_000; 480_000]).unwrap();
    player.play(&clip, Volume::new(50)).unwrap();
    to_its_end(&mut player).unwrap();
    let heard = Clip::from_wav(&fs::read(file.path()).unwrap()).unwrap();
    assert!(heard.samples().len() == 480_000 && heard.samples().iter().all(|sample| *sample == 2_000));
}

#[test]
fn the_next_sound_ends_the_last_one() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let path = file.path().to_str().unwrap();
    // Writes its name down, then sounds on for as long as nobody kills it.
    let mut player = player(&["sh", "-c", "echo $$ >\"$0\"; exec sleep 600", path]);
    let mut first = String::new();
    player.play(&Cue::Done.clip(), Volume::FULL).unwrap();
    while !first.ends_with('\n') {
        assert_eq!(player.progress().unwrap(), Progress::Playing);
        first = fs::read_to_string(path).unwrap();
    }
    player.play(&Cue::Failed.clip(), Volume::FULL).unwrap();
    let alive = || fs::read_to_string(format!("/proc/{}/stat", first.trim())).is_ok();
    let started = std::time::Instant::now();
    while alive() {
        assert!(started.elapsed() < crate::sound_bench::GENEROUS, "the first one sounds on");
        player.progress().unwrap();
    }
    player.stop();
    assert_eq!(player.progress().unwrap(), Progress::Quiet);
}
