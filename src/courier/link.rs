//! The link between the two processes: narrow questions over a Unix socket, a line of JSON each way.
//!
//! `{"version":1,"ask":"status"}` asks how things are; `{"version":1,"ask":"nudge"}` says that something was committed.
//! Both are answered with a [`Status`]; anything else with `{"version":1,"refused":"…"}`.
//!
//! Limits: 1 KiB a question, 4 KiB an answer, eight connections at once, a connection without a question for a minute is
//! closed. Who may ask is said by the mode of the socket's directory.

mod client;
mod server;

pub use client::{Client, LinkError};
pub use server::Server;

use super::Status;
use serde::{Deserialize, Serialize};

/// The version of this protocol.
pub const VERSION: u32 = 1;

/// The longest question, its line feed included.
pub const MAX_QUESTION: usize = 1024;

/// The longest answer, its line feed included.
pub const MAX_ANSWER: usize = 4096;

/// What can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ask {
    /// How are the line and the queue?
    Status,
    /// Something was committed: look now. Nudges that come together are one.
    Nudge,
}

/// A question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// [`VERSION`].
    pub version: u32,
    /// What is asked.
    pub ask: Ask,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// [`VERSION`].
    pub version: u32,
    /// What it says.
    #[serde(flatten)]
    pub body: Body,
}

/// What an answer says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Body {
    /// The state, as of the last submission that was tried.
    Status(Status),
    /// The question was not one.
    Refused {
        /// What was wrong with it: `version`, `form` or `length`.
        refused: String,
    },
}

/// Its line, with the line feed.
fn line(message: &impl Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(message).expect("text and numbers always have a JSON form");
    line.push(b'\n');
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::courier::LineWord;

    /// Screen processes ask and courier processes answer this from 0.1 on. If it fails, undo your change.
    #[test]
    fn link_v1_is_frozen() {
        let question = line(&Question { version: VERSION, ask: Ask::Nudge });
        assert_eq!(String::from_utf8_lossy(&question), "{\"version\":1,\"ask\":\"nudge\"}\n");
        let status = Status { line: LineWord::Paused, why: Some(String::from("auth")), waiting: 2, delivered: 3 };
        let answer = Answer { version: VERSION, body: Body::Status(status) };
        let golden = "{\"version\":1,\"line\":\"paused\",\"why\":\"auth\",\"waiting\":2,\"delivered\":3}\n";
        assert_eq!(String::from_utf8_lossy(&line(&answer)), golden);
        assert_eq!(serde_json::from_str::<Answer>(golden).expect("an answer"), answer);
    }
}
