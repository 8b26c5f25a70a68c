//! What happened, never who.
//!
//! - Typed events, one list ([`event`]), which also makes their documentation (`docs/audit-events.md`). None has room for
//!   personal data.
//! - Append-only and chained: each row carries the SHA-256 of the one before and of itself, so that a changed, removed or
//!   swapped row is found.
//! - The chain's head is sealed by the platform: it keeps the head and gives it back under its signature, with its own
//!   time. From then on nobody can cut off or make anew what stood before that head, not even with the disk and every key
//!   of the kiosk in hand: `yici audit verify` says so on any machine, from the trail, what the platform has, and the
//!   platform's public key.
//! - Pruned only up to a sealed head that is six months old by the platform's clock, never by the kiosk's, which may be
//!   wrong. That head stays as the trail's anchor, so that what is left still verifies.
//! - Edges, not polls: a device that stays broken is one row.
//!
//! Both processes write, each its own events; SQLite keeps them in order.
//!
//! Limits: 200,000 rows of at most 1 KiB of event; a day of a busy kiosk is a thousand rows of 300 bytes, so six months are
//! some 55 MB. Past the bound the oldest go early, up to a sealed head where there is one, and that this happened is an
//! event itself. What came after the newest sealed head can be cut off unseen: with a line that is ten minutes at most.

mod chain;
mod document;
pub mod event;
mod export;
mod proof;
mod trail;
pub mod words;

pub use document::document;
pub use event::Event;
pub use export::export;
pub use proof::{Broken, Proof, prove};
pub use trail::{Audit, Happened, Limits};
pub use words::{
    Closing, DeviceWord, Ending, HelpEnding, LineState, PaperOutcome, PowerSupply, Role, ServiceState, Way,
};

/// Why the trail cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The database.
    #[error("the audit trail cannot be used: {0}; check the data partition")]
    Database(#[from] rusqlite::Error),
    /// Its shape.
    #[error("the audit trail is of another version: {0}; update the kiosk")]
    Migration(#[from] rusqlite_migration::Error),
    /// The file.
    #[error("the audit trail's file cannot be used: {0}; check the data partition, or the stick")]
    File(#[from] std::io::Error),
    /// The chain.
    #[error("{0}; keep the disk as evidence and call the technician")]
    Broken(#[from] Broken),
}

#[cfg(test)]
mod tests;
