//! A call for help (呼叫工作人员), as the platform is told of it: the bytes inside the seals. Whoever is on duty there hears of
//! it, wherever they are; nothing in it is a citizen's, and nobody sees the citizen's screen.
//!
//! The question's id is the call's: told again, because an answer was lost, it is the same call. A call that ends is told
//! under the same id; one that is not told of any more has ended after five minutes.

use super::question::{self, HeadV1};
use crate::platform::contract::SubmissionId;
use serde::{Deserialize, Serialize};
use yici_hardware::Personal;

#[derive(Serialize)]
struct QuestionV1<'a> {
    #[serde(flatten)]
    head: HeadV1<'a>,
    kiosk: &'a str,
    stands: bool,
}

#[derive(Deserialize)]
struct AnswerV1 {
    told: bool,
}

/// The bytes to be sealed to the platform: a call at this kiosk stands, or has ended. The answer is to be sealed to `reply_to`.
pub fn bytes(id: SubmissionId, reply_to: &str, kiosk: &str, stands: bool) -> Personal<Vec<u8>> {
    question::bytes(&QuestionV1 { head: HeadV1::new(id, reply_to), kiosk, stands })
}

/// Whether somebody is told; `None` when it is no answer to this call.
pub fn read(answer: &[u8], id: SubmissionId) -> Option<bool> {
    question::answer::<AnswerV1>(answer, id).map(|answer| answer.told)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    /// Kiosks tell and platforms answer so from 0.1 on. If it fails, undo your change; never touch the bytes.
    #[test]
    fn call_v1_is_frozen() {
        let id = ID.parse().expect("an id");
        let golden = format!(r#"{{"version":1,"id":"{ID}","reply_to":"age1x","kiosk":"village-7","stands":true}}"#);
        assert_eq!(String::from_utf8_lossy(bytes(id, "age1x", "village-7", true).reveal()), golden);
        assert_eq!(read(format!(r#"{{"version":1,"id":"{ID}","told":true}}"#).as_bytes(), id), Some(true));
    }

    #[test]
    fn what_is_no_answer_tells_nobody() {
        let id = ID.parse().expect("an id");
        for answer in ["", "{}", r#"{"version":1,"id":"01890a5d-ac96-774b-bcce-b302099a8058","told":true}"#] {
            assert_eq!(read(answer.as_bytes(), id), None, "{answer}");
        }
    }
}
