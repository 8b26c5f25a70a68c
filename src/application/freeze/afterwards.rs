//! What a citizen does about an application that was handed in earlier, at this kiosk or anywhere: papers that come
//! after it, and taking it back. It is named by the number on its receipt.

use super::{PaperV1, Photo, json, papers};
use crate::application::progress::Asker;
use crate::platform::contract::SubmissionId;
use crate::text::Language;
use serde::Serialize;
use yici_hardware::Personal;

/// Papers that come after an application.
pub struct Supplement<'a> {
    /// Its own id, made before anything else.
    pub id: SubmissionId,
    /// This kiosk's name.
    pub kiosk: &'a str,
    /// The number of the application.
    pub of: &'a str,
    /// The language the citizen read.
    pub language: Language,
    /// When it was frozen, RFC 3339.
    pub at: &'a str,
    /// Who brings them; `None` for whoever holds the receipt.
    pub holder: Option<&'a Asker>,
    /// The photographed papers.
    pub photos: &'a [Photo],
}

/// An application is taken back.
pub struct Withdrawal<'a> {
    /// Its own id, made before anything else.
    pub id: SubmissionId,
    /// This kiosk's name.
    pub kiosk: &'a str,
    /// The number of the application.
    pub of: &'a str,
    /// The language the citizen read.
    pub language: Language,
    /// When it was frozen, RFC 3339.
    pub at: &'a str,
    /// Who takes it back: only the applicant may.
    pub holder: &'a Asker,
}

#[derive(Serialize)]
struct HolderV1<'a> {
    name: &'a str,
    number: &'a str,
}

#[derive(Serialize)]
struct SupplementV1<'a> {
    version: u8,
    id: String,
    kiosk: &'a str,
    of: &'a str,
    language: &'a str,
    at: &'a str,
    holder: Option<HolderV1<'a>>,
    papers: Vec<PaperV1<'a>>,
}

#[derive(Serialize)]
struct WithdrawalV1<'a> {
    version: u8,
    id: String,
    kiosk: &'a str,
    of: &'a str,
    language: &'a str,
    at: &'a str,
    holder: HolderV1<'a>,
}

fn holder((name, number): &Asker) -> HolderV1<'_> {
    HolderV1 { name: name.reveal(), number: number.reveal() }
}

/// The bytes that are sealed and handed to the outbox, with [`Kind::Supplement`](crate::platform::contract::Kind).
pub fn supplement(supplement: &Supplement<'_>) -> Personal<Vec<u8>> {
    json(&SupplementV1 {
        version: 1,
        id: supplement.id.to_string(),
        kiosk: supplement.kiosk,
        of: supplement.of,
        language: supplement.language.tag(),
        at: supplement.at,
        holder: supplement.holder.map(holder),
        papers: papers(supplement.photos),
    })
}

/// The bytes that are sealed and handed to the outbox, with [`Kind::Withdrawal`](crate::platform::contract::Kind).
pub fn withdrawal(withdrawal: &Withdrawal<'_>) -> Personal<Vec<u8>> {
    json(&WithdrawalV1 {
        version: 1,
        id: withdrawal.id.to_string(),
        kiosk: withdrawal.kiosk,
        of: withdrawal.of,
        language: withdrawal.language.tag(),
        at: withdrawal.at,
        holder: holder(withdrawal.holder),
    })
}
