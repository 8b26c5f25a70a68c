//! What every player keeps: a program that only listens, ALSA's player on its null device, and a real sound card when
//! `YICI_SOUND_PORT` names it as ALSA does.

use crate::sound_bench::{aplay, player, to_its_end};
use std::time::{Duration, Instant};
use yici_hardware::sound::{Clip, Cue, Player, Progress, Volume};

fn keeps_the_contract(player: &mut dyn Player) {
    assert_eq!(player.progress().unwrap(), Progress::Quiet);
    player.stop();
    let spoken = Clip::new(16_000, 1, Cue::Attention.clip().samples().to_vec()).unwrap();
    for clip in Cue::ALL.map(Cue::clip).iter().chain([&spoken]) {
        let asked = Instant::now();
        player.play(clip, Volume::new(60)).unwrap();
        assert!(asked.elapsed() < Duration::from_secs(1), "it waited for the sound");
        to_its_end(player).unwrap();
    }
    // One speaks into the other, and then nothing.
    player.play(&spoken, Volume::FULL).unwrap();
    player.play(&Cue::Done.clip(), Volume::new(0)).unwrap();
    player.stop();
    assert_eq!(player.progress().unwrap(), Progress::Quiet);
}

#[test]
fn a_program_that_listens_keeps_the_sound_contract() {
    keeps_the_contract(&mut player(&["sh", "-c", "cat >/dev/null"]));
}

#[test]
fn aplay_keeps_the_sound_contract_on_the_null_device() {
    if let Some(mut player) = aplay("null") {
        keeps_the_contract(&mut player);
    }
}

#[test]
fn a_real_sound_card_keeps_the_sound_contract() {
    let Ok(port) = std::env::var("YICI_SOUND_PORT") else {
        eprintln!("skipped: set YICI_SOUND_PORT to the ALSA name of a sound card, such as default, and listen");
        return;
    };
    if let Some(mut player) = aplay(&port) {
        keeps_the_contract(&mut player);
    }
}
