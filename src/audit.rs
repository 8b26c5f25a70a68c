//! What happened, never who.
//!
//! - Typed events, one list; none has room for personal data.
//! - Append-only and chained: each row carries the SHA-256 of the one before and of itself, so that a changed, removed or
//!   swapped row is found ([`Audit::verify`]). Two things it cannot show before the head is sealed and sent elsewhere,
//!   which is later work: rows cut off the end, and a whole chain made anew by somebody who has the disk.
//! - Edges, not polls: a device that stays broken is one row.
//!
//! Limit: rows are kept until a later version prunes them after six months; a row is about 200 bytes.

use crate::session::ReceiptOutcome;
use rusqlite::{Connection, params};
use rusqlite_migration::{M, Migrations};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::LazyLock;
use yici_hardware::power::Supply;

/// Everything that is written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// The kiosk began to serve.
    Started {
        /// The program's version.
        version: String,
    },
    /// A citizen opened a matter's guide.
    VisitBegan {
        /// The matter's key.
        matter: String,
    },
    /// The platform was asked what it knows of a citizen, so that it need not be asked again.
    KnownAsked {
        /// Whether it answered.
        answered: bool,
    },
    /// A hall gave a number, or a booking.
    TicketTaken {
        /// The matter's key.
        matter: String,
    },
    /// An application is on disk.
    HandedIn {
        /// The matter's key.
        matter: String,
        /// The receipt's number.
        number: String,
    },
    /// What became of its receipt.
    ReceiptEnded {
        /// The receipt's number.
        number: String,
        /// How.
        outcome: PaperOutcome,
    },
    /// The citizen is gone and everything is wiped.
    VisitEnded {
        /// How.
        how: Ending,
    },
    /// A device's state changed.
    Device {
        /// Which.
        device: String,
        /// To what, in a technician's words.
        state: String,
    },
    /// A signed catalog serves from the next citizen on.
    CatalogTaken {
        /// Its version.
        version: u32,
        /// When somebody signed that it is the newest.
        made: String,
    },
    /// What feeds the kiosk changed.
    Power {
        /// To what.
        supply: PowerSupply,
    },
    /// An input of the housing changed.
    Sensor {
        /// Which: door, tamper, end of the roll. Never presence.
        input: String,
        /// What it is now.
        active: bool,
    },
    /// A clerk was called.
    HelpCalled,
    /// The call is over.
    HelpEnded {
        /// How.
        how: HelpEnding,
    },
    /// A receipt lay in its slot when the visit ended.
    ReceiptLeft {
        /// The receipt's number.
        number: String,
    },
    /// The catalog on disk could not be used.
    CatalogRefused {
        /// The first finding: file, line, key.
        finding: String,
    },
}

/// How a visit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// To the last page.
    Finished,
    /// The citizen left on purpose.
    Left,
    /// Nobody touched anything any more.
    Silence,
    /// The service door was opened, or the housing tampered with.
    OutOfService,
    /// The battery was nearly empty.
    PowerFailed,
}

/// How a call for help ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HelpEnding {
    /// A clerk said so at the screen.
    Answered,
    /// The citizen took it back.
    Cancelled,
    /// Nobody came in time.
    Unanswered,
    /// The visit was over first.
    VisitEnded,
}

/// What feeds the kiosk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words are those of the hardware's supply")]
pub enum PowerSupply {
    Line,
    Battery,
    LastMinutes,
    Unknown,
}

impl From<Supply> for PowerSupply {
    fn from(supply: Supply) -> Self {
        match supply {
            Supply::Line => Self::Line,
            Supply::Battery => Self::Battery,
            Supply::LastMinutes => Self::LastMinutes,
            Supply::Unknown => Self::Unknown,
        }
    }
}

/// What became of a piece of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words are those of the session's outcome")]
pub enum PaperOutcome {
    Printed,
    Unknown,
    Failed,
}

impl From<ReceiptOutcome> for PaperOutcome {
    fn from(outcome: ReceiptOutcome) -> Self {
        match outcome {
            ReceiptOutcome::Printed => Self::Printed,
            ReceiptOutcome::Unknown => Self::Unknown,
            ReceiptOutcome::Failed(_) => Self::Failed,
        }
    }
}

