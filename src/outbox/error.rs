//! What keeps the outbox from its work, and who must act.

use super::CannotSeal;
use crate::platform::contract::{MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS, MAX_BYTES};

/// Why the outbox did not do what was asked. Nothing was written, unless the variant says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum OutboxError {
    /// As much waits as may wait.
    #[error(
        "the outbox is full: {rows} submissions, {bytes} bytes are not delivered yet; clerk: take no more applications \
         at this kiosk, and have its network checked so that it can send"
    )]
    Full {
        /// Submissions that are not delivered.
        rows: u64,
        /// Their sealed bytes.
        bytes: u64,
    },
    /// More than the contract takes.
    #[error(
        "too large: at most {MAX_BYTES} bytes and {MAX_ATTACHMENTS} attachments of {MAX_ATTACHMENT_BYTES} bytes each; \
         scan with a lower resolution"
    )]
    TooLarge,
    /// An attachment that is read while it is sealed could not be read.
    #[error("an attachment cannot be read: {0}; scan it again")]
    Unreadable(std::io::Error),
    /// Something that stands in the clear is not of its form.
    #[error("{0}; this is a fault in the kiosk's software, report it")]
    Form(&'static str),
    /// The seal failed.
    #[error("cannot seal: {0}; check the platform's seal key in the settings file")]
    Seal(#[from] CannotSeal),
    /// No such submission.
    #[error("no such submission waits in the outbox; take the id from the receipt or the list")]
    Unknown,
    /// The receipt is not for the bytes in the row.
    #[error("the receipt names other bytes than the outbox holds; technician: keep the disk and report it")]
    OtherBytes,
    /// The store is damaged. What is in it is kept as it is.
    #[error("the outbox is damaged ({0}); technician: do not delete it, copy the disk, then have it repaired")]
    Damaged(String),
    /// SQLite is one with a fault that can corrupt a store of two processes.
    #[error("SQLite {0} can corrupt the outbox, 3.51.3 or newer is needed; build with the bundled SQLite")]
    OldSqlite(&'static str),
    /// A setting that the promises rest on did not take hold.
    #[error("SQLite did not take `{0}`; put the outbox on a local disk with a file system that can lock and sync")]
    Setting(&'static str),
    /// The store could not be brought up to date; it is as it was.
    #[error("cannot bring the outbox up to date: {0}; technician: do not delete it, install the newest version")]
    Migration(#[from] rusqlite_migration::Error),
    /// The directory cannot be made or synced.
    #[error("cannot make the outbox's directory: {0}; check `state` in [folders] of the settings, and who owns it")]
    Directory(#[from] std::io::Error),
    /// Everything else that SQLite says: a full disk, a disk that fails, a lock that was not given up in time.
    #[error("the outbox's disk failed: {0}; technician: check the disk's space and health")]
    Sqlite(#[from] rusqlite::Error),
}
