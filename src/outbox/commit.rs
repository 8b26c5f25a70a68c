//! Handing in: seal everything and write everything, in one synced transaction.

use super::{Committed, Outbox, OutboxError, Seal, Submission, attachments};
use crate::platform::contract::Envelope;
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, named_params, params};

impl Outbox {
    /// Takes a submission in. On `Ok` it is sealed, on the disk and synced: the receipt may be printed.
    ///
    /// The same id again is `Ok(Committed::Before)` and writes nothing: ask again after a crash, with the same id.
    /// On `Err` nothing was taken in, and no receipt may be given.
    pub fn commit(&mut self, submission: &Submission, seal: &Seal, now: Timestamp) -> Result<Committed, OutboxError> {
        submission.check()?;
        let limits = self.limits;
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if is_there(&transaction, submission)? {
            return Ok(Committed::Before);
        }
        let (rows, bytes) = undelivered(&transaction)?;
        let full = OutboxError::Full { rows, bytes };
        if rows >= limits.rows {
            return Err(full);
        }
        let room = limits.bytes.saturating_sub(bytes);
        let sequence = enter(&transaction, submission, now)?;
        let Some(enclosures) = attachments::write(&transaction, sequence, submission, seal, room)? else {
            return Err(full);
        };
        let body = seal.close(&submission.bytes)?;
        let envelope = Envelope::new(submission.id, submission.kind, &submission.number, &body, &enclosures);
        let size = envelope.bytes.len() + enclosures.iter().map(|enclosure| enclosure.length).sum::<usize>();
        let size = u64::try_from(size).expect("64 bits");
        if size > room {
            return Err(full);
        }
        complete(&transaction, sequence, &envelope, size)?;
        transaction.commit()?;
        Ok(Committed::Now)
    }
}

fn is_there(transaction: &Transaction<'_>, submission: &Submission) -> rusqlite::Result<bool> {
    let mut statement = transaction.prepare_cached("SELECT 1 FROM submission WHERE id = ?1")?;
    let found: Option<i64> = statement.query_row([submission.id.to_string()], |row| row.get(0)).optional()?;
    Ok(found.is_some())
}

fn undelivered(transaction: &Transaction<'_>) -> rusqlite::Result<(u64, u64)> {
    transaction
        .prepare_cached(
            "SELECT count(*), coalesce(sum(size), 0) FROM submission WHERE state IN ('waiting', 'quarantined')",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The row to which the attachments belong. Its size and digest are known only once they are sealed.
fn enter(transaction: &Transaction<'_>, submission: &Submission, now: Timestamp) -> rusqlite::Result<i64> {
    transaction
        .prepare_cached(
            "INSERT INTO submission (id, kind, number, committed_at, size, digest, paper, state, next_attempt_at)
             VALUES (:id, :kind, :number, :now, 0, '', 'not_printed', 'waiting', :now)",
        )?
        .execute(named_params! {
            ":id": submission.id.to_string(),
            ":kind": submission.kind.as_str(),
            ":number": submission.number,
            ":now": now.as_millisecond(),
        })?;
    Ok(transaction.last_insert_rowid())
}

fn complete(transaction: &Transaction<'_>, sequence: i64, envelope: &Envelope, size: u64) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("UPDATE submission SET size = ?2, digest = ?3 WHERE sequence = ?1")?
        .execute(params![sequence, size, envelope.digest.to_string()])?;
    transaction
        .prepare_cached("INSERT INTO envelope (sequence, bytes) VALUES (?1, ?2)")?
        .execute(params![sequence, envelope.bytes])?;
    Ok(())
}
