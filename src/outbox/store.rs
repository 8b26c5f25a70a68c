//! Opening the file with the settings that the promises rest on, each read back, and a look at what is in it.
//!
//! How deep the look goes:
//! - SQLite itself refuses a file without its head, one that is shorter than its head says, and one without our tables.
//! - The whole of a store is checked (`quick_check`) when it is small, when it is about to be brought up to date, and
//!   when its log is not empty: then the other process is at work, or the last one ended in the middle.
//! - Of a large store whose log was brought in and emptied, the rows and the index by which they are found are walked and
//!   must agree; the sealed bytes are not looked at: nothing was unfinished, and they are compared with their digest
//!   before they are sent. `yici check` looks at every page.
//!
//! So opening takes as long as a small store, or as the rows of a large one; only after a crash as long as everything.

use super::{OutboxError, schema};
use rusqlite::{Connection, OpenFlags};
use std::{fs, path::Path, time::Duration};

const FILE: &str = "outbox.sqlite";

/// Locked while a process opens the store: at the first start of a kiosk both would make it at the same moment.
const LOCK: &str = "outbox.lock";

/// How long a write waits for the other process's: taking in a large attachment takes so long on a slow card.
const PATIENCE: Duration = Duration::from_secs(60);

/// The file's write-ahead log.
const LOG: &str = "outbox.sqlite-wal";

/// A store of at most so many bytes is always checked whole: that takes well under a second on the slowest card.
const SMALL: u64 = 16 * 1024 * 1024;

/// 3.7.0 to 3.51.2 could corrupt a WAL database that has two connections (sqlite.org/wal.html, "The WAL-Reset Bug").
const OLDEST_SQLITE: i32 = 3_051_003;

/// Opens and checks the store in `dir`.
pub(super) fn open(dir: &Path) -> Result<Connection, OutboxError> {
    open_with(dir, SMALL)
}

fn open_with(dir: &Path, small: u64) -> Result<Connection, OutboxError> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(OutboxError::OldSqlite(rusqlite::version()));
    }
    make(dir)?;
    let lock = fs::File::create(dir.join(LOCK))?;
    lock.lock()?; // given up when `lock` is dropped, or with the process
    // SQLite would make the file with 0644, and the two processes run as two users of one group: made here, it has what
    // the process's mask leaves of 0666, and SQLite gives its log the same.
    fs::OpenOptions::new().create(true).append(true).open(dir.join(FILE))?;
    let length = |name| fs::metadata(dir.join(name)).map_or(0, |file| file.len());
    let is_unfinished = length(LOG) > 0; // asked before SQLite recovers it
    let mut db = Connection::open(dir.join(FILE))?;
    db.busy_timeout(PATIENCE)?;
    configure(&db)?;
    if is_unfinished || length(FILE) <= small || !schema::is_newest(&db)? {
        check(&db)?;
    } else {
        check_rows(&db)?;
    }
    schema::migrations().to_latest(&mut db)?;
    Ok(db)
}

/// Opens a damaged store without a look at it, and so that nothing can be written.
pub(super) fn open_damaged(dir: &Path) -> Result<Connection, OutboxError> {
    let db = Connection::open_with_flags(dir.join(FILE), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    db.pragma_update(None, "trusted_schema", false)?;
    Ok(db)
}

/// Makes the directory durably: SQLite syncs the files' entries in it, but not its own entry in its parent.
fn make(dir: &Path) -> Result<(), OutboxError> {
    if !dir.is_dir() {
        fs::create_dir_all(dir)?;
        if let Some(parent) = dir.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            fs::File::open(parent)?.sync_all()?;
        }
    }
    Ok(())
}

fn configure(db: &Connection) -> Result<(), OutboxError> {
    let mode: String = db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0)).map_err(damaged)?;
    if mode != "wal" {
        return Err(OutboxError::Setting("journal_mode = WAL"));
    }
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "trusted_schema", false)?;
    db.pragma_update(None, "temp_store", "MEMORY")?;
    db.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))?;

    let holds =
        |pragma: &str, wanted: i64| db.pragma_query_value(None, pragma, |row| Ok(row.get::<_, i64>(0)? == wanted));
    for (pragma, wanted, name) in [
        ("synchronous", 2, "synchronous = FULL"),
        ("foreign_keys", 1, "foreign_keys = ON"),
        ("trusted_schema", 0, "trusted_schema = OFF"),
        ("secure_delete", 1, "secure_delete = ON"),
        ("temp_store", 2, "temp_store = MEMORY"),
    ] {
        if !holds(pragma, wanted)? {
            return Err(OutboxError::Setting(name));
        }
    }
    Ok(())
}

