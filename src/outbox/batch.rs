//! Several due submissions at once, so that a sync is paid once for all of them.
//!
//! - All of a batch have their attempt written down, in one synced transaction, before the first of them is sent: a
//!   crash anywhere in the batch leaves each as after a failed attempt, and costs it one wait.
//! - A row that holds what was never written is set aside, and the others go on.
//! - Those that were not sent after all are given back, and are due at once. Until that is on the disk they wait.
//!
//! Limits: a batch is what the caller asks for, and ends with the envelope that makes it 4 MiB or more.

use super::{Due, Outbox, OutboxError, Reason, SubmissionId, delivery, set_aside};
use crate::platform::contract::Digest;
use jiff::Timestamp;
use rusqlite::{Transaction, TransactionBehavior, params};

/// Envelopes are added to a batch until they are so many bytes.
const ENOUGH: usize = 4 * 1024 * 1024;

/// What was taken, to be sent.
pub struct Taken {
    /// Submissions whose attempt is written down.
    pub due: Vec<Due>,
    /// Rows that were found damaged on the way, and set aside.
    pub damaged: u64,
}

impl Outbox {
    /// The oldest waiting submissions whose next attempt may be made at `now`, oldest first and at most `most`, each with
    /// this attempt written down as [`Outbox::mark_attempt`] does. A row that is damaged is set aside on the way, and said.
    pub fn take_due(&mut self, now: Timestamp, most: u32) -> Result<Taken, OutboxError> {
        let mut damaged = 0;
        loop {
            // Read before the write lock is taken: most of the time nothing is due, and nobody need wait for that.
            let found = self.due(now, most)?;
            if found.is_empty() {
                return Ok(Taken { due: Vec::new(), damaged });
            }
            let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut marked = Vec::with_capacity(found.len());
            for (place, due) in found {
                match due.filter(|due| is_found_there(&transaction, due, place)) {
                    Some(due) => match delivery::mark(&transaction, due.id, now) {
                        Ok(_) => marked.push(due),
                        // A stick brought its receipt since.
                        Err(OutboxError::Unknown) => {}
                        Err(error) => return Err(error),
                    },
                    None => {
                        put_aside(&transaction, place)?;
                        damaged += 1;
                    }
                }
            }
            transaction.commit()?;
            // A batch of nothing but damaged rows is not the last one.
            if !marked.is_empty() {
                return Ok(Taken { due: marked, damaged });
            }
        }
    }

    /// Takes the attempt of these back, which was not made: they are due at `now`.
    pub fn give_back(&mut self, ids: &[SubmissionId], now: Timestamp) -> Result<(), OutboxError> {
        if ids.is_empty() {
            return Ok(());
        }
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for id in ids {
            transaction
                .prepare_cached(
                    "UPDATE submission SET attempts = attempts - 1, next_attempt_at = ?2
                     WHERE id = ?1 AND state = 'waiting' AND attempts > 0",
                )?
                .execute(params![id.to_string(), now.as_millisecond()])?;
        }
        Ok(transaction.commit()?)
    }

    /// Places and what lies there; nothing where the row is damaged.
    fn due(&self, now: Timestamp, most: u32) -> Result<Vec<(i64, Option<Due>)>, OutboxError> {
        let mut statement = self.db.prepare_cached(delivery::DUE)?;
        let mut rows = statement.query(params![now.as_millisecond(), delivery::horizon(now), most])?;
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while bytes < ENOUGH {
            let row = match rows.next() {
                Ok(Some(row)) => row,
                Ok(None) => break,
                // What the disk does not give is an error when it is the oldest; the ones before it go first.
                Err(error) if batch.is_empty() => return Err(error.into()),
                Err(_) => break,
            };
            let place = row.get(0)?;
            match delivery::read(row) {
                Ok(due) => {
                    bytes += due.envelope.len();
                    batch.push((place, Some(due)));
                }
                Err(OutboxError::Damaged(_)) => batch.push((place, None)),
                Err(error) => return Err(error),
            }
        }
        Ok(batch)
    }
}

/// Whether its id leads back to its place, and is the one in its envelope, if that is whole. An id that was damaged into
/// another one would be asked for under a name that nobody gave it.
fn is_found_there(transaction: &Transaction<'_>, due: &Due, place: i64) -> bool {
    let found = delivery::known(transaction, due.id).is_ok_and(|known| known.sequence == place);
    // The usual way of writing it spares taking every envelope apart.
    let usual = format!(r#"{{"version":1,"id":"{}""#, due.id);
    let is_another = || {
        let written = set_aside::written_id(&due.envelope);
        Digest::of(&due.envelope) == due.digest && written.is_some_and(|written| written != due.id)
    };
    found && (due.envelope.starts_with(usual.as_bytes()) || !is_another())
}

/// By its place, since nothing else of it can be relied on.
fn put_aside(transaction: &Transaction<'_>, place: i64) -> Result<(), OutboxError> {
    let reason = Reason::Damaged.to_string();
    transaction
        .prepare_cached(
            "UPDATE submission SET state = 'quarantined', fault = ?2 WHERE sequence = ?1 AND state = 'waiting'",
        )?
        .execute(params![place, reason])?;
    tracing::error!(place, "a submission is damaged on the disk and was set aside; `yici outbox retry` lists it");
    Ok(())
}
