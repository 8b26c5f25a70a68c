//! What a citizen had filled in when the power went, as bytes. Version 1, frozen: kiosks have such bytes on their disks.
//!
//! Only what the citizen wrote or picked: the card is laid down again before a draft is opened, and says the rest itself.
//! Photographs and the signature are not in it.

use super::{Form, Origin};
use crate::plan::{Answers, Choice};
use crate::platform::contract::SubmissionId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use yici_hardware::Personal;

/// A form that was cut off.
pub struct Draft {
    /// The id that the application would have had. When one was handed in under it, the draft is none any more.
    pub id: SubmissionId,
    /// Answers to the situation questions.
    pub answers: Answers,
    /// The items wanted.
    pub choice: Choice,
    /// Fields that the citizen filled in.
    pub fields: BTreeMap<String, Personal>,
    /// Papers that are to come later.
    pub deferred: BTreeSet<String>,
    /// Deferred papers whose promise was agreed to.
    pub agreed: BTreeSet<String>,
    /// How the results are to come.
    pub delivery: Option<String>,
}

/// The order of the fields is part of the frozen bytes.
#[derive(Serialize)]
struct Written<'a> {
    version: u8,
    id: String,
    answers: &'a Answers,
    items: Option<&'a BTreeSet<String>>,
    fields: BTreeMap<&'a str, &'a str>,
    deferred: &'a BTreeSet<String>,
    agreed: &'a BTreeSet<String>,
    delivery: Option<&'a str>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    version: u8,
    id: String,
    answers: Answers,
    items: Option<BTreeSet<String>>,
    fields: BTreeMap<String, String>,
    deferred: BTreeSet<String>,
    agreed: BTreeSet<String>,
    delivery: Option<String>,
}

impl Draft {
    /// The citizen's own words in a form.
    pub fn fields_of(form: &Form) -> BTreeMap<String, Personal> {
        let own = form.iter().filter(|(_, entry)| entry.origin == Origin::Citizen);
        own.map(|(key, entry)| (key.clone(), entry.value.clone())).collect()
    }

    /// Its bytes.
    pub fn bytes(&self) -> Personal<Vec<u8>> {
        let items = match &self.choice {
            Choice::All => None,
            Choice::Some(keys) => Some(keys),
        };
        let fields = self.fields.iter().map(|(key, value)| (key.as_str(), value.reveal().as_str()));
        let written = Written {
            version: 1,
            id: self.id.to_string(),
            answers: &self.answers,
            items,
            fields: fields.collect(),
            deferred: &self.deferred,
            agreed: &self.agreed,
            delivery: self.delivery.as_deref(),
        };
        Personal::new(serde_json::to_vec(&written).expect("text always has a JSON form"))
    }

    /// Reads the bytes; blanks at their end are nothing. `None` when they are of another version.
    pub fn read(bytes: &Personal<Vec<u8>>) -> Option<Self> {
        let read: Read = serde_json::from_slice(bytes.reveal()).ok().filter(|read: &Read| read.version == 1)?;
        let personal = |(key, value): (String, String)| (key, Personal::new(value));
        Some(Self {
            id: read.id.parse().ok()?,
            answers: read.answers,
            choice: read.items.map_or(Choice::All, Choice::Some),
            fields: read.fields.into_iter().map(personal).collect(),
            deferred: read.deferred,
            agreed: read.agreed,
            delivery: read.delivery,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOLDEN: &str = concat!(
        r#"{"version":1,"id":"01890a5d-ac96-774b-bcce-b302099a8057","answers":{"birth-place":"here"},"items":["one","two"],"#,
        r#""fields":{"mobile":"13800138000"},"deferred":["marriage"],"agreed":[],"delivery":"post"}"#,
    );

    /// Kiosks have such bytes on their disks from 0.3 on. If it fails, undo your change.
    #[test]
    fn draft_v1_is_frozen() {
        let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<BTreeSet<_>>();
        let draft = Draft {
            id: "01890a5d-ac96-774b-bcce-b302099a8057".parse().expect("an id"),
            answers: [("birth-place".to_owned(), "here".to_owned())].into(),
            choice: Choice::Some(keys(&["one", "two"])),
            fields: [("mobile".to_owned(), Personal::new("13800138000".to_owned()))].into(),
            deferred: keys(&["marriage"]),
            agreed: keys(&[]),
            delivery: Some("post".to_owned()),
        };
        assert_eq!(String::from_utf8_lossy(draft.bytes().reveal()), GOLDEN);
        let padded = Personal::new(format!("{GOLDEN}      ").into_bytes());
        assert_eq!(String::from_utf8_lossy(Draft::read(&padded).expect("read").bytes().reveal()), GOLDEN);
    }

    #[test]
    fn bytes_of_another_form_are_no_draft() {
        for text in
            ["", "{}", "null", &GOLDEN.replace("\"version\":1", "\"version\":2"), &GOLDEN.replace("items", "things")]
        {
            assert!(Draft::read(&Personal::new(text.as_bytes().to_vec())).is_none());
        }
    }
}
