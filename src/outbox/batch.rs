//! Several due submissions at once, so that a sync is paid once for all of them.
//!
//! - All of a batch have their attempt written down, in one synced transaction, before the first of them is sent: a
//!   crash anywhere in the batch leaves each as after a failed attempt, and costs it one wait.
//! - Those that were not sent after all are given back, and are due at once. Until that is on the disk they wait.
//!
//! Limits: a batch is what the caller asks for, and ends with the envelope that makes it 4 MiB or more.

use super::{Due, Outbox, OutboxError, SubmissionId, delivery};
use jiff::Timestamp;
use rusqlite::{TransactionBehavior, params};

/// Envelopes are added to a batch until they are so many bytes.
const ENOUGH: usize = 4 * 1024 * 1024;

impl Outbox {
    /// The oldest waiting submissions whose next attempt may be made at `now`, oldest first and at most `most`, each with
    /// this attempt written down as [`Outbox::mark_attempt`] does.
    pub fn take_due(&mut self, now: Timestamp, most: u32) -> Result<Vec<Due>, OutboxError> {
        // Read before the write lock is taken: most of the time nothing is due, and nobody need wait for that.
        let mut batch = self.due(now, most)?;
        if batch.is_empty() {
            return Ok(batch);
        }
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut marked = Vec::with_capacity(batch.len());
        for due in batch.drain(..) {
            match delivery::mark(&transaction, due.id, now) {
                Ok(_) => marked.push(due),
                // A stick brought its receipt since.
                Err(OutboxError::Unknown) => {}
                Err(error) => return Err(error),
            }
        }
        transaction.commit()?;
        Ok(marked)
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

    fn due(&self, now: Timestamp, most: u32) -> Result<Vec<Due>, OutboxError> {
        let mut statement = self.db.prepare_cached(delivery::DUE)?;
        let mut rows = statement.query(params![now.as_millisecond(), delivery::horizon(now), most])?;
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while bytes < ENOUGH {
            // What cannot be read is an error when it is the oldest; the ones before it go first.
            let due = match rows.next().map_err(OutboxError::from).and_then(|row| row.map(delivery::read).transpose()) {
                Ok(Some(due)) => due,
                Ok(None) => break,
                Err(error) if batch.is_empty() => return Err(error),
                Err(_) => break,
            };
            bytes += due.envelope.len();
            batch.push(due);
        }
        Ok(batch)
    }
}
