//! Erasing, which is only ever asked for what has its receipt.

use super::{Outbox, OutboxError};
use rusqlite::TransactionBehavior;

/// How many delivered rows are kept, without their bytes.
const KEPT_DELIVERED: u64 = 10_000;

impl Outbox {
    /// Erases the bytes of delivered submissions, and the oldest delivered rows past those that are kept.
    pub(super) fn erase(&mut self, sequences: &[i64]) -> Result<(), OutboxError> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for table in ["envelope", "piece", "enclosed"] {
            let mut statement = transaction.prepare_cached(&format!("DELETE FROM {table} WHERE sequence = ?1"))?;
            sequences.iter().try_for_each(|sequence| statement.execute([sequence]).map(drop))?;
        }
        transaction
            .prepare_cached(
                "DELETE FROM submission WHERE state = 'delivered' AND sequence <=
                 (SELECT sequence FROM submission WHERE state = 'delivered' ORDER BY sequence DESC LIMIT 1 OFFSET ?1)",
            )?
            .execute([KEPT_DELIVERED])?;
        transaction.commit()?;
        Ok(())
    }

    /// Erases what a crash left behind between a receipt and its erasing.
    pub(super) fn erase_leftovers(&mut self) -> Result<(), OutboxError> {
        let leftovers: Vec<i64> = self
            .db
            .prepare_cached("SELECT sequence FROM submission JOIN envelope USING (sequence) WHERE state = 'delivered'")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        if leftovers.is_empty() {
            return Ok(());
        }
        self.erase(&leftovers)?;
        self.tidy().map(drop)
    }

    /// Brings the overwriting of erased bytes to the main file, and empties the write-ahead log, in which they stood.
    ///
    /// `Ok(false)` when the other process was reading for a minute: the bytes still stand in the log, and this has
    /// to be asked again. The courier asks at the end of every round: once for all that it
    /// delivered, since each time costs several syncs.
    pub fn tidy(&mut self) -> Result<bool, OutboxError> {
        let busy: i64 = self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        Ok(busy == 0)
    }
}
