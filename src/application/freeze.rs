//! From what was filled in to bytes.
//!
//! The **statement** is what the citizen signs: everything handed in, with the digest of every photographed paper. The
//! **submission** carries the statement word for word, beside the signature. Both are JSON with a version. The platform
//! can compare the statement it opened with the one that was signed, byte by byte.
//!
//! A statement in which a paper is known to be elsewhere is of version 2, which is version 1 with `known` after `papers`; so
//! is one of a matter that offers to take a picture of the face, with `face` at its end.

mod afterwards;

pub use afterwards::{Supplement, Withdrawal, supplement, withdrawal};

use super::agency::{Agent, Way};
use super::{Form, Origin};
use crate::catalog::Matter;
use crate::plan::Answers;
use crate::platform::contract::SubmissionId;
use crate::text::Language;
use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest, Sha256};
use yici_hardware::Personal;

/// A photographed paper.
#[derive(Clone)]
pub struct Photo {
    /// The paper's key in the matter.
    pub paper: String,
    /// A JPEG picture.
    pub jpeg: Personal<Vec<u8>>,
}

/// What a citizen said when asked for a picture of their face (人脸核验).
#[derive(Clone)]
pub enum Face {
    /// No: it is done another way.
    Declined,
    /// Yes, to these words, with this picture.
    Agreed {
        /// The words of the consent, as they were read.
        consent: String,
        /// A JPEG picture of head and shoulders.
        jpeg: Personal<Vec<u8>>,
    },
}

/// A promise that the citizen made.
#[derive(Clone, Serialize)]
pub struct Promised {
    /// The paper that comes later.
    pub paper: String,
    /// The words agreed to.
    pub text: String,
    /// The day it is due.
    pub due: Date,
}

/// Everything that goes into a statement.
pub struct Draft<'a> {
    /// The submission's id, made before anything else.
    pub id: SubmissionId,
    /// This kiosk's name.
    pub kiosk: &'a str,
    /// The matter, with the version it was filled in under.
    pub matter: &'a Matter,
    /// The language the citizen read.
    pub language: Language,
    /// When it was frozen, RFC 3339.
    pub at: &'a str,
    /// Answers to the situation questions.
    pub answers: &'a Answers,
    /// Keys of the chosen items, in running order.
    pub items: Vec<&'a str>,
    /// Keys of the form's fields, in the form's order.
    pub fields: Vec<&'a str>,
    /// The form.
    pub form: &'a Form,
    /// The photographed papers.
    pub photos: &'a [Photo],
    /// Keys of the papers that need not be shown, and where they are.
    pub known: Vec<(&'a str, Origin)>,
    /// The promises.
    pub promises: &'a [Promised],
    /// Key of the delivery.
    pub delivery: &'a str,
    /// How the applicant was recognised; `None` where only the agent was.
    pub identified: Option<Way>,
    /// Who hands it in for the applicant, where somebody does.
    pub agent: Option<&'a Agent>,
    /// What was said of a picture of the face, where the matter offers to take one.
    pub face: Option<&'a Face>,
}

/// The bytes that the citizen signs.
#[derive(Clone)]
pub struct Statement {
    /// JSON, version 1; or 2, where it says what 1 has no word for.
    pub text: Personal,
    /// SHA-256 of the text, in hex.
    pub digest: String,
}

#[derive(Serialize)]
struct StatementWire<'a> {
    version: u8,
    id: String,
    kiosk: &'a str,
    matter: &'a str,
    matter_version: &'a str,
    demonstration: bool,
    language: &'a str,
    frozen_at: &'a str,
    answers: &'a Answers,
    items: &'a [&'a str],
    form: Vec<FieldV1<'a>>,
    papers: Vec<PaperV1<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    known: Vec<KnownV2<'a>>,
    promises: &'a [Promised],
    delivery: &'a str,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    people: Option<PeopleV2<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    face: Option<FaceV2<'a>>,
}

/// What version 2 adds. Version 1 means: the applicant laid a card on the reader and stood here in person.
#[derive(Serialize)]
struct PeopleV2<'a> {
    /// `null` where the agent wrote down who the applicant is.
    identified_by: Option<&'a str>,
    /// `null` where the applicant stood here in person.
    agent: Option<AgentV2<'a>>,
}

/// What version 2 says where the matter offers to take a picture of the face.
#[derive(Serialize)]
struct FaceV2<'a> {
    agreed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<PictureV2<'a>>,
}