/// Looks at every page. Takes time in proportion to the store's size.
pub(super) fn check(db: &Connection) -> Result<(), OutboxError> {
    let verdict: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(damaged)?;
    if verdict == "ok" { Ok(()) } else { Err(OutboxError::Damaged(verdict)) }
}

/// Walks the submissions' rows, and the index by which they are found: a page of either that is none, and a row that the
/// index has lost, are said.
fn check_rows(db: &Connection) -> Result<(), OutboxError> {
    let count = |question| db.query_row(question, [], |row| row.get::<_, u64>(0)).map_err(damaged);
    let rows = count("SELECT count(*) FROM submission NOT INDEXED")?;
    let found = count(
        "SELECT count(*) FROM submission INDEXED BY submission_by_state
         WHERE state IN ('waiting', 'delivered', 'quarantined')",
    )?;
    if rows == found {
        Ok(())
    } else {
        Err(OutboxError::Damaged(format!("{rows} submissions, {found} in their index")))
    }
}

/// A file that is no database, or no longer one, says so at the first statement.
fn damaged(error: rusqlite::Error) -> OutboxError {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    match error.sqlite_error_code() {
        Some(DatabaseCorrupt | NotADatabase) => OutboxError::Damaged(error.to_string()),
        _ => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_commit_is_synced_in_full_and_every_deletion_overwrites() {
        let dir = tempfile::tempdir().expect("a directory");
        let db = open(dir.path()).expect("a new store");
        let ask = |pragma| db.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0)).expect(pragma);
        assert_eq!(["synchronous", "secure_delete", "trusted_schema", "foreign_keys"].map(ask), [2, 1, 0, 1]);
        let mode: String = db.pragma_query_value(None, "journal_mode", |row| row.get(0)).expect("journal_mode");
        assert_eq!(mode, "wal");
    }

    #[test]
    fn two_processes_may_make_the_store_at_the_same_moment() {
        for _ in 0..20 {
            let dir = tempfile::tempdir().expect("a directory");
            let path = dir.path().join("not there yet");
            std::thread::scope(|scope| {
                let both = [(); 2].map(|()| scope.spawn(|| open(&path).map(drop)));
                for one in both {
                    one.join().expect("no panic").expect("opened");
                }
            });
        }
    }

    #[test]
    fn a_damaged_store_is_refused_and_left_as_it_is() {
        let dir = tempfile::tempdir().expect("a directory");
        drop(open(dir.path()).expect("a new store"));
        let file = dir.path().join(FILE);
        let garbage = vec![0x55; 8192];
        fs::write(&file, &garbage).expect("damage");
        assert!(matches!(open(dir.path()), Err(OutboxError::Damaged(_))));
        assert_eq!(fs::read(&file).expect("the file"), garbage);
    }

    #[test]
    fn a_store_is_checked_whole_unless_it_is_large_and_was_left_in_order() {
        let dir = tempfile::tempdir().expect("a directory");
        let db = open(dir.path()).expect("a new store");
        db.execute_batch(
            "INSERT INTO submission (id, kind, number, committed_at, size, digest, paper, state, next_attempt_at)
             VALUES ('i', 'application', '1', 0, 40000, 'd', 'printed', 'waiting', 0);
             INSERT INTO envelope SELECT sequence, zeroblob(40000) FROM submission;",
        )
        .expect("a row");
        drop(db); // the last connection brings the log in and takes it away
        let file = dir.path().join(FILE);
        let mut bytes = fs::read(&file).expect("the file");
        let last_page = bytes.len() - 4096; // the end of the envelope
        bytes[last_page..].fill(0x55);
        fs::write(&file, &bytes).expect("damage");
        drop(open_with(dir.path(), 0).expect("its rows are whole, and nothing was unfinished"));
        assert!(matches!(open(dir.path()), Err(OutboxError::Damaged(_))), "it is small");
        fs::write(dir.path().join(LOG), b"cut off").expect("a log");
        assert!(matches!(open_with(dir.path(), 0), Err(OutboxError::Damaged(_))), "something was unfinished");
    }
}
