//! A question that only the platform can read, and an answer that only whoever asked can read.
//!
//! - In the clear stand the id and the kind. What is asked and what is answered is sealed, both ways: the courier, which
//!   carries them, reads neither.
//! - Nobody but the platform can answer: the key that the answer is sealed to is fresh for each asking, and stands inside
//!   the question only.
//! - The same id asked again is the same question, and is answered as before: a ticket that is asked for twice, because the
//!   first answer was lost, is one ticket.
//!
//! Limit: 16 KiB a question, sealed and in Base64; an answer as every other ([`super::MAX_ANSWER_BYTES`]).

use super::{SubmissionId, VERSION};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};

/// The longest question that is sent.
pub const MAX_QUESTION_BYTES: usize = 16 * 1024;

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuestionKind {
    /// What is known of a person, so that it need not be asked again (数据共享, 电子证照).
    Known,
    /// A number in a hall's queue, or a booking (叫号, 预约).
    Ticket,
    /// Where a citizen's cases stand (办件进度).
    Progress,
    /// A piece of a certificate that is printed at once (证明开具).
    Certificate,
    /// Somebody calls for help at the kiosk, or does no longer.
    Help,
}

impl QuestionKind {
    /// The word for it in the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Ticket => "ticket",
            Self::Progress => "progress",
            Self::Certificate => "certificate",
            Self::Help => "help",
        }
    }
}

/// A question as it goes over the line. The order of the fields is part of the frozen bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedQuestion {
    version: u32,
    id: String,
    kind: QuestionKind,
    sealed: String,
}

/// An answer as it comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedAnswer {
    version: u32,
    id: String,
    sealed: String,
}

impl SealedQuestion {
    /// What was sealed to the platform's key; `None` when it is longer than [`MAX_QUESTION_BYTES`].
    pub fn new(id: SubmissionId, kind: QuestionKind, sealed: &[u8]) -> Option<Self> {
        let question = Self { version: VERSION, id: id.to_string(), kind, sealed: STANDARD.encode(sealed) };
        (question.bytes().len() <= MAX_QUESTION_BYTES).then_some(question)
    }

    /// The id, where it is one.
    pub fn id(&self) -> Option<SubmissionId> {
        self.id.parse().ok().filter(|_| self.version == VERSION)
    }

    /// The body of the request.
    pub fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("text and numbers always have a JSON form")
    }
}

impl SealedAnswer {
    /// Reads the answer to the question of this id; `None` when it is another's, or of another form.
    pub fn parse(body: &[u8], id: SubmissionId) -> Option<Self> {
        let answer: Self = serde_json::from_slice(body).ok()?;
        (answer.version == VERSION && answer.id == id.to_string() && answer.sealed().is_some()).then_some(answer)
    }

    /// What was sealed to the key of the question.
    pub fn sealed(&self) -> Option<Vec<u8>> {
        STANDARD.decode(&self.sealed).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    /// Kiosks ask and platforms answer so from 0.1 on. If it fails, undo your change; never touch the bytes.
    #[test]
    fn question_and_answer_v1_are_frozen() {
        let id = ID.parse().expect("an id");
        let question = SealedQuestion::new(id, QuestionKind::Known, &[0, 0xff, 0x3e]).expect("short");
        let golden = r#"{"version":1,"id":"01890a5d-ac96-774b-bcce-b302099a8057","kind":"known","sealed":"AP8+"}"#;
        assert_eq!(String::from_utf8_lossy(&question.bytes()), golden);
        use QuestionKind::{Certificate, Help, Known, Progress, Ticket};
        let kinds = [Known, Ticket, Progress, Certificate, Help].map(QuestionKind::as_str);
        assert_eq!(kinds, ["known", "ticket", "progress", "certificate", "help"]);
        let golden = r#"{"version":1,"id":"01890a5d-ac96-774b-bcce-b302099a8057","sealed":"AP8+"}"#;
        let answer = SealedAnswer::parse(golden.as_bytes(), id).expect("an answer of version 1");
        assert_eq!(answer.sealed(), Some(vec![0, 0xff, 0x3e]));
    }

    #[test]
    fn anothers_answer_and_another_form_are_none() {
        let id = ID.parse().expect("an id");
        let answer = |version: u32, id: &str, sealed: &str| {
            format!(r#"{{"version":{version},"id":"{id}","sealed":"{sealed}"}}"#)
        };
        let other = "01890a5d-ac96-774b-bcce-b302099a8058";
        for body in ["<html>".into(), "{}".into(), answer(2, ID, "AP8+"), answer(1, other, "AP8+"), answer(1, ID, "?")]
        {
            assert_eq!(SealedAnswer::parse(body.as_bytes(), id), None, "{body}");
        }
    }

    #[test]
    fn a_question_beyond_the_bound_is_not_made() {
        let id = ID.parse().expect("an id");
        assert!(SealedQuestion::new(id, QuestionKind::Known, &[0; 11 * 1024]).is_some());
        assert!(SealedQuestion::new(id, QuestionKind::Known, &[0; 13 * 1024]).is_none());
    }
}
