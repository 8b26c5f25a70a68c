//! What was handed in and waits to be sent: never lost, never doubled, never read by others.
//!
//! Invariants:
//! - Everything a citizen handed in is sealed before the first write, to the *platform's* public key. The kiosk has no
//!   opening key at all, in neither process: a machine that stands in the street should not hold one.
//! - A submission's bytes are made once, at [`Outbox::commit`], and never change: every attempt sends the same.
//! - `commit` returns `Ok` only after everything is synced to the disk (WAL, `synchronous=FULL`).
//! - An attempt is written down before it is made; the time of the next one stands in the row. The attempts of a batch
//!   are written down in one transaction before the first of them is made.
//! - Nothing is erased before a receipt with the platform's verified signature is on the disk, in a transaction of its
//!   own, be it one receipt or those of a batch. A crash between the two leaves the bytes; the next [`Outbox::open`]
//!   erases them.
//! - In the clear stand ids, kinds, receipt numbers, times, states and sizes; nothing personal.
//! - A damaged store is never set aside for an empty one: opening it fails, and says so. A damaged row of a store that is
//!   otherwise whole is put into quarantine, and holds up no other.
//!
//! Limits: 10,000 submissions or 512 MiB that are not delivered; past that, `commit` refuses and the kiosk takes no
//! more. The newest 10,000 delivered rows are kept, without their bytes. A wait between attempts is at most an hour.
//! Erased bytes are overwritten in the file; the file system and a flash disk may keep old blocks, which hold sealed
//! bytes only.
//!
//! The screen process and the courier process each open the same store, each with one connection; SQLite keeps them
//! apart, and a write waits up to a minute for the other's. Calls block for the time of a disk sync, and a commit for as
//! long as its attachments take to be read, sealed and written; they are never whole in memory.

mod attachments;
mod backoff;
mod batch;
mod commit;
mod delivery;
mod erase;
mod error;
mod held;
mod overview;
mod paper;
mod prints;
mod read_through;
mod schema;
mod seal;
mod set_aside;
mod store;
mod submission;

pub use crate::platform::contract::{Kind, SubmissionId};
pub use batch::Taken;
pub use delivery::Due;
pub use error::OutboxError;
pub use held::{Held, HeldAt};
pub use overview::Overview;
pub use paper::{PaperState, Unprinted};
pub use prints::{Begun, Prints, PrintsError};
pub use seal::{CannotSeal, NotARecipient, ReplyKey, Seal, Sealing, Suite};
pub use set_aside::{Reason, SetAside};
pub use submission::{Attachment, Content, Submission};

use rusqlite::Connection;
use std::path::Path;

/// How much may wait. At the bound, [`Outbox::commit`] refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Submissions that are not delivered: waiting and quarantined ones, since both keep their bytes.
    pub rows: u64,
    /// Sealed bytes of those.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { rows: 10_000, bytes: 512 * 1024 * 1024 }
    }
}

/// What [`Outbox::commit`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Committed {
    /// It is on the disk now.
    Now,
    /// It was there already, and nothing was written: the answer to an earlier call was lost in a crash.
    Before,
}

/// How many submissions are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Waiting to be sent.
    pub waiting: u64,
    /// Receipted by the platform; at most the 10,000 that are kept.
    pub delivered: u64,
    /// Refused by the platform, kept for a technician.
    pub quarantined: u64,
}

/// The store of one process.
pub struct Outbox {
    db: Connection,
    limits: Limits,
}

impl Outbox {
    /// The version of the store's form that this program reads and writes; it brings one back by one step.
    pub const FORMAT: usize = schema::BEFORE + 1;

    /// Opens the store in `dir`, and makes it when it is not there; brings an older one up to date; checks it.
    ///
    /// After a crash it takes time in proportion to the store's size, for SQLite's `quick_check`; otherwise a large store
    /// has only its rows looked at.
    pub fn open(dir: &Path) -> Result<Self, OutboxError> {
        Self::open_with(dir, Limits::default())
    }

    /// As [`Outbox::open`], with other limits.
    pub fn open_with(dir: &Path, limits: Limits) -> Result<Self, OutboxError> {
        let db = store::open(dir)?;
        let mut outbox = Self { db, limits };
        outbox.erase_leftovers()?;
        Ok(outbox)
    }

    /// Opens a damaged store for reading only, so that what is whole in it can be carried away. Checks nothing, changes
    /// nothing; any question may fail.
    pub fn open_damaged(dir: &Path) -> Result<Self, OutboxError> {
        Ok(Self { db: store::open_damaged(dir)?, limits: Limits::default() })
    }

    /// Brings the store in `dir` back to the version before this program's, for a kiosk that goes back to the program
    /// before this one. Everything stays in it, or nothing is changed: an attachment that the older program could not
    /// send has to be delivered first. Stop both processes before.
    pub fn step_back(dir: &Path) -> Result<(), OutboxError> {
        let mut db = store::open(dir)?;
        store::check(&db)?;
        Ok(schema::migrations().to_version(&mut db, schema::BEFORE)?)
    }

    /// Looks at every page of the store, however large: the rest of what [`Outbox::open`] may have left out.
    pub fn check(&self) -> Result<(), OutboxError> {
        store::check(&self.db)
    }

    /// Counts the submissions by state.
    pub fn counts(&self) -> Result<Counts, OutboxError> {
        let mut statement = self.db.prepare_cached("SELECT state, count(*) FROM submission GROUP BY state")?;
        let mut rows = statement.query([])?;
        let mut counts = Counts::default();
        while let Some(row) = rows.next()? {
            let count = row.get(1)?;
            match row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)? {
                "waiting" => counts.waiting = count,
                "delivered" => counts.delivered = count,
                _ => counts.quarantined = count,
            }
        }
        Ok(counts)
    }
}
