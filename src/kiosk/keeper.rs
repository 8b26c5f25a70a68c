//! The thread that writes: outbox, print jobs and audit. A slow disk must not freeze the screen.
//!
//! - Orders are done one by one, in the order given: a receipt's fate is written after its commit.
//! - After a commit the courier is nudged, through a thread of its own that may wait for it.
//! - When it ends, the outbox's log is brought into its file: a disk that is carried elsewhere has all in one place.
//! - A thread that has died is said to be dead: a kiosk that cannot write must not serve.
//!
//! Limit: orders come one a touch, one a device's change and one every ten minutes; none is dropped.

mod drafting;

use super::line::LineWatch;
use super::post::{Happening, Post};
use crate::audit::{self, Audit, AuditError};
use crate::drafts::{Bearer, Drafts};
use crate::outbox::{
    Attachment, Begun, Outbox, OutboxError, PaperState, Prints, PrintsError, Seal, Submission, Unprinted,
};
use crate::paper::job::{JobId, PrintJob};
use crate::platform::contract::SubmissionId;
use crate::session::{Event, HandedIn, ReceiptOutcome};
use crate::shelf::Seen;
use crate::station::statistics::{self, Statistics};
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use yici_hardware::Personal;

/// Something to be written.
pub enum Order {
    /// Keep this; `Committed` or `CommitFailed` follows.
    Commit(Box<HandedIn>),
    /// What is known here of this number; `Held` follows, for this visit.
    FindHeld(SubmissionId, Personal),
    /// Look for a draft of this card; `Draft` follows.
    FindDraft {
        /// The visit.
        visit: SubmissionId,
        /// Its card.
        bearer: Bearer,
        /// The matter's key.
        matter: String,
        /// Its version.
        version: String,
    },
    /// Keep what was filled in so far.
    KeepDraft(SubmissionId, Personal<Vec<u8>>),
    /// Erase it.
    EraseDraft(SubmissionId),
    /// Forget the visit's key; what was kept and not erased stays.
    ForgetDraft(SubmissionId),
    /// Write down that this is about to be printed; `Happening::Print` follows.
    Print(SubmissionId, Box<PrintJob>),
    /// What became of a print job.
    PrintEnded(JobId, ReceiptOutcome),
    /// What became of a submission's receipt.
    Printed(SubmissionId, ReceiptOutcome),
    /// Keep the devices' statistics.
    Statistics(Statistics),
    /// Keep which catalog was served.
    Seen(Seen),
    /// Write this into the audit trail.
    Record(String, audit::Event),
}

