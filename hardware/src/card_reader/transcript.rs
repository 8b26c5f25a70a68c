//! What was said on a line, as text that a person can read, a reviewer can trust and a test can play back.
//!
//! ```text
//! yici-wire 1
//! # line opened
//! 0.000812 > AAAAAA96690003200122 # find
//! 0.015020 < AAAAAA9669000800009F0000000097 # found a card
//! ```
//!
//! One line for each piece of bytes: seconds since the recording began, `>` to the reader or `<` from it, the bytes in
//! hex, and a remark. A line that begins with `#` is a remark, too.
//!
//! - [`Recorder`] writes one while a driver works. **No citizen's data is written, at no time and in no case**:
//!   [`scrub`](mod@scrub) puts a sample card in the place of the real one, and zeros in the place of what it cannot name,
//!   before a byte reaches the file.
//! - [`Player`] plays one back to a driver, without waiting: times are for people.
//!
//! Limits: [`MAX_ENTRIES`] pieces, each of at most [`MAX_PIECE`] bytes. What a driver threw away unread is not
//! recorded, and a line that broke is a remark: played back, it only falls silent.

mod player;
mod recorder;
pub mod scrub;

pub use player::Player;
pub use recorder::Recorder;

use std::fmt;
use std::time::Duration;

/// The first line of a transcript.
pub const HEAD: &str = "yici-wire 1";
/// The most pieces in a transcript: a recorder stops there.
pub const MAX_ENTRIES: usize = 100_000;
/// The most bytes in a piece.
pub const MAX_PIECE: usize = 4_096;

/// Which way bytes went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the reader.
    Out,
    /// From the reader.
    In,
}

/// One piece of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Since the recording began; microseconds are kept.
    pub at: Duration,
    /// Which way it went.
    pub direction: Direction,
    /// The bytes, as they went or as they were replaced.
    pub bytes: Vec<u8>,
    /// A remark, may be empty.
    pub remark: String,
}

/// Why a text is no transcript.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadTranscript {
    /// The first line is another one.
    #[error("the first line is not `{HEAD}`: this is no transcript, or one of a version that is not known here")]
    Head,
    /// A line that is none of a transcript.
    #[error("line {0} is not `seconds < or > hex # remark`; correct it, or record again")]
    Line(usize),
    /// More pieces than a transcript has.
    #[error("it has more than {MAX_ENTRIES} pieces; cut it")]
    TooLong,
}

/// Reads a transcript. Empty lines and remarks of their own are skipped.
pub fn parse(text: &str) -> Result<Vec<Entry>, BadTranscript> {
    let mut lines = text.lines().enumerate();
    if lines.next().map(|(_, head)| head.trim_end()) != Some(HEAD) {
        return Err(BadTranscript::Head);
    }
    let mut entries = Vec::new();
    for (index, line) in lines {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if entries.len() == MAX_ENTRIES {
            return Err(BadTranscript::TooLong);
        }
        entries.push(entry(line).ok_or(BadTranscript::Line(index + 1))?);
    }
    Ok(entries)
}

fn entry(line: &str) -> Option<Entry> {
    let (line, remark) = line.split_once('#').unwrap_or((line, ""));
    let mut words = line.split_whitespace();
    let at = time(words.next()?)?;
    let direction = match words.next()? {
        ">" => Direction::Out,
        "<" => Direction::In,
        _ => return None,
    };
    let bytes = hex(words.next()?)?;
    words.next().is_none().then(|| Entry { at, direction, bytes, remark: remark.trim().to_owned() })
}

/// `12.000345`, in microseconds.
fn time(text: &str) -> Option<Duration> {
    let (seconds, micros) = text.split_once('.')?;
    let fits = micros.len() == 6 && [seconds, micros].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let micros = micros.parse().ok().filter(|_| fits)?;
    Some(Duration::from_secs(seconds.parse().ok()?) + Duration::from_micros(micros))
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let fits = text.len().is_multiple_of(2)
        && text.len() <= 2 * MAX_PIECE
        && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    fits.then(|| (0..text.len()).step_by(2).filter_map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect())
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arrow = match self.direction {
            Direction::Out => '>',
            Direction::In => '<',
        };
        write!(f, "{}.{:06} {arrow} ", self.at.as_secs(), self.at.subsec_micros())?;
        self.bytes.iter().try_for_each(|byte| write!(f, "{byte:02X}"))?;
        if self.remark.is_empty() { Ok(()) } else { write!(f, " # {}", self.remark) }
    }
}
