//! What became of the citizen's printed receipt, so that a crash between commit and print is found and made good.

use super::{Outbox, OutboxError, SubmissionId, delivery};
use jiff::Timestamp;
use rusqlite::{Row, params};

/// The most submissions that [`Outbox::without_receipt`] lists.
const MOST: u64 = 1_000;

/// The state of a printed receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperState {
    /// The printer has not said anything yet. Every submission begins so.
    NotPrinted,
    /// The printer took it and said that it is ready.
    Printed,
    /// It was under way; nobody knows how much is on paper.
    Unknown,
    /// It was not printed, and the citizen was given the number on the screen.
    Failed,
}

impl PaperState {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::NotPrinted => "not_printed",
            Self::Printed => "printed",
            Self::Unknown => "unknown",
            Self::Failed => "failed",
        }
    }
}

/// A submission whose receipt was never sent to the printer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unprinted {
    /// The submission.
    pub id: SubmissionId,
    /// The number that its receipt bears.
    pub number: String,
    /// When it was committed, by the clock of that moment.
    pub committed_at: Timestamp,
}

impl Outbox {
    /// Writes down what became of the printed receipt, once the printer has said.
    pub fn set_paper(&mut self, id: SubmissionId, paper: PaperState) -> Result<(), OutboxError> {
        let changed = self
            .db
            .prepare_cached("UPDATE submission SET paper = ?2 WHERE id = ?1")?
            .execute(params![id.to_string(), paper.as_str()])?;
        if changed == 1 { Ok(()) } else { Err(OutboxError::Unknown) }
    }

    /// The submissions committed since then whose receipt was never sent to the printer, oldest first; at most 1,000.
    /// After a crash they are the ones that a citizen may be waiting for.
    pub fn without_receipt(&self, since: Timestamp) -> Result<Vec<Unprinted>, OutboxError> {
        let mut statement = self.db.prepare_cached(
            "SELECT id, number, committed_at FROM submission
             WHERE paper = 'not_printed' AND kind <> 'evaluation' AND committed_at >= ?1 ORDER BY sequence LIMIT ?2",
        )?;
        let mut rows = statement.query(params![since.as_millisecond(), MOST])?;
        let mut unprinted = Vec::new();
        while let Some(row) = rows.next()? {
            match read(row) {
                Some(one) => unprinted.push(one),
                None => {
                    tracing::error!("a submission without a receipt is damaged on the disk; `yici check` says more")
                }
            }
        }
        Ok(unprinted)
    }
}

/// A damaged row owes nobody a receipt that could be made out.
fn read(row: &Row<'_>) -> Option<Unprinted> {
    Some(Unprinted {
        id: delivery::text(row, 0).ok()?,
        number: row.get(1).ok()?,
        committed_at: Timestamp::from_millisecond(row.get(2).ok()?).ok()?,
    })
}
