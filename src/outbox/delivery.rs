//! The courier's half: what is due, the attempt, the receipt.

use super::{Outbox, OutboxError, SubmissionId, backoff};
use crate::platform::{
    KeptReceipt,
    contract::{Digest, SignedReceipt},
};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{OptionalExtension, Row, Transaction, TransactionBehavior, params};

/// A submission whose time has come.
#[derive(Clone)]
pub struct Due {
    /// Its id.
    pub id: SubmissionId,
    /// The digest that was taken when the envelope was made. The bytes on the disk must still have it.
    pub digest: Digest,
    /// The envelope, as it was stored.
    pub envelope: Vec<u8>,
}

impl Outbox {
    /// The oldest waiting submission whose next attempt may be made at `now`.
    ///
    /// A next attempt that lies further ahead than the longest wait was set by a clock that has since been put back:
    /// it is due at once.
    pub fn next_due(&self, now: Timestamp) -> Result<Option<Due>, OutboxError> {
        let mut statement = self.db.prepare_cached(DUE)?;
        let mut rows = statement.query(params![now.as_millisecond(), horizon(now), 1])?;
        rows.next()?.map(read).transpose()
    }

    /// How long until something is due; `None` when nothing waits. Never longer than the longest wait, an hour.
    pub fn due_in(&self, now: Timestamp) -> Result<Option<SignedDuration>, OutboxError> {
        let next: Option<i64> = self
            .db
            .prepare_cached(
                "SELECT min(CASE WHEN next_attempt_at > ?2 THEN ?1 ELSE next_attempt_at END)
                 FROM submission WHERE state = 'waiting'",
            )?
            .query_row(params![now.as_millisecond(), horizon(now)], |row| row.get(0))?;
        Ok(next.map(|next| SignedDuration::from_millis(next.saturating_sub(now.as_millisecond()).max(0))))
    }

    /// Writes an attempt down before it is made: one attempt more, and the time of the next one. If the power fails in
    /// the middle of the attempt, the row is already as after a failed one. Returns the attempt's number, from 1.
    pub fn mark_attempt(&mut self, id: SubmissionId, now: Timestamp) -> Result<u32, OutboxError> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let attempt = mark(&transaction, id, now)?;
        transaction.commit()?;
        Ok(attempt)
    }

    /// Stores the platform's receipt, durably; then, in a second transaction, erases the sealed bytes.
    ///
    /// A receipt for a submission that is delivered already changes nothing, whichever road it came by. A quarantined
    /// one may be delivered after all.
    pub fn store_receipt_and_erase(&mut self, receipt: &SignedReceipt, now: Timestamp) -> Result<(), OutboxError> {
        self.store_receipts_and_erase(std::slice::from_ref(receipt), now)
    }

    /// As [`Outbox::store_receipt_and_erase`] for several: all receipts in one transaction, then all erasing in another.
    /// On `Err` from the first, none of them is stored, and nothing erased.
    pub fn store_receipts_and_erase(&mut self, receipts: &[SignedReceipt], now: Timestamp) -> Result<(), OutboxError> {
        if receipts.is_empty() {
            return Ok(());
        }
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut sequences = Vec::with_capacity(receipts.len());
        for receipt in receipts {
            let known = known(&transaction, receipt.id())?;
            if known.digest != receipt.digest().to_string() {
                return Err(OutboxError::OtherBytes);
            }
            transaction
                .prepare_cached(
                    "UPDATE submission SET state = 'delivered', receipt = ?2, delivered_at = ?3, fault = NULL
                     WHERE sequence = ?1 AND state <> 'delivered'",
                )?
                .execute(params![known.sequence, receipt.body(), now.as_millisecond()])?;
            sequences.push(known.sequence);
        }
        transaction.commit()?;
        self.erase(&sequences)
    }

    /// The receipts of the newest submissions that are delivered, newest first; at most so many. Damaged rows are left out.
    pub fn receipts(&self, most: u32) -> Result<Vec<KeptReceipt>, OutboxError> {
        let mut statement = self.db.prepare_cached(
            "SELECT id, digest, receipt, delivered_at FROM submission
             WHERE state = 'delivered' AND receipt IS NOT NULL AND delivered_at IS NOT NULL
             ORDER BY sequence DESC LIMIT ?1",
        )?;
        let mut rows = statement.query([most])?;
        let mut receipts = Vec::new();
        while let Some(row) = rows.next()? {
            // They say what time it is not before; a damaged one says nothing.
            receipts.extend(read_receipt(row));
        }
        Ok(receipts)
    }

    /// Where submissions may stand, from the oldest on: each number at most once. For [`Outbox::waiting_at`].
    pub fn sequences(&self) -> Result<std::ops::RangeInclusive<i64>, OutboxError> {
        // Not from the submissions themselves, which may be what is damaged.
        let last = self.db.query_row("SELECT seq FROM sqlite_sequence WHERE name = 'submission'", [], |row| row.get(0));
        let last: i64 = last.optional()?.unwrap_or(0);
        let first: Option<i64> = self
            .db
            .query_row("SELECT min(sequence) FROM submission WHERE state = 'waiting'", [], |row| row.get(0))
            .unwrap_or(Some(1));
        Ok(first.unwrap_or(last + 1).max(1)..=last)
    }

    /// The submission that waits there, due or not.
    pub fn waiting_at(&self, sequence: i64) -> Result<Option<Due>, OutboxError> {
        let found = self
            .db
            .prepare_cached(
                "SELECT submission.sequence, id, digest, bytes FROM submission JOIN envelope USING (sequence)
                 WHERE state = 'waiting' AND submission.sequence = ?1",
            )?
            .query_row([sequence], |row| Ok(read(row)))
            .optional()?;
        found.transpose()
    }

    /// The digest that a submission was stored with; `None` when there is no such.
    pub fn digest_of(&self, id: SubmissionId) -> Result<Option<Digest>, OutboxError> {
        let mut statement = self.db.prepare_cached("SELECT digest FROM submission WHERE id = ?1")?;
        statement.query_row([id.to_string()], |row| Ok(text(row, 0))).optional()?.transpose()
    }

    /// Whether it waits still. A stick may bring its receipt while it is being sent.
    pub fn is_waiting(&self, id: SubmissionId) -> Result<bool, OutboxError> {
        let mut statement = self.db.prepare_cached("SELECT 1 FROM submission WHERE id = ?1 AND state = 'waiting'")?;
        Ok(statement.exists([id.to_string()])?)
    }
}

