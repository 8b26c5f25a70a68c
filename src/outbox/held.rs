//! What the outbox still knows of a number on a receipt: states and times, nothing of a citizen.

use super::{Kind, Outbox, OutboxError};
use jiff::Timestamp;
use rusqlite::params;

/// The most submissions of one number that are told.
const MOST: u64 = 20;

/// A submission that this kiosk took in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// What it is.
    pub kind: Kind,
    /// Where it is.
    pub place: HeldAt,
    /// When it was taken in, by the clock of that moment.
    pub committed_at: Timestamp,
}

/// Where a submission is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldAt {
    /// Here, waiting to be sent.
    Waiting,
    /// With the platform, since this time.
    Delivered(Timestamp),
    /// Here, set aside: a person has to look at it.
    SetAside,
}

impl Outbox {
    /// What this kiosk took in under a number, oldest first: as long as it waits, and among the newest 10,000 that were
    /// delivered. Walks the rows, of which there are at most 20,000.
    pub fn held(&self, number: &str) -> Result<Vec<Held>, OutboxError> {
        let mut statement = self.db.prepare_cached(
            "SELECT kind, state, committed_at, coalesce(delivered_at, 0) FROM submission
             WHERE number = ?1 ORDER BY sequence LIMIT ?2",
        )?;
        let mut rows = statement.query(params![number, MOST])?;
        let mut held = Vec::new();
        while let Some(row) = rows.next()? {
            let word: String = row.get(0)?;
            // What a newer program handed in is not told by one that went back.
            let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.as_str() == word) else { continue };
            let time = |column| -> Result<_, OutboxError> {
                let time = Timestamp::from_millisecond(row.get(column)?);
                time.map_err(|_| OutboxError::Damaged(String::from("a time that is none")))
            };
            let place = match row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)? {
                "waiting" => HeldAt::Waiting,
                "delivered" => HeldAt::Delivered(time(3)?),
                _ => HeldAt::SetAside,
            };
            held.push(Held { kind, place, committed_at: time(2)? });
        }
        Ok(held)
    }
}
