//! What every sealed question begins with, and every answer to one: the bytes inside the seals.
//!
//! - The id stands outside the seal and inside it, so that no answer is taken for another's.
//! - The key that the answer is to be sealed to stands inside only: whoever can read the question is who answers it.

use crate::platform::contract::SubmissionId;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use yici_hardware::Personal;

/// Whose question it is: name and number on the card.
pub type Asker = (Personal, Personal);

/// The head of a question. The order of the fields is part of the frozen bytes.
#[derive(Serialize)]
pub(super) struct HeadV1<'a> {
    version: u8,
    id: String,
    reply_to: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    matter: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    matter_version: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<PersonV1<'a>>,
}

#[derive(Serialize)]
struct PersonV1<'a> {
    name: &'a str,
    number: &'a str,
}

/// A field of the form.
#[derive(Serialize)]
pub(super) struct FieldV1<'a> {
    field: &'a str,
    value: &'a str,
}

#[derive(Deserialize)]
struct AnswerV1 {
    version: u8,
    id: String,
}

impl<'a> HeadV1<'a> {
    /// A question under this id. The answer is to be sealed to `reply_to`.
    pub(super) fn new(id: SubmissionId, reply_to: &'a str) -> Self {
        Self { version: 1, id: id.to_string(), reply_to, matter: None, matter_version: None, person: None }
    }

    /// About a matter, by its key and version.
    pub(super) fn about(self, matter: &'a str, version: &'a str) -> Self {
        Self { matter: Some(matter), matter_version: Some(version), ..self }
    }

    /// Of this person.
    pub(super) fn of(self, name: &'a Personal, number: &'a Personal) -> Self {
        Self { person: Some(PersonV1 { name: name.reveal(), number: number.reveal() }), ..self }
    }
}

/// What was filled in.
pub(super) fn fields(form: &[(String, Personal)]) -> Vec<FieldV1<'_>> {
    form.iter().map(|(field, value)| FieldV1 { field, value: value.reveal() }).collect()
}

/// The bytes to be sealed to the platform.
pub(super) fn bytes(question: &impl Serialize) -> Personal<Vec<u8>> {
    Personal::new(serde_json::to_vec(question).expect("strings and numbers are always JSON"))
}

/// Reads the answer to the question of this id; `None` when it is another's, or of another form.
pub(super) fn answer<T: DeserializeOwned>(answer: &[u8], id: SubmissionId) -> Option<T> {
    let head: AnswerV1 = serde_json::from_slice(answer).ok()?;
    let is_it = head.version == 1 && head.id == id.to_string();
    serde_json::from_slice(answer).ok().filter(|_| is_it)
}
