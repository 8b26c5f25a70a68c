//! Handing in: seal everything, then write everything, in one synced transaction.

use super::{Committed, Outbox, OutboxError, Seal, Submission};
use crate::platform::contract::{Digest, Enclosure, Envelope};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, named_params, params};

/// A submission as it will lie on the disk.
struct Sealed {
    envelope: Envelope,
    attachments: Vec<(Digest, Vec<u8>)>,
    size: u64,
}

impl Outbox {
    /// Takes a submission in. On `Ok` it is sealed, on the disk and synced: the receipt may be printed.
    ///
    /// The same id again is `Ok(Committed::Before)` and writes nothing: ask again after a crash, with the same id.
    /// On `Err` nothing was taken in, and no receipt may be given.
    pub fn commit(&mut self, submission: &Submission, seal: &Seal, now: Timestamp) -> Result<Committed, OutboxError> {
        submission.check()?;
        let sealed = close(submission, seal)?;
        let limits = self.limits;
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if is_there(&transaction, submission)? {
            return Ok(Committed::Before);
        }
        let (rows, bytes) = undelivered(&transaction)?;
        if rows >= limits.rows || bytes.saturating_add(sealed.size) > limits.bytes {
            return Err(OutboxError::Full { rows, bytes });
        }
        write(&transaction, submission, &sealed, now)?;
        transaction.commit()?;
        Ok(Committed::Now)
    }
}

fn close(submission: &Submission, seal: &Seal) -> Result<Sealed, OutboxError> {
    let body = seal.close(&submission.bytes)?;
    let mut enclosures = Vec::with_capacity(submission.attachments.len());
    let mut attachments = Vec::with_capacity(submission.attachments.len());
    for attachment in &submission.attachments {
        let sealed = seal.close(&attachment.bytes)?;
        let digest = Digest::of(&sealed);
        enclosures.push(Enclosure { digest, length: sealed.len(), media_type: attachment.media_type.clone() });
        attachments.push((digest, sealed));
    }
    let envelope = Envelope::new(submission.id, submission.kind, &submission.number, &body, &enclosures);
    let size = envelope.bytes.len() + enclosures.iter().map(|enclosure| enclosure.length).sum::<usize>();
    let size = u64::try_from(size).expect("a submission has under a gigabyte, by its bounds");
    Ok(Sealed { envelope, attachments, size })
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

fn write(
    transaction: &Transaction<'_>,
    submission: &Submission,
    sealed: &Sealed,
    now: Timestamp,
) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "INSERT INTO submission (id, kind, number, committed_at, size, digest, paper, state, next_attempt_at)
             VALUES (:id, :kind, :number, :now, :size, :digest, 'not_printed', 'waiting', :now)",
        )?
        .execute(named_params! {
            ":id": submission.id.to_string(),
            ":kind": submission.kind.as_str(),
            ":number": submission.number,
            ":now": now.as_millisecond(),
            ":size": sealed.size,
            ":digest": sealed.envelope.digest.to_string(),
        })?;
    let sequence = transaction.last_insert_rowid();
    transaction
        .prepare_cached("INSERT INTO envelope (sequence, bytes) VALUES (?1, ?2)")?
        .execute(params![sequence, sealed.envelope.bytes])?;
    let mut statement =
        transaction.prepare_cached("INSERT INTO attachment (sequence, digest, sealed) VALUES (?1, ?2, ?3)")?;
    for (digest, bytes) in &sealed.attachments {
        statement.execute(params![sequence, digest.to_string(), bytes])?;
    }
    Ok(())
}
