//! Short signals, made rather than recorded. Pure.
//!
//! Rising means good, falling means bad, repeated means: do something. All lie between 500 and 1,100 Hz, which most old
//! ears still hear well.

use super::Clip;
use serde::{Deserialize, Serialize};
use std::f64::consts::TAU;

/// A signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cue {
    /// A key was touched.
    Key,
    /// A step is done: a card read, a paper taken.
    Done,
    /// It did not work.
    Failed,
    /// Something is left behind: a card, a receipt.
    Forgotten,
    /// A person's attention is wanted.
    Attention,
}

const RATE: u32 = 48_000;
/// A third of the full amplitude: a cue is no louder than a voice.
const PEAK: f64 = 10_900.0;
/// Fading in and out keeps a tone from clicking, in milliseconds.
const FADE: u32 = 8;

impl Cue {
    /// Every cue.
    pub const ALL: [Self; 5] = [Self::Key, Self::Done, Self::Failed, Self::Forgotten, Self::Attention];

    /// The signal as sound; less than two seconds.
    pub fn clip(self) -> Clip {
        let samples = self.tones().iter().flat_map(|(hertz, millis)| tone(*hertz, *millis)).collect();
        Clip::new(RATE, 1, samples).expect("a second of one channel is a clip")
    }

    /// Tones one after the other: hertz (0 is silence) and milliseconds.
    fn tones(self) -> &'static [(u16, u16)] {
        match self {
            Self::Key => &[(880, 40)],
            Self::Done => &[(660, 120), (990, 180)],
            Self::Failed => &[(660, 150), (520, 300)],
            Self::Forgotten => &[(880, 180), (0, 120), (880, 180), (0, 120), (880, 180), (0, 120)],
            Self::Attention => &[(784, 200), (0, 60), (1_047, 300)],
        }
    }
}

fn tone(hertz: u16, millis: u16) -> impl Iterator<Item = i16> {
    let count = u32::from(millis) * RATE / 1_000;
    let fade = FADE * RATE / 1_000;
    (0..count).map(move |place| {
        let edge = place.min(count - 1 - place).min(fade);
        let loud = PEAK * f64::from(edge) / f64::from(fade);
        let swing = (TAU * f64::from(hertz) * f64::from(place) / f64::from(RATE)).sin();
        #[expect(clippy::cast_possible_truncation, reason = "PEAK is less than i16::MAX")]
        let sample = (loud * swing) as i16;
        sample
    })
}
