//! The trail on disk, and what may be removed of it.
//!
//! - A row is synced before [`Audit::record`] returns, and never changed after.
//! - Rows are removed from the front only, and what stands for them, the anchor, is written in the same transaction.

use super::chain::{Row, link};
use super::{AuditError, Broken, Event};
use crate::platform::contract::{Digest, SealedHead};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use rusqlite_migration::{M, Migrations};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

const FILE: &str = "audit.sqlite";
/// Locked while a process opens the trail: at the first start both would make it at the same moment.
const LOCK: &str = "audit.lock";
/// How long a write waits for the other process's.
const PATIENCE: Duration = Duration::from_secs(10);
/// A kiosk must keep its trail so long (网络安全法, art. 21: six months).
const KEPT: SignedDuration = SignedDuration::from_hours(184 * 24);
/// Of heads that are older than this, one a day is kept.
const EVERY_HEAD: SignedDuration = SignedDuration::from_hours(48);

/// How much is kept.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Rows; past them the oldest twentieth goes.
    pub rows: u64,
    /// How long, by the platform's clock.
    pub kept: SignedDuration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { rows: 200_000, kept: KEPT }
    }
}

static MIGRATIONS: LazyLock<Migrations<'static>> = LazyLock::new(|| {
    Migrations::new(vec![
        M::up(
            "CREATE TABLE trail (
                row INTEGER PRIMARY KEY AUTOINCREMENT,
                at TEXT NOT NULL,
                event TEXT NOT NULL,
                chain BLOB NOT NULL
            ) STRICT;",
        ),
        // Heads that the platform has sealed; and the row before the first one, once some were removed.
        M::up(
            "CREATE TABLE head (row INTEGER PRIMARY KEY, at TEXT NOT NULL, seal TEXT NOT NULL) STRICT;
             CREATE TABLE anchor (
                one INTEGER PRIMARY KEY CHECK (one = 1),
                row INTEGER NOT NULL,
                chain BLOB NOT NULL,
                seal TEXT
            ) STRICT;",
        ),
    ])
});

/// The last row that was told to a collector. No migration: a version of before it, to which a machine may fall back, opens
/// the trail all the same.
const TOLD: &str =
    "CREATE TABLE IF NOT EXISTS told (one INTEGER PRIMARY KEY CHECK (one = 1), row INTEGER NOT NULL) STRICT";

/// The row before the first one that is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Anchor {
    pub(super) row: u64,
    pub(super) chain: Digest,
    /// The platform's seal on it; none where the bound was reached before anything was sealed.
    pub(super) seal: Option<String>,
}

/// A row, for whoever looks from afar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// Counted from 1, without a gap.
    pub row: u64,
    /// The wall's clock, RFC 3339.
    pub at: String,
    /// What; none where this version does not know it.
    pub event: Option<Event>,
}

/// The trail of one process.
pub struct Audit {
    pub(super) database: Connection,
    limits: Limits,
}

impl Audit {
    /// Opens the trail in this folder, or begins one.
    ///
    /// # Errors
    /// When the file cannot be opened or is of a newer version.
    pub fn open(folder: &Path) -> Result<Self, AuditError> {
        Self::open_with(folder, Limits::default())
    }

    /// As [`Audit::open`], with other limits.
    ///
    /// # Errors
    /// As [`Audit::open`].
    pub fn open_with(folder: &Path, limits: Limits) -> Result<Self, AuditError> {
        fs::create_dir_all(folder)?;
        let lock = fs::OpenOptions::new().create(true).append(true).open(folder.join(LOCK))?;
        lock.lock()?; // given up when `lock` is dropped, or with the process
        // Two users of one group write it: made here it has what the process's mask leaves of 0666; SQLite would take 0644.
        fs::OpenOptions::new().create(true).append(true).open(folder.join(FILE))?;
        let mut database = Connection::open(folder.join(FILE))?;
        database.busy_timeout(PATIENCE)?;
        database.pragma_update(None, "journal_mode", "WAL")?;
        database.pragma_update(None, "synchronous", "FULL")?;
        database.pragma_update(None, "trusted_schema", "OFF")?;
        MIGRATIONS.to_latest(&mut database)?;
        database.execute(TOLD, [])?;
        Ok(Self { database, limits })
    }

