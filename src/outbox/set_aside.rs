//! The quarantine: what cannot be delivered as it is, so that it holds up nothing else; and the way back.
//!
//! - Its bytes are kept. It is not sent again until a technician says so ([`Outbox::retry`]).
//! - Sending again is safe whatever the reason was: the platform knows a submission by its id, takes it once, and answers
//!   the same bytes with the same receipt. Only what is damaged cannot go back, unless its bytes are right again.
//! - A row whose id or digest is damaged is known by its place alone.
//!
//! Limit: [`Outbox::set_aside`] lists 1,000.

use super::{Outbox, OutboxError, SubmissionId, attachments, delivery};
use crate::platform::{ItemFault, contract::Digest};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, TransactionBehavior, params};
use std::fmt;

/// The most submissions that are listed.
const MOST: u64 = 1_000;

/// Why a submission was set aside. A closed form: a technician reads it, so nothing of a citizen may stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The platform refused it.
    Refused(ItemFault),
    /// Its bytes on the disk are no longer the ones that were written.
    Damaged,
    /// It has an attachment that is larger than this platform takes.
    TooLarge,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(fault) => write!(f, "refused {} {}", fault.status, fault.code),
            Self::Damaged => f.write_str("damaged"),
            Self::TooLarge => f.write_str("too large for this platform"),
        }
    }
}

/// A submission that was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// Its place in the store, by which it can be asked for whatever else of it is damaged.
    pub place: i64,
    /// Its id; `None` when that is damaged.
    pub id: Option<SubmissionId>,
    /// The number on the citizen's receipt, as far as it can be read.
    pub number: String,
    /// The [`Reason`] in words.
    pub reason: String,
    /// Whether its bytes are the ones that were written, so that it can be sent again.
    pub is_whole: bool,
}

impl Outbox {
    /// Sets a waiting submission aside. Its bytes are kept; it is not sent again.
    pub fn quarantine(&mut self, id: SubmissionId, reason: &Reason) -> Result<(), OutboxError> {
        let changed = self
            .db
            .prepare_cached(
                "UPDATE submission SET state = 'quarantined', fault = ?2 WHERE id = ?1 AND state = 'waiting'",
            )?
            .execute(params![id.to_string(), reason.to_string()])?;
        if changed == 1 { Ok(()) } else { Err(OutboxError::Unknown) }
    }

    /// The submissions that were set aside, oldest first; at most 1,000. Reads the bytes of all of them.
    pub fn set_aside(&self) -> Result<Vec<SetAside>, OutboxError> {
        let mut statement = self.db.prepare_cached(
            "SELECT sequence, id, CAST(number AS BLOB), CAST(fault AS BLOB) FROM submission
             WHERE state = 'quarantined' ORDER BY sequence LIMIT ?1",
        )?;
        let mut rows = statement.query([MOST])?;
        let mut set_aside = Vec::new();
        let words = |bytes: Option<Vec<u8>>| String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned();
        while let Some(row) = rows.next()? {
            let place = row.get(0)?;
            set_aside.push(SetAside {
                place,
                id: delivery::text(row, 1).ok(),
                number: words(row.get(2)?),
                reason: words(row.get(3)?),
                is_whole: self.whole(place)?.is_some(),
            });
        }
        Ok(set_aside)
    }

    /// Has what was set aside at this place sent again, as if it had never been tried.
    ///
    /// # Errors
    /// [`OutboxError::Unknown`] when nothing was set aside there; [`OutboxError::Damaged`] when its bytes are not the ones
    /// that were written, and it stays where it is.
    pub fn retry(&mut self, place: i64, now: Timestamp) -> Result<(), OutboxError> {
        let aside = "SELECT 1 FROM submission WHERE sequence = ?1 AND state = 'quarantined'";
        if !self.db.prepare_cached(aside)?.exists([place])? {
            return Err(OutboxError::Unknown);
        }
        let Some(id) = self.whole(place)? else {
            return Err(OutboxError::Damaged(format!("the submission at place {place}")));
        };
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let changed = transaction.execute(
            "UPDATE submission SET id = ?2, state = 'waiting', fault = NULL, attempts = 0, next_attempt_at = ?3
             WHERE sequence = ?1 AND state = 'quarantined'",
            params![place, id.to_string(), now.as_millisecond()],
        )?;
        transaction.commit()?;
        if changed == 1 { Ok(()) } else { Err(OutboxError::Unknown) }
    }

    /// The id of the submission at this place, when its envelope and all attachments have the digests that they were
    /// written with. The id stands in the envelope too, which is how a damaged one is found again.
    fn whole(&self, place: i64) -> Result<Option<SubmissionId>, OutboxError> {
        let row = self
            .db
            .prepare_cached("SELECT digest, bytes FROM submission JOIN envelope USING (sequence) WHERE sequence = ?1")?
            .query_row([place], |row| Ok((delivery::text::<Digest>(row, 0), row.get::<_, Vec<u8>>(1))))
            .optional()?;
        let Some((Ok(digest), Ok(envelope))) = row else { return Ok(None) };
        let id = written_id(&envelope).filter(|_| Digest::of(&envelope) == digest);
        Ok(if id.is_some() && attachments::are_whole(&self.db, place)? { id } else { None })
    }
}

/// The id that an envelope was made with.
pub(super) fn written_id(envelope: &[u8]) -> Option<SubmissionId> {
    #[derive(serde::Deserialize)]
    struct Head {
        id: String,
    }
    serde_json::from_slice::<Head>(envelope).ok()?.id.parse().ok()
}
