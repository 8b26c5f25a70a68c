//! Reading every row, without changing one: what an update must leave possible.

use super::{Outbox, OutboxError};

impl Outbox {
    /// Reads the bytes of every submission that is not delivered; gives their number.
    ///
    /// Takes time in proportion to what waits, and the memory of one envelope.
    ///
    /// # Errors
    /// [`OutboxError::Damaged`] when a row has lost its bytes, or the store cannot be read.
    pub fn read_through(&self) -> Result<u64, OutboxError> {
        let mut statement = self.db.prepare(
            "SELECT submission.number, envelope.bytes FROM submission LEFT JOIN envelope USING (sequence)
             WHERE submission.state <> 'delivered' ORDER BY sequence",
        )?;
        let mut rows = statement.query([])?;
        let mut read = 0;
        while let Some(row) = rows.next()? {
            if row.get::<_, Option<Vec<u8>>>(1)?.is_none_or(|bytes| bytes.is_empty()) {
                return Err(OutboxError::Damaged(format!("submission {} has no bytes", row.get::<_, String>(0)?)));
            }
            read += 1;
        }
        Ok(read)
    }
}
