//! Prompts recorded by a person: `LANGUAGE/PROMPT.wav` in a folder that the settings name, such as `zh/take-receipt.wav`.
//!
//! A prompt that is not there, or is no clip, is said by another speaker: a site may record the few that matter to it.
//!
//! Limit: a file is read when its prompt is due, at most [`LARGEST`] bytes of it; that takes some milliseconds.

use super::{Prompt, Speaker};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use yici_hardware::sound::Clip;
use yici_hardware::sound::clip::MOST_SAMPLES;

/// The largest file: the longest clip and its head.
const LARGEST: u64 = 2 * MOST_SAMPLES as u64 + 4_096;

/// Takes a clip to be played now; nothing stops what plays.
pub type Play = Box<dyn Fn(Option<Clip>) + Send>;

/// Says what was recorded.
pub struct Recorded {
    folder: PathBuf,
    play: Play,
    otherwise: Box<dyn Speaker>,
}

impl Recorded {
    /// Looks for recordings in `folder`, plays them with `play`, and has `otherwise` say the rest.
    pub fn new(folder: PathBuf, play: Play, otherwise: Box<dyn Speaker>) -> Self {
        Self { folder, play, otherwise }
    }
}

impl Speaker for Recorded {
    fn say(&mut self, prompt: Prompt, language: &str) {
        let file = self.folder.join(language).join(file_name(prompt));
        let clip = read(&file);
        let silent = clip.is_none();
        (self.play)(clip);
        if silent {
            self.otherwise.say(prompt, language);
        }
    }
}

/// `TakeReceipt` is recorded in `take-receipt.wav`.
fn file_name(prompt: Prompt) -> String {
    let mut name = String::new();
    for character in format!("{prompt:?}").chars() {
        if character.is_ascii_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(character.to_ascii_lowercase());
    }
    name + ".wav"
}

fn read(file: &Path) -> Option<Clip> {
    let mut bytes = Vec::new();
    // A prompt that was not recorded is no fault.
    File::open(file).ok()?.take(LARGEST).read_to_end(&mut bytes).ok()?;
    let clip = Clip::from_wav(&bytes);
    clip.inspect_err(|error| tracing::warn!(file = %file.display(), %error, "a recorded prompt cannot be played")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;
    use yici_hardware::sound::{Cue, Volume};

    struct Heard(std::sync::mpsc::Sender<Prompt>);

    impl Speaker for Heard {
        fn say(&mut self, prompt: Prompt, _: &str) {
            self.0.send(prompt).unwrap();
        }
    }

    #[test]
    fn what_was_recorded_is_played_and_the_rest_is_spoken() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("zh")).unwrap();
        let recording = Cue::Done.clip();
        let file = File::create(folder.path().join("zh/take-receipt.wav")).unwrap();
        recording.write_wav(Volume::FULL, file).unwrap();
        std::fs::write(folder.path().join("zh/home.wav"), "no sound").unwrap();

        let ((player, played), (speaker, spoken)) = (channel(), channel());
        let play = Box::new(move |clip| player.send(clip).unwrap());
        let mut voice = Recorded::new(folder.path().into(), play, Box::new(Heard(speaker)));
        voice.say(Prompt::TakeReceipt, "zh");
        assert!(played.recv().unwrap().is_some_and(|clip| clip == recording));
        for (prompt, language) in [(Prompt::TakeReceipt, "en"), (Prompt::Home, "zh"), (Prompt::Thanks, "zh")] {
            voice.say(prompt, language);
            assert!(played.recv().unwrap().is_none(), "what was being played stops");
            assert_eq!(spoken.recv().unwrap(), prompt);
        }
        assert!(spoken.try_recv().is_err(), "nothing is said twice");
    }
}