/// Why the kiosk cannot keep anything. Without a place to write it must not serve.
#[derive(Debug, thiserror::Error)]
pub enum KeeperError {
    /// The outbox.
    #[error(transparent)]
    Outbox(#[from] OutboxError),
    /// The audit trail.
    #[error(transparent)]
    Audit(#[from] AuditError),
    /// The print jobs.
    #[error(transparent)]
    Prints(#[from] PrintsError),
}

/// The writing thread's other end. Dropping it lets the thread finish what it was given, and waits for it.
pub struct Keeper {
    orders: Option<Sender<Order>>,
    thread: Option<std::thread::JoinHandle<()>>,
    unprinted: Vec<Unprinted>,
}

impl Keeper {
    /// Opens the outbox and the audit trail in the state folder and starts to write.
    ///
    /// # Errors
    /// When either cannot be opened. Nothing is set aside, nothing begins empty.
    pub fn start(
        state: &Path,
        seal: Seal,
        line: LineWatch,
        drafts: Option<Drafts>,
        post: Post,
    ) -> Result<Self, KeeperError> {
        let outbox = Outbox::open(state)?;
        let unprinted = outbox.without_receipt(Timestamp::UNIX_EPOCH)?;
        let audit = Audit::open(state)?;
        let prints = Prints::open(state)?;
        let (orders, receiver) = channel();
        let drafts = drafting::Drafting::new(drafts);
        let mut desk = Desk { outbox, audit, prints, drafts, seal, line, post, state: state.to_owned() };
        let thread = std::thread::spawn(move || desk.work(&receiver));
        Ok(Self { orders: Some(orders), thread: Some(thread), unprinted })
    }

    /// Applications that were kept by an earlier run of the program, which then ended before their receipt was printed.
    pub fn unprinted(&self) -> &[Unprinted] {
        &self.unprinted
    }

    /// Has something written.
    pub fn order(&self, order: Order) {
        if let Some(orders) = &self.orders {
            let _ = orders.send(order);
        }
    }

    /// Whether it still writes.
    pub fn is_alive(&self) -> bool {
        self.thread.as_ref().is_some_and(|thread| !thread.is_finished())
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Desk {
    outbox: Outbox,
    audit: Audit,
    prints: Prints,
    drafts: drafting::Drafting,
    seal: Seal,
    line: LineWatch,
    post: Post,
    state: PathBuf,
}

impl Desk {
    fn work(&mut self, orders: &Receiver<Order>) {
        while let Ok(order) = orders.recv() {
            self.write(order);
        }
        // The courier may be reading; what stays in the log is as safe there.
        if let Err(error) = self.outbox.tidy() {
            tracing::warn!(%error, "the outbox could not be tidied at the end");
        }
    }

    fn write(&mut self, order: Order) {
        match order {
            Order::Commit(handed_in) => {
                let id = handed_in.id;
                match self.outbox.commit(&submission(*handed_in), &self.seal, Timestamp::now()) {
                    Ok(_) => {
                        // Before anything is said: what was handed in must not be offered again.
                        self.drafts.erase(id);
                        self.drafts.forget(id);
                        self.post.put(Happening::Event(Event::Committed(id)));
                        self.line.nudge();
                    }
                    Err(error) => {
                        tracing::error!(%error, "an application could not be kept; the citizen was told");
                        self.post.put(Happening::Event(Event::CommitFailed(id)));
                    }
                }
            }
            Order::FindHeld(visit, number) => match self.outbox.held(number.reveal()) {
                Ok(held) => self.post.put(Happening::Event(Event::Held(visit, held))),
                Err(error) => tracing::error!(%error, "what is known of a number could not be read"),
            },
            Order::FindDraft { visit, bearer, matter, version } => {
                let found = self.drafts.find(visit, &bearer, matter, version, &self.outbox);
                self.post.put(Happening::Event(Event::Draft(visit, found.map(Box::new))));
            }
            Order::KeepDraft(visit, content) => self.drafts.keep(visit, &content),
            Order::EraseDraft(visit) => self.drafts.erase(visit),
            Order::ForgetDraft(visit) => self.drafts.forget(visit),
            Order::Print(id, job) => {
                let begun = self.prints.begin(job.id, job.purpose).unwrap_or_else(|error| {
                    // A citizen without a receipt is worse off than one with two.
                    tracing::error!(%error, "a print job could not be written down and is printed all the same");
                    Begun::Now
                });
                self.post.put(Happening::Print(id, job, begun));
            }
            Order::PrintEnded(job, outcome) => {
                if let Err(error) = self.prints.end(job, state_of(outcome)) {
                    tracing::error!(%error, "what became of a print job could not be written down");
                }
            }
            Order::Printed(id, outcome) => self.paper(id, state_of(outcome)),
            Order::Statistics(statistics) => {
                self.drafts.erase_old();
                if let Err(error) = statistics::save(&statistics, &self.state) {
                    tracing::warn!(%error, "the devices' statistics could not be kept");
                }
            }
            Order::Seen(seen) => {
                if let Err(error) = seen.save(&self.state) {
                    tracing::warn!(%error, "which catalog was served could not be kept; check the data partition");
                }
            }
            Order::Record(at, event) => {
                if let Err(error) = self.audit.record(&at, &event) {
                    tracing::error!(%error, "audit");
                }
            }
        }
    }

    fn paper(&mut self, id: SubmissionId, state: PaperState) {
        if let Err(error) = self.outbox.set_paper(id, state) {
            tracing::error!(%error, "the state of a receipt could not be written");
        }
    }
}

fn state_of(outcome: ReceiptOutcome) -> PaperState {
    match outcome {
        ReceiptOutcome::Printed => PaperState::Printed,
        ReceiptOutcome::Unknown => PaperState::Unknown,
        ReceiptOutcome::Failed(_) => PaperState::Failed,
    }
}

fn submission(handed_in: HandedIn) -> Submission {
    let HandedIn { id, kind, number, bytes, photos } = handed_in;
    let attachments = photos
        .into_iter()
        .map(|photo| Attachment { media_type: "image/jpeg".into(), bytes: photo.jpeg.into() })
        .collect();
    Submission { id, kind, number, bytes, attachments }
}