/// What is due at ?1, where ?2 is the [`horizon`]: oldest first, at most ?3. For [`read`].
pub(super) const DUE: &str =
    "SELECT submission.sequence, id, digest, bytes FROM submission JOIN envelope USING (sequence)
     WHERE state = 'waiting' AND (next_attempt_at <= ?1 OR next_attempt_at > ?2)
     ORDER BY submission.sequence LIMIT ?3";

/// Reads a row of sequence, id, digest and bytes. [`OutboxError::Damaged`] when it holds what was never written; any other
/// error is the disk's.
pub(super) fn read(row: &Row<'_>) -> Result<Due, OutboxError> {
    Ok(Due { id: text(row, 1)?, digest: text(row, 2)?, envelope: row.get(3).map_err(damaged)? })
}

fn read_receipt(row: &Row<'_>) -> Option<KeptReceipt> {
    Some(KeptReceipt {
        id: text(row, 0).ok()?,
        digest: text(row, 1).ok()?,
        body: row.get(2).ok()?,
        stored_at: Timestamp::from_millisecond(row.get(3).ok()?).ok()?,
    })
}

/// Something that is kept as text and has a form of its own.
pub(super) fn text<T: std::str::FromStr>(row: &Row<'_>, column: usize) -> Result<T, OutboxError> {
    let text: String = row.get(column).map_err(damaged)?;
    text.parse().map_err(|_| OutboxError::Damaged(String::from("a row holds what was never written")))
}

/// A column that holds another kind of thing than was written into it is the row's damage.
fn damaged(error: rusqlite::Error) -> OutboxError {
    use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error};
    match error {
        FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..) | Utf8Error(..) => {
            OutboxError::Damaged(error.to_string())
        }
        error => error.into(),
    }
}

/// Writes down one attempt more, and the time of the next one. Returns the attempt's number, from 1.
pub(super) fn mark(transaction: &Transaction<'_>, id: SubmissionId, now: Timestamp) -> Result<u32, OutboxError> {
    let known = known(transaction, id)?;
    if known.state != "waiting" {
        return Err(OutboxError::Unknown);
    }
    let attempt = known.attempts.saturating_add(1);
    transaction
        .prepare_cached("UPDATE submission SET attempts = ?2, next_attempt_at = ?3 WHERE sequence = ?1")?
        .execute(params![known.sequence, attempt, backoff::next(id, attempt, now).as_millisecond()])?;
    Ok(attempt)
}

/// What is known of a submission, besides its bytes.
pub(super) struct Known {
    pub(super) sequence: i64,
    state: String,
    digest: String,
    attempts: u32,
}

pub(super) fn known(transaction: &Transaction<'_>, id: SubmissionId) -> Result<Known, OutboxError> {
    transaction
        .prepare_cached("SELECT sequence, state, digest, attempts FROM submission WHERE id = ?1")?
        .query_row([id.to_string()], |row| {
            Ok(Known { sequence: row.get(0)?, state: row.get(1)?, digest: row.get(2)?, attempts: row.get(3)? })
        })
        .optional()?
        .ok_or(OutboxError::Unknown)
}

/// The furthest that a wait which begins at `now` can reach.
pub(super) fn horizon(now: Timestamp) -> i64 {
    now.as_millisecond().saturating_add(i64::try_from(backoff::LONGEST.as_millis()).expect("an hour"))
}
