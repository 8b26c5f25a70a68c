//! The sound card's thread: cues, and recorded prompts.
//!
//! A cue sounds at once; a prompt waits until a cue has sounded. A newer prompt takes the place of an older one: at most
//! one waits. One player is kept for good.

use super::{DeviceState, Report, Watch};
use crate::catalog::Device;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;
use yici_hardware::Player;
use yici_hardware::sound::{Clip, Cue, Progress, SoundFault, Volume};

/// What the sound card is told.
pub enum Order {
    /// Sound this cue.
    Cue(Cue),
    /// Say this recorded prompt; nothing stops what is being said.
    Prompt(Option<Clip>),
    /// From the next sound on, be this many percent as loud as the settings say.
    Volume(u8),
}

/// Between two looks at what plays.
const LOOKS: Duration = Duration::from_millis(100);
/// While nothing plays there is nothing to look at.
const QUIET: Duration = Duration::from_secs(3_600);

/// Starts the thread; it ends when the sender is dropped.
pub fn start(player: Box<dyn Player>, volume: Volume, report: Report) -> Sender<Order> {
    let (sender, orders) = channel();
    let desk = Desk { player, full: volume, volume, report, watch: Watch::default(), playing: None, waiting: None };
    std::thread::spawn(move || desk.serve(&orders));
    sender
}

#[derive(Clone, Copy, PartialEq)]
enum Sound {
    Cue,
    Prompt,
}

struct Desk {
    player: Box<dyn Player>,
    /// What the settings say.
    full: Volume,
    volume: Volume,
    report: Report,
    watch: Watch,
    playing: Option<Sound>,
    waiting: Option<Clip>,
}

impl Desk {
    fn serve(mut self, orders: &Receiver<Order>) {
        loop {
            match orders.recv_timeout(if self.playing.is_some() { LOOKS } else { QUIET }) {
                Ok(Order::Cue(cue)) => self.play(Sound::Cue, &cue.clip()),
                Ok(Order::Prompt(clip)) => {
                    self.waiting = clip;
                    if self.playing == Some(Sound::Prompt) {
                        self.player.stop();
                        self.playing = None;
                    }
                }
                Ok(Order::Volume(percent)) => self.volume = self.full.at(percent),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            self.look();
            if self.playing.is_none()
                && let Some(clip) = self.waiting.take()
            {
                self.play(Sound::Prompt, &clip);
            }
        }
    }

    fn play(&mut self, sound: Sound, clip: &Clip) {
        match self.player.play(clip, self.volume) {
            Ok(()) => self.playing = Some(sound),
            Err(fault) => self.failed(&fault),
        }
    }

    fn look(&mut self) {
        if self.playing.is_none() {
            return;
        }
        match self.player.progress() {
            Ok(Progress::Playing) => {}
            Ok(Progress::Quiet) => {
                self.playing = None;
                self.report.saw(Device::Sound, &mut self.watch, Ok(DeviceState::Ready));
            }
            Err(fault) => self.failed(&fault),
        }
    }

    fn failed(&mut self, fault: &SoundFault) {
        tracing::warn!(%fault, "sound");
        self.playing = None;
        self.report.saw(Device::Sound, &mut self.watch, Err(fault.actor()));
    }
}
