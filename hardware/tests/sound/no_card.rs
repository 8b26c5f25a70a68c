//! There is no sound card, or no program.

use crate::sound_bench::{aplay, player, to_its_end};
use yici_hardware::Actor;
use yici_hardware::sound::{Cue, Player, Progress, SoundFault, Volume};

#[test]
fn a_program_that_is_not_installed_is_named() {
    for command in [["yici-no-such-player"].as_slice(), &[]] {
        let fault = player(command).play(&Cue::Done.clip(), Volume::FULL).unwrap_err();
        assert!(matches!(fault, SoundFault::NoProgram { .. }) && fault.actor() == Actor::Technician);
        assert!(fault.to_string().contains(command.first().unwrap_or(&"``")));
    }
}

#[test]
fn a_program_that_fails_is_quoted_once_on_one_line_and_within_bounds() {
    let mut player =
        player(&["sh", "-c", "echo 'no such'; { echo 'no such'; yes card; } | head -c 100000 >&2; exit 3"]);
    player.play(&Cue::Done.clip(), Volume::FULL).unwrap();
    let fault = to_its_end(&mut player).unwrap_err().to_string();
    assert!(fault.contains("no such card card") && fault.len() < 500 && !fault.contains('\n'), "{fault}");
    assert_eq!(player.progress().unwrap(), Progress::Quiet);
}

#[test]
fn a_program_that_fails_without_a_word_is_told_by_how_it_ended() {
    let mut player = player(&["false"]);
    player.play(&Cue::Done.clip(), Volume::FULL).unwrap();
    assert!(to_its_end(&mut player).unwrap_err().to_string().contains("exit status: 1"));
}

#[test]
fn aplay_without_its_card_says_so() {
    let Some(mut player) = aplay("hw:CARD=yici_no_such_card") else { return };
    player.play(&Cue::Done.clip(), Volume::FULL).unwrap();
    assert!(matches!(to_its_end(&mut player).unwrap_err(), SoundFault::Failed(_)));
}