/// Why the trail cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The database.
    #[error("the audit trail cannot be used: {0}; check the data partition")]
    Database(#[from] rusqlite::Error),
    /// Its shape.
    #[error("the audit trail is of another version: {0}; update the kiosk")]
    Migration(#[from] rusqlite_migration::Error),
    /// The chain.
    #[error("the audit trail was altered at row {0}; keep the disk as evidence and call the technician")]
    Broken(i64),
}

static MIGRATIONS: LazyLock<Migrations<'static>> = LazyLock::new(|| {
    Migrations::new(vec![M::up(
        "CREATE TABLE trail (
        row INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        event TEXT NOT NULL,
        chain BLOB NOT NULL
    ) STRICT;",
    )])
});

/// The trail, on disk.
pub struct Audit {
    database: Connection,
}

impl Audit {
    /// Opens the trail in this folder, or begins one.
    ///
    /// # Errors
    /// When the file cannot be opened or is of a newer version.
    pub fn open(folder: &Path) -> Result<Self, AuditError> {
        let mut database = Connection::open(folder.join("audit.db"))?;
        database.pragma_update(None, "journal_mode", "WAL")?;
        database.pragma_update(None, "synchronous", "FULL")?;
        database.pragma_update(None, "trusted_schema", "OFF")?;
        MIGRATIONS.to_latest(&mut database)?;
        Ok(Self { database })
    }

    /// Appends an event.
    ///
    /// # Errors
    /// When it cannot be written. The kiosk goes on serving without the row: a citizen's matter weighs more.
    pub fn record(&mut self, at: &str, event: &Event) -> Result<(), AuditError> {
        let event = serde_json::to_string(event).expect("an event is always JSON");
        let transaction = self.database.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let before: Vec<u8> = transaction
            .query_row("SELECT chain FROM trail ORDER BY row DESC LIMIT 1", [], |row| row.get(0))
            .or_else(|error| if error == rusqlite::Error::QueryReturnedNoRows { Ok(Vec::new()) } else { Err(error) })?;
        let chain = link(&before, at, &event);
        transaction.execute("INSERT INTO trail (at, event, chain) VALUES (?1, ?2, ?3)", params![at, event, chain])?;
        transaction.commit()?;
        Ok(())
    }

    /// Follows the chain from the first row and says how many rows it holds.
    ///
    /// # Errors
    /// [`AuditError::Broken`] names the first row that does not follow from those before it.
    pub fn verify(&self) -> Result<usize, AuditError> {
        let mut statement = self.database.prepare("SELECT row, at, event, chain FROM trail ORDER BY row")?;
        let mut rows = statement.query([])?;
        let (mut before, mut count) = (Vec::new(), 0);
        while let Some(row) = rows.next()? {
            let (number, at, event): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let chain: Vec<u8> = row.get(3)?;
            count += 1;
            let follows = i64::try_from(count).is_ok_and(|count| count == number);
            if !follows || link(&before, &at, &event) != chain {
                return Err(AuditError::Broken(number));
            }
            before = chain;
        }
        Ok(count)
    }
}

fn link(before: &[u8], at: &str, event: &str) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(before);
    // Lengths keep the boundary between the parts from being moved.
    hash.update(at.len().to_be_bytes());
    hash.update(at);
    hash.update(event);
    hash.finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trail() -> (tempfile::TempDir, Audit) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut audit = Audit::open(folder.path()).expect("a trail");
        for number in ["1", "2", "3"] {
            let event = Event::HandedIn { matter: "newborn".into(), number: number.into() };
            audit.record("2026-11-21T10:00:00", &event).expect("a row");
        }
        (folder, audit)
    }

    #[test]
    fn an_untouched_trail_holds() {
        let (_folder, audit) = trail();
        assert_eq!(audit.verify().expect("whole"), 3);
    }

    #[test]
    fn a_changed_row_is_found() {
        let (_folder, audit) = trail();
        audit.database.execute("UPDATE trail SET event = replace(event, '2', '9') WHERE row = 2", []).expect("altered");
        assert!(matches!(audit.verify(), Err(AuditError::Broken(2))));
    }

    #[test]
    fn a_removed_row_is_found() {
        let (_folder, audit) = trail();
        audit.database.execute("DELETE FROM trail WHERE row = 1", []).expect("removed");
        assert!(audit.verify().is_err());
    }

    #[test]
    fn the_trail_goes_on_after_a_restart() {
        let (folder, audit) = trail();
        drop(audit);
        let mut audit = Audit::open(folder.path()).expect("again");
        audit.record("2026-11-21T10:00:01", &Event::VisitEnded { how: Ending::Left }).expect("a row");
        assert_eq!(audit.verify().expect("whole"), 4);
    }
}
