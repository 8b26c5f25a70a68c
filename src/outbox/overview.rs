//! How much waits, since when, and why what was set aside was: for a technician, and for the metrics. Never what.

use super::{Counts, Outbox, OutboxError};
use jiff::Timestamp;

/// The store at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// By state.
    pub counts: Counts,
    /// When the one that has waited longest was kept, by the kiosk's clock.
    pub oldest: Option<Timestamp>,
    /// Why some were set aside: a code and how many; at most 20 reasons.
    pub reasons: Vec<(String, u64)>,
}

impl Outbox {
    /// Looks at the rows, and at no submission's bytes.
    pub fn overview(&self) -> Result<Overview, OutboxError> {
        let oldest = "SELECT committed_at FROM submission WHERE state = 'waiting' ORDER BY sequence LIMIT 1";
        let oldest = match self.db.query_row(oldest, [], |row| row.get::<_, i64>(0)) {
            Ok(milliseconds) => Timestamp::from_millisecond(milliseconds).ok(),
            Err(rusqlite::Error::QueryReturnedNoRows) => None,
            Err(error) => return Err(error.into()),
        };
        let reasons = "SELECT coalesce(fault, ''), count(*) FROM submission WHERE state = 'quarantined'
                       GROUP BY fault ORDER BY count(*) DESC LIMIT 20";
        let mut statement = self.db.prepare(reasons)?;
        let reasons = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Overview { counts: self.counts()?, oldest, reasons: reasons.collect::<Result<_, _>>()? })
    }
}