    /// Appends an event.
    ///
    /// # Errors
    /// When it cannot be written. The kiosk goes on serving without the row: a citizen's matter weighs more.
    pub fn record(&mut self, at: &str, event: &Event) -> Result<(), AuditError> {
        let limits = self.limits;
        self.write(|transaction| {
            append(transaction, at, event)?;
            let (first, last) = span(transaction)?;
            if last - first >= limits.rows
                && let Some(anchor) = beyond_the_bound(transaction, last - limits.rows + limits.rows / 20)?
            {
                let pruned = Event::TrailPruned { through: anchor.row, sealed: anchor.seal.is_some() };
                prune(transaction, &anchor)?;
                append(transaction, at, &pruned)?;
            }
            Ok(())
        })
    }

    /// The newest row and its link; `None` while there is none.
    ///
    /// # Errors
    /// When the trail cannot be read.
    pub fn head(&self) -> Result<Option<(u64, Digest)>, AuditError> {
        let last = "SELECT row, chain FROM trail ORDER BY row DESC LIMIT 1";
        Ok(self.database.query_row(last, [], |row| Ok((row.get(0)?, digest(row, 1)?))).optional()?)
    }

    /// The events behind this row, oldest first, with their rows; at most 10,000. One that this version does not know has its row
    /// alone, so that who goes on behind the last one passes it.
    ///
    /// # Errors
    /// When the trail cannot be read.
    pub fn since(&self, row: u64) -> Result<Vec<(u64, Option<Event>)>, AuditError> {
        let behind = "SELECT row, event FROM trail WHERE row > ?1 ORDER BY row LIMIT 10000";
        let mut statement = self.database.prepare(behind)?;
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, serde_json::from_str(&row.get::<_, String>(1)?).ok()));
        Ok(statement.query_map([row], read)?.collect::<Result<_, _>>()?)
    }

    /// When the first event that is left happened, by the kiosk's clock.
    ///
    /// # Errors
    /// When the trail cannot be read.
    pub fn begins(&self) -> Result<Option<Timestamp>, AuditError> {
        let first = "SELECT at FROM trail ORDER BY row LIMIT 1";
        let at: Option<String> = self.database.query_row(first, [], |row| row.get(0)).optional()?;
        Ok(at.and_then(|at| at.parse().ok()))
    }

    /// What no collector was told yet, oldest first; at most so many rows.
    ///
    /// # Errors
    /// When the trail cannot be read.
    pub fn untold(&self, most: u32) -> Result<Vec<Happened>, AuditError> {
        let untold =
            "SELECT row, at, event FROM trail WHERE row > coalesce((SELECT row FROM told), 0) ORDER BY row LIMIT ?1";
        let mut statement = self.database.prepare_cached(untold)?;
        let read = |row: &rusqlite::Row<'_>| {
            let event = serde_json::from_str(&row.get::<_, String>(2)?).ok();
            Ok(Happened { row: row.get(0)?, at: row.get(1)?, event })
        };
        Ok(statement.query_map([most], read)?.collect::<Result<_, _>>()?)
    }

    /// A collector was told everything up to this row.
    ///
    /// # Errors
    /// When it cannot be written; the same is told again then.
    pub fn told(&mut self, row: u64) -> Result<(), AuditError> {
        self.write(|transaction| {
            transaction.execute("INSERT OR REPLACE INTO told (one, row) VALUES (1, ?1)", [row])?;
            Ok(())
        })
    }

    /// Every event with its day, by the kiosk's clock. Those that this version does not know, and days that are none, are
    /// left out.
    ///
    /// # Errors
    /// When the trail cannot be read.
    pub fn days(&self) -> Result<Vec<(jiff::civil::Date, Event)>, AuditError> {
        let mut days = Vec::new();
        self.rows(|row| {
            let day = row.at.get(..10).and_then(|day| day.parse().ok());
            days.extend(day.zip(serde_json::from_str(&row.event).ok()));
            Ok(())
        })?;
        Ok(days)
    }

    /// The newest head that the platform has sealed: its row and when, by the platform's clock. It is certainly not before
    /// that time now.
    ///
    /// # Errors
    /// When the trail cannot be read.
    pub fn sealed(&self) -> Result<Option<(u64, Timestamp)>, AuditError> {
        let newest = "SELECT row, at FROM head ORDER BY row DESC LIMIT 1";
        Ok(self.database.query_row(newest, [], |row| Ok((row.get(0)?, time(row, 1)?))).optional()?)
    }

    /// Keeps the platform's seal on a head, and removes what is older than six months by the platform's clock. Says, at
    /// the kiosk's time `at`, what was removed.
    ///
    /// # Errors
    /// When it cannot be written; the same head may be sealed again then.
    pub fn keep_seal(&mut self, sealed: &SealedHead, at: &str) -> Result<(), AuditError> {
        let (now, limits) = (sealed.received_at(), self.limits);
        let row = sealed.head().row;
        self.write(|transaction| {
            let keep = "INSERT OR REPLACE INTO head (row, at, seal) VALUES (?1, ?2, ?3)";
            transaction.execute(keep, params![row, now.to_string(), sealed.body()])?;
            thin_out(transaction, now)?;
            let old = old_head(transaction, now.saturating_sub(limits.kept).expect("hours are no calendar units"))?;
            if let Some(anchor) = old {
                prune(transaction, &anchor)?;
                append(transaction, at, &Event::TrailPruned { through: anchor.row, sealed: true })?;
            }
            Ok(())
        })
    }

    /// Follows the chain from the first row that is left and says how many rows there are. The kiosk's own look; what is
    /// cut off the end only [`super::prove`] finds, with what the platform has.
    ///
    /// # Errors
    /// [`AuditError::Broken`] names the first row that does not follow from those before it.
    pub fn verify(&self) -> Result<u64, AuditError> {
        let anchor = self.anchor()?;
        let (mut row, mut chain) = anchor.map_or((0, None), |anchor| (anchor.row, Some(anchor.chain)));
        let first = row;
        self.rows(|next| {
            if next.row != row + 1 || link(chain, &next.at, &next.event) != next.chain {
                return Err(Broken::Row(row + 1).into());
            }
            (row, chain) = (next.row, Some(next.chain));
            Ok(())
        })?;
        Ok(row - first)
    }

    pub(super) fn anchor(&self) -> Result<Option<Anchor>, AuditError> {
        let read = |row: &rusqlite::Row<'_>| Ok(Anchor { row: row.get(0)?, chain: digest(row, 1)?, seal: row.get(2)? });
        Ok(self.database.query_row("SELECT row, chain, seal FROM anchor", [], read).optional()?)
    }

    /// Hands every row on, in order.
    pub(super) fn rows(&self, mut take: impl FnMut(Row) -> Result<(), AuditError>) -> Result<(), AuditError> {
        let mut statement = self.database.prepare("SELECT row, at, event, chain FROM trail ORDER BY row")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            take(Row { row: row.get(0)?, at: row.get(1)?, event: row.get(2)?, chain: digest(row, 3)? })?;
        }
        Ok(())
    }

    /// Every seal that is kept, oldest first.
    pub(super) fn seals(&self) -> Result<Vec<String>, AuditError> {
        let mut statement = self.database.prepare("SELECT seal FROM head ORDER BY row")?;
        let seals = statement.query_map([], |row| row.get(0))?;
        Ok(seals.collect::<Result<_, _>>()?)
    }

    fn write(&mut self, write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>) -> Result<(), AuditError> {
        let transaction = self.database.transaction_with_behavior(TransactionBehavior::Immediate)?;
        write(&transaction)?;
        Ok(transaction.commit()?)
    }
}

