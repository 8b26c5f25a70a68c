//! The link between the two processes: narrow questions over a Unix socket, a line of JSON each way.
//!
//! `{"version":1,"ask":"status"}` asks how things are; `{"version":1,"ask":"nudge"}` says that something was committed.
//! Both are answered with a [`Status`]. `{"version":1,"ask":"platform","question":{…}}` has the courier put a question to
//! the platform that it cannot read, and is answered with `{"version":1,"answer":{…}}`, which it cannot read either, or
//! with `{"version":1,"unanswered":"…"}`. Anything else is answered with `{"version":1,"refused":"…"}`.
//!
//! Limits: 17 KiB a question, 65 KiB an answer, eight connections at once, a connection without a question for a minute is
//! closed. The platform has eight seconds to answer, and none while the line is not up or its hours are over. Who may ask is said by the mode of
//! the socket's directory.

mod client;
mod server;

pub use client::{Client, LinkError};
pub use server::Server;

use super::Status;
use crate::platform::contract::{MAX_ANSWER_BYTES, MAX_QUESTION_BYTES, SealedAnswer, SealedQuestion};
use serde::{Deserialize, Serialize};

/// The version of this protocol.
pub const VERSION: u32 = 1;

/// The longest question, its line feed included.
pub const MAX_QUESTION: usize = MAX_QUESTION_BYTES + 1024;

/// The longest answer, its line feed included.
pub const MAX_ANSWER: usize = MAX_ANSWER_BYTES + 1024;

/// What can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ask {
    /// How are the line and the queue?
    Status,
    /// Something was committed: look now. Nudges that come together are one.
    Nudge,
    /// Put the sealed question to the platform.
    Platform,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// [`VERSION`].
    pub version: u32,
    /// What is asked.
    pub ask: Ask,
    /// What is put to the platform.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<SealedQuestion>,
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
    /// The platform's answer, as it came.
    Answered {
        /// Sealed to whoever asked.
        answer: SealedAnswer,
    },
    /// The platform did not answer.
    Unanswered {
        /// Why: `line` while it is not up, `hours` outside those of a line that costs, or a code of [`crate::platform::QueueFault::code`].
        unanswered: String,
    },
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
    use crate::platform::contract::QuestionKind;

    /// Screen processes ask and courier processes answer this from 0.1 on. If it fails, undo your change.
    #[test]
    fn link_v1_is_frozen() {
        let question = line(&Question { version: VERSION, ask: Ask::Nudge, question: None });
        assert_eq!(String::from_utf8_lossy(&question), "{\"version\":1,\"ask\":\"nudge\"}\n");
        let status = Status { line: LineWord::Paused, why: Some(String::from("auth")), waiting: 2, delivered: 3 };
        let answer = Answer { version: VERSION, body: Body::Status(status) };
        let golden = "{\"version\":1,\"line\":\"paused\",\"why\":\"auth\",\"waiting\":2,\"delivered\":3}\n";
        assert_eq!(String::from_utf8_lossy(&line(&answer)), golden);
        assert_eq!(serde_json::from_str::<Answer>(golden).expect("an answer"), answer);
    }

    /// As above.
    #[test]
    fn a_question_to_the_platform_v1_is_frozen() {
        let id = "01890a5d-ac96-774b-bcce-b302099a8057".parse().expect("an id");
        let sealed = SealedQuestion::new(id, QuestionKind::Known, b"abc").expect("short");
        let question = line(&Question { version: VERSION, ask: Ask::Platform, question: Some(sealed) });
        let golden = concat!(
            r#"{"version":1,"ask":"platform","question":{"version":1,"#,
            r#""id":"01890a5d-ac96-774b-bcce-b302099a8057","kind":"known","sealed":"YWJj"}}"#,
            "\n"
        );
        assert_eq!(String::from_utf8_lossy(&question), golden);
        let body = |body: &str| serde_json::from_str::<Answer>(body).expect("an answer").body;
        let unanswered = Body::Unanswered { unanswered: "line".into() };
        assert_eq!(body(r#"{"version":1,"unanswered":"line"}"#), unanswered);
        let answer = r#"{"version":1,"id":"01890a5d-ac96-774b-bcce-b302099a8057","sealed":"YWJj"}"#;
        let parsed = SealedAnswer::parse(answer.as_bytes(), id).expect("an answer");
        assert_eq!(body(&format!(r#"{{"version":1,"answer":{answer}}}"#)), Body::Answered { answer: parsed });
    }
}
