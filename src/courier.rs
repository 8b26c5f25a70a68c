//! The network process, told as a story: take what is due, write the attempts down, send, keep the receipts, erase.
//!
//! Invariants:
//! - Oldest first, in batches, whose attempts and receipts are each written in one synced transaction. The first of a
//!   round goes alone: only a line that was seen to work gets a batch. What a fault kept from being sent is given back,
//!   and is no attempt; nor is what a busy platform turned away before it read it.
//! - A submission that the platform refuses is set aside, and the next one goes on; one on which the
//!   platform stumbles waits longer each time, and the others pass it.
//! - A fault of the line or of the platform pauses the queue and is no submission's fault. A line that was not seen to work
//!   is tried with a ping first, so an outage of a day costs one submission one wait, the others none, and starting the
//!   kiosk again in it costs nobody any.
//! - Dropping a round anywhere loses nothing: what it was about to learn is asked for again, under the same id. It costs
//!   those of one batch one wait.
//! - Time is handed in: [`Courier::round`] reads no clock.
//!
//! Limits: a batch of 32 submissions, of at most 4 MiB of envelopes and one envelope more, and one piece of an attachment
//! in memory at a time; four envelopes under way, one attachment; two envelopes and 32 attachments an attempt; a pause of
//! 15 to 30 seconds, by chance, between looks at the line, so that kiosks that lost it together do not come back together;
//! at least a fifth of a second between rounds.
//!
//! SQLite is called on the runtime's own threads: each call takes as long as a disk sync, and nothing here is in more
//! of a hurry than that.

pub(crate) mod attempt;
mod batch;
pub mod catalog;
mod events;
pub mod identity;
mod line;
pub mod link;
pub(crate) mod metered;
mod serve;
mod telemetry;
mod trail;

pub use events::Events;
pub use line::{Line, LineWord, Status};
pub use metered::{Hours, Metered, NotHours, Pace};
pub use serve::{ServeError, Settings, serve};

use crate::audit;
use crate::outbox::{Due, Outbox, OutboxError, Reason, SubmissionId};
use crate::platform::{
    Platform, QueueFault,
    QueueFault::Busy,
    contract::{Digest, SignedReceipt},
};
use attempt::{Cargo, Offered, Outcome, fill};
use jiff::Timestamp;
use std::path::Path;
use tokio::sync::mpsc::UnboundedSender;

/// The courier: one store, one platform.
pub struct Courier<P> {
    outbox: Outbox,
    platform: P,
    line: Line,
    watchers: tokio::sync::watch::Sender<Status>,
    pace: Pace,
    /// Where what the trail must know is put, once somebody writes it.
    events: Option<UnboundedSender<audit::Event>>,
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
    /// The hours of the line are over.
    pub resting: bool,
}

impl Round {
    fn is_over(&self) -> bool {
        self.fault.is_some() || self.resting
    }
}

impl<P: Platform> Courier<P> {
    /// Opens the store in `outbox`. Sends nothing yet.
    pub fn new(outbox: &Path, platform: P) -> Result<Self, OutboxError> {
        let outbox = Outbox::open(outbox)?;
        outbox.receipts(RECALLED)?.iter().for_each(|kept| platform.recall(kept));
        let line = Line::default();
        let (watchers, _) = tokio::sync::watch::channel(Status::new(&line, outbox.counts()?));
        Ok(Self { outbox, platform, line, watchers, pace: Pace::default(), events: None })
    }

    /// From now on, hand on what the audit trail must know: one event for each submission that is set aside.
    pub(crate) fn tell(&mut self, events: UnboundedSender<audit::Event>) {
        self.events = Some(events);
    }

    /// From now on, spare the line.
    pub fn spare(&mut self, metered: Metered) {
        self.pace = Pace::new(metered);
    }

    /// The state of the line and the queue, as of the last batch that was tried.
    pub fn status(&self) -> Status {
        self.watchers.borrow().clone()
    }

    /// Tries everything that is due at `now`, oldest first, each once; with nothing due, pings. Ends early at a fault of
    /// the line or of the platform. `Err` only when the outbox fails.
    pub async fn round(&mut self, now: Timestamp) -> Result<Round, OutboxError> {
        let mut round = Round::default();
        if !self.pace.begin(now) {
            self.rest(&mut round);
            self.outbox.tidy()?;
            self.publish()?;
            return Ok(round);
        }
        let mut seen = !self.line.is_up();
        if seen && !self.ping(&mut round).await {
            self.publish()?;
            return Ok(round);
        }
        let mut most = 1;
        while !round.is_over() {
            let taken = self.outbox.take_due(now, most)?;
            round.quarantined += taken.damaged;
            (0..taken.damaged).for_each(|_| self.told_aside(&Reason::Damaged));
            let batch = taken.due;
            if batch.is_empty() {
                break;
            }
            (seen, most) = (true, batch::size(&self.pace));
            self.send(batch, now, &mut round).await?;
            self.publish()?;
        }
        if !seen && !round.resting {
            self.ping(&mut round).await;
        }
        self.publish()?;
        self.outbox.tidy()?;
        Ok(round)
    }

