//! Sound as data: 16-bit PCM, taken from a WAV file and written as one. No I/O.
//!
//! A clip is at most [`LONGEST`] long and [`MOST_SAMPLES`] samples large, 8,000 to 48,000 of them a second, in one or two
//! channels.

use hound::{SampleFormat, WavReader, WavSpec, WavWriter};
use std::io::{Cursor, Seek, Write};
use std::time::Duration;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The longest clip: a spoken page.
pub const LONGEST: Duration = Duration::from_secs(120);
/// The largest clip, over all channels; twice as many bytes.
pub const MOST_SAMPLES: usize = 120 * 48_000 * 2;

/// A sound. It has no `Debug` and is erased when dropped: what is said may name a citizen.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Clip {
    rate: u32,
    channels: u16,
    samples: Vec<i16>,
}

/// Why bytes are no clip.
#[derive(Debug, thiserror::Error)]
pub enum ClipError {
    /// Not a WAV file, or a broken one.
    #[error("not a WAV file ({0}); convert it")]
    NotWav(hound::Error),
    /// A WAV file of another kind.
    #[error("not 16-bit PCM in one or two channels at 8,000 to 48,000 Hz; convert it")]
    Kind,
    /// Too long.
    #[error("longer than {LONGEST:?}; shorten it")]
    TooLong,
}

impl Clip {
    /// Takes samples, channels interleaved.
    pub fn new(rate: u32, channels: u16, samples: Vec<i16>) -> Result<Self, ClipError> {
        if !(8_000..=48_000).contains(&rate) || !(1..=2).contains(&channels) {
            return Err(ClipError::Kind);
        }
        let clip = Self { rate, channels, samples };
        let whole = clip.samples.len().is_multiple_of(usize::from(channels));
        if !whole {
            return Err(ClipError::Kind);
        }
        if clip.length() > LONGEST { Err(ClipError::TooLong) } else { Ok(clip) }
    }

    /// Reads a WAV file.
    pub fn from_wav(bytes: &[u8]) -> Result<Self, ClipError> {
        let mut reader = WavReader::new(Cursor::new(bytes)).map_err(ClipError::NotWav)?;
        let WavSpec { channels, sample_rate, bits_per_sample, sample_format } = reader.spec();
        if bits_per_sample != 16 || sample_format != SampleFormat::Int {
            return Err(ClipError::Kind);
        }
        // Read to its true end: the length that a file claims is only a claim.
        let samples: Result<Vec<i16>, _> = reader.samples().take(MOST_SAMPLES + 1).collect();
        let samples = samples.map_err(ClipError::NotWav)?;
        if samples.len() > MOST_SAMPLES {
            return Err(ClipError::TooLong);
        }
        Self::new(sample_rate, channels, samples)
    }

    /// Writes it as a WAV file, at this volume.
    pub fn write_wav(&self, volume: Volume, out: impl Write + Seek) -> Result<(), hound::Error> {
        let spec = WavSpec {
            channels: self.channels,
            sample_rate: self.rate,
            bits_per_sample: 16,
            sample_format: SampleFormat::Int,
        };
        let mut writer = WavWriter::new(out, spec)?;
        for sample in &self.samples {
            writer.write_sample(volume.scale(*sample))?;
        }
        writer.finalize()
    }

    /// How long it sounds.
    pub fn length(&self) -> Duration {
        let frames = self.samples.len() / usize::from(self.channels);
        Duration::from_secs_f64(u32::try_from(frames).map_or(f64::INFINITY, f64::from).min(1e9) / f64::from(self.rate))
    }

    /// The samples, channels interleaved.
    pub fn samples(&self) -> &[i16] {
        &self.samples
    }
}

/// How loud, 0 (silence) to 100 (as recorded). Half sounds about half as loud: the amplitude goes with the square.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Volume(u8);

impl Volume {
    /// As recorded.
    pub const FULL: Self = Self(100);

    /// More than 100 counts as 100.
    pub fn new(per_cent: u8) -> Self {
        Self(per_cent.min(100))
    }

    /// Per cent.
    pub fn per_cent(self) -> u8 {
        self.0
    }

    /// This many per cent as loud.
    pub fn at(self, per_cent: u8) -> Self {
        Self::new(u8::try_from(u16::from(self.0) * u16::from(per_cent.min(100)) / 100).unwrap_or(100))
    }

    fn scale(self, sample: i16) -> i16 {
        let gain = i32::from(self.0) * i32::from(self.0);
        i16::try_from(i32::from(sample) * gain / 10_000).expect("a gain of at most one makes nothing larger")
    }
}