fn append(transaction: &Transaction<'_>, at: &str, event: &Event) -> rusqlite::Result<()> {
    let event = event.stored();
    let last = "SELECT chain FROM trail ORDER BY row DESC LIMIT 1";
    let before = transaction.query_row(last, [], |row| digest(row, 0)).optional()?;
    // Every row may have been removed; the next one still follows the last of them.
    let anchor = || transaction.query_row("SELECT chain FROM anchor", [], |row| digest(row, 0)).optional();
    let before = if before.is_none() { anchor()? } else { before };
    let chain = link(before, at, &event);
    let insert = "INSERT INTO trail (at, event, chain) VALUES (?1, ?2, ?3)";
    transaction.prepare_cached(insert)?.execute(params![at, event, chain.bytes()])?;
    Ok(())
}

fn span(transaction: &Transaction<'_>) -> rusqlite::Result<(u64, u64)> {
    let span = "SELECT coalesce((SELECT min(row) FROM trail), 0), coalesce((SELECT max(row) FROM trail), 0)";
    transaction.query_row(span, [], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Removes every row up to the anchor.
fn prune(transaction: &Transaction<'_>, anchor: &Anchor) -> rusqlite::Result<()> {
    transaction.execute(
        "INSERT OR REPLACE INTO anchor (one, row, chain, seal) VALUES (1, ?1, ?2, ?3)",
        params![anchor.row, anchor.chain.bytes(), anchor.seal],
    )?;
    transaction.execute("DELETE FROM trail WHERE row <= ?1", [anchor.row])?;
    transaction.execute("DELETE FROM head WHERE row <= ?1", [anchor.row])?;
    Ok(())
}

/// The newest head that was sealed before `time`, if its row is still there.
fn old_head(transaction: &Transaction<'_>, time: Timestamp) -> rusqlite::Result<Option<Anchor>> {
    let old = "SELECT head.row, trail.chain, head.seal FROM head JOIN trail ON trail.row = head.row
               WHERE datetime(head.at) <= datetime(?1) ORDER BY head.row DESC LIMIT 1";
    let read = |row: &rusqlite::Row<'_>| Ok(Anchor { row: row.get(0)?, chain: digest(row, 1)?, seal: row.get(2)? });
    transaction.query_row(old, [time.to_string()], read).optional()
}

/// What the bound takes: everything up to the first sealed head from `row` on, where there is one; else up to `row`.
fn beyond_the_bound(transaction: &Transaction<'_>, row: u64) -> rusqlite::Result<Option<Anchor>> {
    let read = |row: &rusqlite::Row<'_>| Ok(Anchor { row: row.get(0)?, chain: digest(row, 1)?, seal: row.get(2)? });
    let sealed = "SELECT head.row, trail.chain, head.seal FROM head JOIN trail ON trail.row = head.row
                  WHERE head.row >= ?1 AND head.row <= ?1 + ?2 ORDER BY head.row LIMIT 1";
    // Not further than as much again: an old seal must not cost half a trail.
    let sealed = transaction.query_row(sealed, params![row, row.div_ceil(10)], read).optional()?;
    if sealed.is_some() {
        return Ok(sealed);
    }
    transaction.query_row("SELECT row, chain, NULL FROM trail WHERE row = ?1", [row], read).optional()
}

/// Of the heads that are older than two days, the last of each day stays.
fn thin_out(transaction: &Transaction<'_>, now: Timestamp) -> rusqlite::Result<()> {
    let before = now.saturating_sub(EVERY_HEAD).expect("hours are no calendar units");
    transaction.execute(
        "DELETE FROM head WHERE datetime(at) < datetime(?1)
         AND row NOT IN (SELECT max(row) FROM head GROUP BY date(at))",
        [before.to_string()],
    )?;
    Ok(())
}

fn digest(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Digest> {
    row.get::<_, [u8; 32]>(at).map(Digest::from)
}

fn time(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Timestamp> {
    let text: String = row.get(at)?;
    text.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, Box::<jiff::Error>::new(error))
    })
}