    /// Sends a batch whose attempts are written down. What has its receipt is on the disk before an attachment is sent,
    /// which may take hours.
    async fn send(&mut self, batch: Vec<Due>, now: Timestamp, round: &mut Round) -> Result<(), OutboxError> {
        for due in &batch {
            if !self.pace.allow(due.envelope.len()).await {
                self.rest(round);
                let unsent: Vec<_> = batch.iter().map(|due| due.id).collect();
                return self.outbox.give_back(&unsent, now);
            }
        }
        let offered = batch::offer_all(&self.platform, &batch).await;
        let (mut receipts, mut lacking, mut unsent) = (Vec::new(), Vec::new(), Vec::new());
        for (due, offered) in batch.into_iter().zip(offered) {
            match offered {
                Some(Offered::Ended(outcome)) => {
                    unsent.extend(outcome.was_turned_away().then_some(due.id));
                    receipts.extend(self.settle(due.id, outcome, round)?);
                }
                Some(Offered::Lacking(missing)) => lacking.push((due, missing)),
                None => unsent.push(due.id),
            }
        }
        self.keep(&receipts, now, round)?;
        for (due, missing) in lacking {
            let id = due.id;
            if round.is_over() {
                unsent.push(id);
                continue;
            }
            let mut cargo = Waiting { outbox: &mut self.outbox, id };
            let outcome = fill(&self.platform, due, missing, &mut cargo, &self.pace).await?;
            if let Outcome::Resting = outcome {
                self.rest(round);
                unsent.push(id);
                continue;
            }
            // A stick brought its receipt meanwhile, and its attachments went: what came of it says nothing of anybody.
            if !self.outbox.is_waiting(id)? {
                continue;
            }
            unsent.extend(outcome.was_turned_away().then_some(id));
            let receipt = self.settle(id, outcome, round)?;
            self.keep(receipt.as_slice(), now, round)?;
        }
        self.outbox.give_back(&unsent, now)
    }

    /// Takes note of how an attempt ended, and gives the receipt that is to be kept.
    fn settle(
        &mut self,
        id: SubmissionId,
        outcome: Outcome,
        round: &mut Round,
    ) -> Result<Option<SignedReceipt>, OutboxError> {
        match outcome {
            Outcome::Delivered(receipt) => return Ok(Some(receipt)),
            Outcome::SetAside(reason) => {
                // One that ended before a fault says nothing of the line after it.
                if matches!(reason, Reason::Refused(_)) && round.fault.is_none() {
                    self.line = Line::Up;
                }
                match self.outbox.quarantine(id, &reason) {
                    Err(OutboxError::Unknown) => return Ok(None), // a stick brought its receipt meanwhile
                    set_aside => set_aside?,
                }
                round.quarantined += 1;
                tracing::warn!(%id, %reason, "set aside");
                self.told_aside(&reason);
            }
            Outcome::Resting => self.rest(round),
            Outcome::Fault(fault) if round.fault.is_none() => self.pause(round, fault),
            Outcome::Fault(_) => {} // the first one is what a technician reads
        }
        Ok(None)
    }

    /// Hands on that one submission was set aside.
    fn told_aside(&self, reason: &Reason) {
        if let Some(events) = &self.events {
            // Nobody listens any more only while the courier ends.
            let _ = events.send(audit::Event::SetAside { reason: reason.to_string() });
        }
    }

    fn keep(&mut self, receipts: &[SignedReceipt], now: Timestamp, round: &mut Round) -> Result<(), OutboxError> {
        if receipts.is_empty() {
            return Ok(());
        }
        match self.outbox.store_receipts_and_erase(receipts, now) {
            // One of them is for a row that was damaged, or delivered by a stick and forgotten, since it was sent: each by itself.
            Err(OutboxError::Unknown | OutboxError::OtherBytes) if receipts.len() > 1 => {
                for receipt in receipts {
                    self.keep(std::slice::from_ref(receipt), now, round)?;
                }
                return Ok(());
            }
            Err(why @ (OutboxError::Unknown | OutboxError::OtherBytes)) => {
                tracing::error!(id = %receipts[0].id(), %why, "a receipt that is nothing's");
                return Ok(());
            }
            stored => stored?,
        }
        for receipt in receipts {
            round.delivered += 1;
            tracing::info!(id = %receipt.id(), "delivered");
        }
        if !round.is_over() {
            self.line = Line::Up;
        }
        Ok(())
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

    fn rest(&mut self, round: &mut Round) {
        self.line = Line::Resting;
        round.resting = true;
    }

    /// Says so once, when the line's state changes: a log of every poll fills a disk.
    fn pause(&mut self, round: &mut Round, fault: QueueFault) {
        let line = Line::Troubled(fault.clone());
        let is_busy_still = matches!((&self.line, &line), (Line::Troubled(Busy(_)), Line::Troubled(Busy(_))));
        if self.line != line && !is_busy_still {
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
