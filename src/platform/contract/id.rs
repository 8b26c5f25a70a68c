//! What a submission is called, and what it is.

use std::{fmt, str::FromStr};
use uuid::Uuid;

/// A submission's id: a UUID of version 7, made by the kiosk before anything else, stored before anything is sent and
/// never used twice. It holds the time it was made and chance, nothing of a citizen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubmissionId(Uuid);

impl SubmissionId {
    /// A new id. Reads the clock and the system's randomness; a wrong clock does no harm.
    pub fn generate() -> Self {
        Self(Uuid::now_v7())
    }

    /// Its sixteen bytes.
    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }
}

impl fmt::Display for SubmissionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

/// The text is not a submission's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a UUID of version 7 in lower case with hyphens; take the id from the receipt or the outbox")]
pub struct NotAnId;

impl FromStr for SubmissionId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let id = Uuid::try_parse(text).map_err(|_| NotAnId)?;
        let id = Self(id);
        // One id has one spelling, since ids are compared as text on the other side.
        if id.0.get_version_num() == 7 && id.to_string() == text { Ok(id) } else { Err(NotAnId) }
    }
}

/// What a submission is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An application: the whole matter of one citizen.
    Application,
    /// What a citizen thought of the service (好差评).
    Evaluation,
    /// A question, a complaint, a report or a suggestion to 12345: signed as an application is, and looked at by others.
    Complaint,
    /// Papers that were promised, or asked for, in an earlier application (容缺补正).
    Supplement,
    /// An earlier application is taken back.
    Withdrawal,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Application, Self::Evaluation, Self::Complaint, Self::Supplement, Self::Withdrawal];

    /// Whether the citizen is given a receipt for it. An evaluation is thanked for.
    pub fn has_receipt(self) -> bool {
        self != Self::Evaluation
    }

    /// The word for it in the contract and in the outbox.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Evaluation => "evaluation",
            Self::Complaint => "complaint",
            Self::Supplement => "supplement",
            Self::Withdrawal => "withdrawal",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_being_written_down() {
        let id = SubmissionId::generate();
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    /// Kiosks send these words and have them in their outbox. If it fails, undo your change.
    #[test]
    fn the_words_for_kinds_are_frozen() {
        let words = Kind::ALL.map(Kind::as_str);
        assert_eq!(words, ["application", "evaluation", "complaint", "supplement", "withdrawal"]);
    }

    #[test]
    fn an_id_of_another_version_or_spelling_is_refused() {
        let upper = SubmissionId::generate().to_string().to_uppercase();
        for wrong in ["", "00000000-0000-4000-8000-000000000000", upper.as_str()] {
            assert_eq!(wrong.parse::<SubmissionId>(), Err(NotAnId), "{wrong}");
        }
    }
}