#[derive(Serialize)]
struct PictureV2<'a> {
    consent: &'a str,
    media_type: &'a str,
    sha256: String,
}

#[derive(Serialize)]
struct AgentV2<'a> {
    name: &'a str,
    number: &'a str,
    identified_by: &'a str,
}

#[derive(Serialize)]
struct FieldV1<'a> {
    field: &'a str,
    value: &'a str,
    origin: &'a str,
}

#[derive(Serialize)]
struct PaperV1<'a> {
    paper: &'a str,
    media_type: &'a str,
    sha256: String,
}

#[derive(Serialize)]
struct KnownV2<'a> {
    paper: &'a str,
    origin: &'a str,
}

/// Freezes what was filled in.
pub fn freeze(draft: &Draft<'_>) -> Statement {
    let entry = |key: &&'_ str| draft.form.get_key_value(*key);
    let is_plain = draft.agent.is_none() && draft.identified == Some(Way::Card);
    let people = || PeopleV2 {
        identified_by: draft.identified.map(Way::word),
        agent: draft.agent.map(|agent| AgentV2 {
            name: agent.name.reveal(),
            number: agent.number.reveal(),
            identified_by: agent.way.word(),
        }),
    };
    let statement = StatementWire {
        version: if is_plain && draft.known.is_empty() && draft.face.is_none() { 1 } else { 2 },
        id: draft.id.to_string(),
        kiosk: draft.kiosk,
        matter: &draft.matter.matter.key,
        matter_version: &draft.matter.matter.version,
        demonstration: draft.matter.matter.demonstration,
        language: draft.language.tag(),
        frozen_at: draft.at,
        answers: draft.answers,
        items: &draft.items,
        form: draft
            .fields
            .iter()
            .filter_map(entry)
            .map(|(field, entry)| FieldV1 { field, value: entry.value.reveal(), origin: entry.origin.word() })
            .collect(),
        papers: papers(draft.photos),
        known: draft.known.iter().map(|(paper, origin)| KnownV2 { paper, origin: origin.word() }).collect(),
        promises: draft.promises,
        delivery: draft.delivery,
        people: (!is_plain).then(people),
        face: draft.face.map(face),
    };
    let text = serde_json::to_string(&statement).expect("strings and numbers are always JSON");
    Statement { digest: sha256(text.as_bytes()), text: Personal::new(text) }
}

fn face(face: &Face) -> FaceV2<'_> {
    match face {
        Face::Declined => FaceV2 { agreed: false, picture: None },
        Face::Agreed { consent, jpeg } => FaceV2 {
            agreed: true,
            picture: Some(PictureV2 { consent, media_type: "image/jpeg", sha256: sha256(jpeg.reveal()) }),
        },
    }
}

fn papers(photos: &[Photo]) -> Vec<PaperV1<'_>> {
    photos
        .iter()
        .map(|photo| PaperV1 { paper: &photo.paper, media_type: "image/jpeg", sha256: sha256(photo.jpeg.reveal()) })
        .collect()
}

fn json(value: &impl Serialize) -> Personal<Vec<u8>> {
    Personal::new(serde_json::to_vec(value).expect("strings and numbers are always JSON"))
}

/// Strokes on the pad: for each stroke its points, in the pad's own pixels.
pub type Strokes = Vec<Vec<(u16, u16)>>;

#[derive(Serialize)]
struct SubmissionV1<'a> {
    version: u8,
    statement: &'a str,
    statement_sha256: &'a str,
    signature: &'a Strokes,
}

/// The bytes that are sealed and handed to the outbox.
pub fn submission(statement: &Statement, signature: &Strokes) -> Personal<Vec<u8>> {
    let submission =
        SubmissionV1 { version: 1, statement: statement.text.reveal(), statement_sha256: &statement.digest, signature };
    json(&submission)
}

#[derive(Serialize)]
struct EvaluationWire<'a> {
    version: u8,
    of: String,
    level: u8,
    at: &'a str,
    /// From version 2 on.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    reasons: &'a [&'a str],
}

/// The bytes of an evaluation (好差评): five is the best. Version 1, or 2 where reasons are given.
pub fn evaluation(of: SubmissionId, level: u8, at: &str, reasons: &[&str]) -> Personal<Vec<u8>> {
    let version = if reasons.is_empty() { 1 } else { 2 };
    let evaluation = EvaluationWire { version, of: of.to_string(), level, at, reasons };
    json(&evaluation)
}

/// SHA-256 in lower-case hex.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
