//! What was given to printers: a job is written down before its first byte is sent, and again when the printer has said.
//!
//! - A job that is under way stands there as unknown: a crash in the middle leaves it so, and it is never assumed to have
//!   been printed, nor not.
//! - A job that is printed or unknown is not printed again. Whoever wants another copy makes another job, which says on
//!   the paper that it is one. A job of which nothing was printed may be tried again.
//! - A file of its own beside the store: only the screen process prints. It is worth less than a citizen's time: a damaged
//!   one is set aside and begun anew.
//!
//! Limit: the newest [`KEPT`] jobs.

use super::PaperState;
use crate::paper::job::{JobId, Purpose};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use rusqlite_migration::{M, Migrations};
use std::path::Path;
use std::sync::LazyLock;

/// Jobs that are kept; more than a year's of a busy kiosk.
pub const KEPT: u32 = 50_000;

/// The file's name in the state folder.
const FILE: &str = "prints.db";

static MIGRATIONS: LazyLock<Migrations<'static>> = LazyLock::new(|| {
    Migrations::new(vec![M::up(
        "CREATE TABLE print (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            job      TEXT NOT NULL UNIQUE,
            purpose  TEXT NOT NULL,
            state    TEXT NOT NULL CHECK (state IN ('unknown', 'printed', 'failed'))
        ) STRICT;",
    )])
});

/// Why the jobs cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum PrintsError {
    /// The database.
    #[error("the list of print jobs cannot be used: {0}; check the data partition")]
    Database(#[from] rusqlite::Error),
    /// Its shape.
    #[error("the list of print jobs is of another version: {0}; update the kiosk")]
    Migration(#[from] rusqlite_migration::Error),
}

/// Whether a job is to be sent to its printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// It is, now.
    Now,
    /// It was sent before, and this is what is known of it: printed, or unknown.
    Before(PaperState),
}

/// The jobs, on disk.
pub struct Prints {
    db: Connection,
}

impl Prints {
    /// Opens the list in this folder, or begins one.
    ///
    /// # Errors
    /// When a new one cannot be made either.
    pub fn open(folder: &Path) -> Result<Self, PrintsError> {
        let file = folder.join(FILE);
        open(&file).or_else(|error| {
            tracing::warn!(%error, "the list of print jobs begins anew; the old file is kept as .unread");
            let _ = std::fs::rename(&file, file.with_extension("unread"));
            // What is left of an old log must not be read into a new file.
            for rest in ["prints.db-wal", "prints.db-shm"] {
                let _ = std::fs::remove_file(folder.join(rest));
            }
            open(&file)
        })
    }

    /// Writes down that a job is about to be sent, unless it was sent before.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(&mut self, job: JobId, purpose: Purpose) -> Result<Begun, PrintsError> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let state: Option<String> = transaction
            .prepare_cached("SELECT state FROM print WHERE job = ?1")?
            .query_row([job.to_string()], |row| row.get(0))
            .optional()?;
        match state.as_deref() {
            Some("printed") => return Ok(Begun::Before(PaperState::Printed)),
            Some("unknown") => return Ok(Begun::Before(PaperState::Unknown)),
            Some(_) => {
                transaction.execute("UPDATE print SET state = 'unknown' WHERE job = ?1", [job.to_string()])?;
            }
            None => {
                transaction.execute(
                    "INSERT INTO print (job, purpose, state) VALUES (?1, ?2, 'unknown')",
                    params![job.to_string(), purpose.as_str()],
                )?;
                let oldest = transaction.last_insert_rowid() - i64::from(KEPT);
                transaction.execute("DELETE FROM print WHERE sequence <= ?1", [oldest])?;
            }
        }
        transaction.commit()?;
        Ok(Begun::Now)
    }

    /// Writes down what became of it. A printer that has not said anything leaves it unknown.
    ///
    /// # Errors
    /// When it cannot be written: it then stays unknown.
    pub fn end(&mut self, job: JobId, state: PaperState) -> Result<(), PrintsError> {
        let state = match state {
            PaperState::NotPrinted => PaperState::Unknown,
            said => said,
        };
        self.db
            .prepare_cached("UPDATE print SET state = ?2 WHERE job = ?1")?
            .execute(params![job.to_string(), state.as_str()])?;
        Ok(())
    }
}

fn open(file: &Path) -> Result<Prints, PrintsError> {
    let mut db = Connection::open(file)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "trusted_schema", "OFF")?;
    MIGRATIONS.to_latest(&mut db)?;
    let sound: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if sound != "ok" {
        return Err(rusqlite::Error::InvalidQuery.into());
    }
    Ok(Prints { db })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::contract::SubmissionId;
    use yici_hardware::{Block, Paper};

    fn job(text: &str) -> JobId {
        let occasion: SubmissionId = "01970000-0000-7000-8000-000000000001".parse().expect("an id");
        JobId::of(Purpose::Receipt, occasion, &Paper { blocks: vec![Block::Text(text.into())] })
    }

    fn begin(prints: &mut Prints, text: &str) -> Begun {
        prints.begin(job(text), Purpose::Receipt).expect("written")
    }

    #[test]
    fn a_retry_prints_nothing_twice_and_a_changed_paper_is_printed() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut prints = Prints::open(folder.path()).expect("a list");
        assert_eq!(begin(&mut prints, "a"), Begun::Now);
        prints.end(job("a"), PaperState::Printed).expect("written");
        assert_eq!(begin(&mut prints, "a"), Begun::Before(PaperState::Printed));
        assert_eq!(begin(&mut prints, "a, changed"), Begun::Now);
    }

    #[test]
    fn what_was_under_way_in_a_crash_is_unknown_and_not_printed_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut prints = Prints::open(folder.path()).expect("a list");
        assert_eq!(begin(&mut prints, "a"), Begun::Now);
        drop(prints);
        let mut prints = Prints::open(folder.path()).expect("again");
        assert_eq!(begin(&mut prints, "a"), Begun::Before(PaperState::Unknown));
    }

    #[test]
    fn what_failed_may_be_tried_again_and_is_unknown_meanwhile() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut prints = Prints::open(folder.path()).expect("a list");
        assert_eq!(begin(&mut prints, "a"), Begun::Now);
        prints.end(job("a"), PaperState::Failed).expect("written");
        assert_eq!(begin(&mut prints, "a"), Begun::Now);
        assert_eq!(begin(&mut prints, "a"), Begun::Before(PaperState::Unknown));
    }

    #[test]
    fn the_oldest_are_forgotten_beyond_the_bound() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut prints = Prints::open(folder.path()).expect("a list");
        begin(&mut prints, "first");
        prints.db.execute("UPDATE sqlite_sequence SET seq = ?1", [KEPT]).expect("as if as many had followed");
        begin(&mut prints, "last");
        let kept: u32 = prints.db.query_row("SELECT count(*) FROM print", [], |row| row.get(0)).expect("counted");
        assert_eq!(kept, 1);
        assert_eq!(begin(&mut prints, "last"), Begun::Before(PaperState::Unknown));
    }

    #[test]
    fn a_damaged_list_is_set_aside_and_nobody_waits_for_it() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join(FILE), vec![0x55; 8_192]).expect("damage");
        let mut prints = Prints::open(folder.path()).expect("a new list");
        assert_eq!(begin(&mut prints, "a"), Begun::Now);
        assert!(folder.path().join("prints.unread").exists());
    }
}
