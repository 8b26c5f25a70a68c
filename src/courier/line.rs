//! What is known of the line, and how it is said to the screen.

use crate::{outbox::Counts, platform::QueueFault};
use serde::{Deserialize, Serialize};

/// The state of the line to the platform.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Line {
    /// Nothing was tried yet.
    #[default]
    Untried,
    /// The platform answered, and was the platform.
    Up,
    /// Its hours are over: nothing is sent until they begin again.
    Resting,
    /// It did not, for this reason.
    Troubled(QueueFault),
}

impl Line {
    pub(super) fn is_up(&self) -> bool {
        matches!(self, Self::Up)
    }
}

/// A word for the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LineWord {
    /// Submissions go out.
    Up,
    /// The platform cannot be reached. It mends itself when the line does.
    Down,
    /// The line is there, but what is at its other end cannot be used: a person may have to act.
    Paused,
}

/// What the courier tells the screen. Nothing in it is personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The line, in a word.
    pub line: LineWord,
    /// Why it is not up: a code of [`QueueFault::code`], `untried` or `hours`.
    pub why: Option<String>,
    /// Submissions that wait.
    pub waiting: u64,
    /// Submissions that were delivered, as far as they are kept.
    pub delivered: u64,
}

impl Status {
    pub(super) fn new(line: &Line, counts: Counts) -> Self {
        let (line, why) = match line {
            Line::Untried => (LineWord::Down, Some("untried")),
            Line::Up => (LineWord::Up, None),
            Line::Resting => (LineWord::Down, Some("hours")),
            Line::Troubled(fault @ (QueueFault::Unreachable | QueueFault::Slow)) => {
                (LineWord::Down, Some(fault.code()))
            }
            Line::Troubled(fault) => (LineWord::Paused, Some(fault.code())),
        };
        Self { line, why: why.map(str::to_owned), waiting: counts.waiting, delivered: counts.delivered }
    }
}
