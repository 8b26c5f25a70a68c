//! Sample pictures of papers (样张): so that a citizen sees at a glance which paper is meant.
//!
//! - A picture is a file of the folder `samples/`, named by the papers that it shows and signed with the matters.
//! - Matters serve without their pictures. What is missing, broken or too large is a finding that names the line which
//!   asks for it, and the paper is shown by its name alone.
//! - Nothing is decoded before its size is bounded.
//!
//! Limits: PNG without transparency, [`MOST_BYTES`], [`MOST_SIDE`] pixels a side, [`MOST_SAMPLES`] pictures.

use super::finding::Report;
use super::{Catalog, Paper, Source};
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Cursor};
use std::sync::Arc;

/// The folder of the pictures, beside the matters.
pub const SAMPLES: &str = "samples";
/// The longest picture.
pub const MOST_BYTES: u64 = 256 << 10;
/// The most pictures of a catalog.
pub const MOST_SAMPLES: usize = 200;
/// The longest side, in pixels.
const MOST_SIDE: u32 = 1_600;
/// Shorter than this, nobody reads what stands on it.
const LEAST_SIDE: u32 = 300;

/// A picture that can be shown. Cheap to clone.
#[derive(Clone, PartialEq, Eq)]
pub struct Sample {
    /// Its file, as it was signed.
    pub png: Arc<[u8]>,
}

impl fmt::Debug for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sample({} bytes)", self.png.len())
    }
}

/// A decoded picture: RGB, line by line.
pub struct Pixels {
    /// How wide.
    pub width: u32,
    /// How high.
    pub height: u32,
    /// Three bytes a pixel.
    pub rgb: Vec<u8>,
}

/// Why a file is no picture that can be shown.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoSample {
    #[error("larger than 256 KiB; save it smaller")]
    TooLong,
    #[error("no whole PNG ({0}); save it anew as PNG")]
    NotPng(png::DecodingError),
    #[error("{0} x {1} pixels; a side has at least {LEAST_SIDE} and at most {MOST_SIDE}: scale it")]
    Size(u32, u32),
    #[error("has transparency; save it on white")]
    Transparent,
}

impl Sample {
    /// Takes a file in, decoding all of it: half a picture is none.
    pub(super) fn read(bytes: Vec<u8>) -> Result<Self, NoSample> {
        if u64::try_from(bytes.len()).map_or(true, |length| length > MOST_BYTES) {
            return Err(NoSample::TooLong);
        }
        decode(&bytes)?;
        Ok(Self { png: bytes.into() })
    }

    /// The picture, to be shown.
    pub fn pixels(&self) -> Option<Pixels> {
        decode(&self.png).ok()
    }
}

fn decode(bytes: &[u8]) -> Result<Pixels, NoSample> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let header = decoder.read_header_info().map_err(NoSample::NotPng)?;
    let (width, height) = (header.width, header.height);
    if [width, height].into_iter().any(|side| !(LEAST_SIDE..=MOST_SIDE).contains(&side)) {
        return Err(NoSample::Size(width, height));
    }
    let mut reader = decoder.read_info().map_err(NoSample::NotPng)?;
    let (colour, _) = reader.output_color_type();
    // Sides are bounded, so a picture always has a size.
    let mut pixels = vec![0; reader.output_buffer_size().unwrap_or_default()];
    reader.next_frame(&mut pixels).map_err(NoSample::NotPng)?;
    let rgb = match colour {
        png::ColorType::Rgb => pixels,
        png::ColorType::Grayscale => pixels.into_iter().flat_map(|tone| [tone; 3]).collect(),
        _ => return Err(NoSample::Transparent),
    };
    Ok(Pixels { width, height, rgb })
}

/// Gives a catalog its pictures, and notes those that it cannot have at the lines that ask for them. `bring` brings a file
/// of the folder, of which it reads at most one byte more than the bound.
pub(crate) fn illustrate(
    catalog: &mut Catalog,
    sources: &[Source],
    mut bring: impl FnMut(&str) -> io::Result<Option<Vec<u8>>>,
) {
    let mut findings = Vec::new();
    let mut taken: BTreeMap<String, Option<Sample>> = BTreeMap::new();
    for (source, path, name) in asked(catalog, sources) {
        let mut report = Report::new(source, &mut findings);
        if taken.contains_key(&name) {
            continue;
        }
        let sample = if taken.len() == MOST_SAMPLES {
            Err(format!("more than {MOST_SAMPLES} pictures; take some out"))
        } else if !is_plain(&name) {
            Err("a picture is named like `birth-certificate.png`: small letters, digits and hyphens".into())
        } else {
            let file = format!("{SAMPLES}/{name}");
            match bring(&name) {
                Ok(None) => Err(format!("there is no {file}; add it, or take this line out")),
                Err(error) => Err(format!("{file} cannot be read: {error}")),
                Ok(Some(bytes)) => Sample::read(bytes).map_err(|no| format!("{file}: {no}")),
            }
        };
        let sample = sample.map_err(|problem| report.at(&path, problem)).ok();
        taken.insert(name, sample);
    }
    catalog.samples = taken.into_iter().filter_map(|(name, sample)| Some((name, sample?))).collect();
    catalog.flaws = findings;
}

/// Every picture that is asked for, where it is written down: a paper that takes its own from `papers.toml` does not ask.
fn asked<'s>(catalog: &Catalog, sources: &'s [Source]) -> Vec<(&'s Source, String, String)> {
    let mut asked = Vec::new();
    let mut matters = catalog.matters.iter();
    for source in sources {
        if source.path == "papers.toml" {
            for (key, paper) in &catalog.papers {
                asked.extend(paper.sample.clone().map(|name| (source, format!("paper/={key}/sample"), name)));
            }
        } else if source.is_matter() {
            let Some(matter) = matters.next() else { continue };
            for (place, paper) in matter.papers.iter().enumerate().filter(|(_, paper)| is_own(catalog, paper)) {
                asked.extend(paper.sample.clone().map(|name| (source, format!("paper/{place}/sample"), name)));
            }
        }
    }
    asked
}

fn is_own(catalog: &Catalog, paper: &Paper) -> bool {
    let shared = paper.shared.as_ref().and_then(|key| catalog.papers.get(key));
    shared.is_none_or(|shared| shared.sample != paper.sample)
}

/// Whether a name leads nowhere but into the folder.
fn is_plain(name: &str) -> bool {
    let stem = name.strip_suffix(".png").unwrap_or_default();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=60).contains(&stem.len()) && stem.chars().all(plain)
}
