//! The lines of NUT's network protocol, as far as a kiosk needs them. No I/O.
//!
//! RFC 9271 sections 4.2.1 (errors), 4.2.4 (GET) and 5.1 (status words). A line ends with LF and is at most [`LINE`]
//! bytes long here; words are apart by one space, and a value stands in quotes, `"` and `\` in it escaped by `\`.

use super::PowerState;
use std::time::Duration;

/// The longest line that is read, without its end. Values of the variables asked for are a few bytes.
pub const LINE: usize = 512;

/// What is asked about a UPS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variable {
    /// `ups.status`: words such as `OL`, `OB`, `LB`.
    Status,
    /// `battery.charge`: per cent.
    Charge,
    /// `battery.runtime`: seconds.
    Runtime,
}

impl Variable {
    /// The protocol's name for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Status => "ups.status",
            Self::Charge => "battery.charge",
            Self::Runtime => "battery.runtime",
        }
    }
}

/// What came back to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The variable's value.
    Value(String),
    /// The server's word for why there is none, such as `VAR-NOT-SUPPORTED`.
    Error(String),
}

/// Whether `ups` can be a UPS's name: letters, digits, `-`, `_` and `.`, at most 64 of them.
pub fn is_name(ups: &str) -> bool {
    (1..=64).contains(&ups.len()) && ups.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// The question, with its end of line. `ups` must be a name as [`is_name`] has it.
pub fn question(ups: &str, variable: Variable) -> String {
    format!("GET VAR {ups} {}\n", variable.name())
}

/// Reads an answer, without its end of line; `None` when it is no answer to this question.
pub fn reply(line: &str, ups: &str, variable: Variable) -> Option<Reply> {
    if let Some(error) = line.strip_prefix("ERR ") {
        let word = error.split(' ').next().unwrap_or_default();
        return Some(Reply::Error(word.to_owned()));
    }
    let rest = line.strip_prefix("VAR ")?.strip_prefix(ups)?.strip_prefix(' ')?;
    let quoted = rest.strip_prefix(variable.name())?.strip_prefix(" \"")?;
    unquote(quoted).map(Reply::Value)
}

/// Takes a value up to its closing quote, after which nothing may come.
fn unquote(quoted: &str) -> Option<String> {
    let mut value = String::with_capacity(quoted.len());
    let mut characters = quoted.chars();
    loop {
        match characters.next()? {
            '"' => return characters.next().is_none().then_some(value),
            '\\' => value.push(characters.next()?),
            plain => value.push(plain),
        }
    }
}

/// Reads `ups.status`. `charge` and `runtime` are asked for only on battery.
///
/// `FSD` is a shutdown that NUT has ordered. On the line, `LB` only means that the battery is not full yet.
pub fn state(status: &str, charge: Option<&str>, runtime: Option<&str>) -> PowerState {
    let says = |word: &str| status.split_ascii_whitespace().any(|said| said == word);
    if says("FSD") || (says("OB") && says("LB")) {
        PowerState::LowBattery
    } else if says("OB") {
        PowerState::OnBattery { charge: charge.and_then(percent), runtime: runtime.and_then(seconds) }
    } else if says("OL") {
        PowerState::OnLine
    } else {
        PowerState::Unknown
    }
}

/// Whole per cent; a fraction, which some drivers send, is cut off. `None` for what is no share of a hundred.
fn percent(value: &str) -> Option<u8> {
    whole(value).and_then(|share| u8::try_from(share).ok()).filter(|share| *share <= 100)
}

/// Whole seconds. `None` for what is no time, or more than a week: some drivers send a placeholder.
fn seconds(value: &str) -> Option<Duration> {
    whole(value).filter(|seconds| *seconds <= 7 * 24 * 3_600).map(|seconds| Duration::from_secs(seconds.into()))
}

fn whole(value: &str) -> Option<u32> {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    fraction.bytes().all(|byte| byte.is_ascii_digit()).then(|| whole.parse().ok()).flatten()
}
