//! The trail as a file, to be proved on another machine: lines of JSON.
//!
//! ```text
//! {"trail":1,"kiosk":"site-001","anchor":null}            or {"row":…,"chain":"…","seal":"…"} where rows were removed
//! {"row":1,"at":"…","event":"…","chain":"…"}              each row; the event is its stored text, to the byte
//! {"seals":["…"]}                                         what the platform sealed, as far as the kiosk keeps it
//! ```
//!
//! Written row by row: no more than one is in memory, and no room is needed beside the file.

use super::chain::Row;
use super::{Audit, AuditError};
use serde::{Deserialize, Serialize};
use std::io::Write;

/// The version of this form.
pub(super) const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    pub(super) trail: u32,
    pub(super) kiosk: String,
    pub(super) anchor: Option<AnchorLine>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AnchorLine {
    pub(super) row: u64,
    pub(super) chain: String,
    pub(super) seal: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowLine {
    pub(super) row: u64,
    pub(super) at: String,
    pub(super) event: String,
    pub(super) chain: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Seals {
    pub(super) seals: Vec<String>,
}

/// Writes the trail of this kiosk, and says how many rows. The caller syncs the file.
///
/// # Errors
/// When the trail cannot be read or the file not be written.
pub fn export(audit: &Audit, kiosk: &str, to: &mut impl Write) -> Result<u64, AuditError> {
    // One look: the other process may write meanwhile.
    let look = audit.database.unchecked_transaction()?;
    let anchor = audit.anchor()?;
    let anchor =
        anchor.map(|anchor| AnchorLine { row: anchor.row, chain: anchor.chain.to_string(), seal: anchor.seal });
    line(to, &Head { trail: FORMAT, kiosk: kiosk.to_owned(), anchor })?;
    let mut count = 0;
    audit.rows(|Row { row, at, event, chain }| {
        count += 1;
        line(to, &RowLine { row, at, event, chain: chain.to_string() })
    })?;
    line(to, &Seals { seals: audit.seals()? })?;
    drop(look);
    Ok(count)
}

fn line(to: &mut impl Write, what: &impl Serialize) -> Result<(), AuditError> {
    let mut text = serde_json::to_vec(what).expect("texts and numbers are always JSON");
    text.push(b'\n');
    Ok(to.write_all(&text)?)
}
