//! The network process, told as a story: take what is due, write the attempt down, send, keep the receipt, erase.
//!
//! Invariants:
//! - Oldest first. A submission that the platform refuses is set aside, and the next one goes on; one on which the
//!   platform stumbles waits longer each time, and the others pass it.
//! - A fault of the line or of the platform pauses the queue and is no submission's fault. A paused queue is tried with
//!   a ping first, so an outage of a day costs one submission one wait, and the others none.
//! - Dropping a round anywhere loses nothing: what it was about to learn is asked for again, under the same id.
//! - Time is handed in: [`Courier::round`] reads no clock.
//!
//! Limits: one envelope and one piece of an attachment in memory at a time; two envelopes and 32 attachments an attempt; a pause
//! of at most 30 seconds between looks at the line, at least a fifth of a second between rounds.
//!
//! SQLite is called on the runtime's own threads: each call takes as long as a disk sync, and nothing here is in more
//! of a hurry than that.

pub(crate) mod attempt;
pub mod catalog;
mod line;
pub mod link;
pub(crate) mod metered;
mod serve;

pub use line::{Line, LineWord, Status};
pub use metered::{Hours, Metered, NotHours};
pub use serve::{ServeError, Settings, serve};

use crate::outbox::{Outbox, OutboxError, Reason, SubmissionId};
use crate::platform::{Platform, QueueFault, contract::Digest};
use attempt::{Cargo, Outcome, attempt};
use jiff::Timestamp;
use metered::Pace;
use std::path::Path;

/// The courier: one store, one platform.
pub struct Courier<P> {
    outbox: Outbox,
    platform: P,
    line: Line,
    watchers: tokio::sync::watch::Sender<Status>,
    metered: Metered,
    pace: Pace,
}

/// Receipts of earlier runs that say what time it certainly is not before.
const RECALLED: u32 = 100;

/// What one round did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Submissions whose receipts were stored.
    pub delivered: u64,
    /// Submissions that were set aside.
    pub quarantined: u64,
    /// What ended the round early, if anything did.
    pub fault: Option<QueueFault>,
}

impl<P: Platform> Courier<P> {
    /// Opens the store in `outbox`. Sends nothing yet.
    pub fn new(outbox: &Path, platform: P) -> Result<Self, OutboxError> {
        let outbox = Outbox::open(outbox)?;
        outbox.receipts(RECALLED)?.iter().for_each(|kept| platform.recall(kept));
        let line = Line::default();
        let (watchers, _) = tokio::sync::watch::channel(Status::new(&line, outbox.counts()?));
        let metered = Metered::default();
        Ok(Self { outbox, platform, line, watchers, metered, pace: Pace::new(metered) })
    }

    /// From now on, spare the line.
    pub fn spare(&mut self, metered: Metered) {
        self.metered = metered;
        self.pace = Pace::new(metered);
    }

    /// The state of the line and the queue, as of the last submission that was tried.
    pub fn status(&self) -> Status {
        self.watchers.borrow().clone()
    }

    /// Tries everything that is due at `now`, oldest first, each once; with nothing due, pings. Ends early at a fault of
    /// the line or of the platform. `Err` only when the outbox fails.
    pub async fn round(&mut self, now: Timestamp) -> Result<Round, OutboxError> {
        let mut round = Round::default();
        if !self.metered.is_open(now) {
            self.line = Line::Resting;
            self.outbox.tidy()?;
            self.publish()?;
            return Ok(round);
        }
        if self.line.is_troubled() && !self.ping(&mut round).await {
            self.publish()?;
            return Ok(round);
        }
        let mut sent = false;
        while round.fault.is_none()
            && let Some(due) = self.outbox.next_due(now)?
        {
            sent = true;
            let id = due.id;
            self.outbox.mark_attempt(id, now)?;
            let mut cargo = Waiting { outbox: &mut self.outbox, id };
            match attempt(&self.platform, due, &mut cargo, &mut self.pace).await? {
                Outcome::Delivered(receipt) => {
                    self.outbox.store_receipt_and_erase(&receipt, now)?;
                    self.line = Line::Up;
                    round.delivered += 1;
                    tracing::info!(%id, "delivered");
                }
                Outcome::SetAside(reason) => {
                    if let Reason::Refused(_) = reason {
                        self.line = Line::Up;
                    }
                    self.outbox.quarantine(id, &reason)?;
                    round.quarantined += 1;
                    tracing::warn!(%id, %reason, "set aside");
                }
                Outcome::Fault(fault) => self.pause(&mut round, fault),
            }
            self.publish()?;
        }
        if !sent {
            self.ping(&mut round).await;
            self.publish()?;
        }
        self.outbox.tidy()?;
        Ok(round)
    }

    async fn ping(&mut self, round: &mut Round) -> bool {
        match self.platform.ping().await {
            Ok(()) => {
                self.line = Line::Up;
                true
            }
            Err(fault) => {
                self.pause(round, fault);
                false
            }
        }
    }

    /// Says so once, when the line's state changes: a log of every poll fills a disk.
    fn pause(&mut self, round: &mut Round, fault: QueueFault) {
        let line = Line::Troubled(fault.clone());
        if self.line != line {
            tracing::warn!(%fault, "the queue pauses");
        }
        self.line = line;
        round.fault = Some(fault);
    }

    fn publish(&self) -> Result<(), OutboxError> {
        self.watchers.send_replace(Status::new(&self.line, self.outbox.counts()?));
        Ok(())
    }
}

/// The attachments of a submission that waits in the outbox.
struct Waiting<'a> {
    outbox: &'a mut Outbox,
    id: SubmissionId,
}

impl Cargo for Waiting<'_> {
    type Error = OutboxError;

    fn length(&mut self, digest: Digest) -> Result<Option<u64>, OutboxError> {
        self.outbox.attachment_length(self.id, digest)
    }

    fn is_whole(&mut self, digest: Digest) -> Result<bool, OutboxError> {
        self.outbox.is_whole(self.id, digest)
    }

    fn piece(&mut self, digest: Digest, at: u64) -> Result<Vec<u8>, OutboxError> {
        self.outbox.piece(self.id, digest, at)
    }
}
