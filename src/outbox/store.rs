//! Opening the file with the settings that the promises rest on, each read back.

use super::{OutboxError, schema};
use rusqlite::{Connection, OpenFlags};
use std::{fs, path::Path, time::Duration};

const FILE: &str = "outbox.sqlite";

/// Locked while a process opens the store: at the first start of a kiosk both would make it at the same moment.
const LOCK: &str = "outbox.lock";

/// How long a write waits for the other process's: taking in a large attachment takes so long on a slow card.
const PATIENCE: Duration = Duration::from_secs(60);

/// 3.7.0 to 3.51.2 could corrupt a WAL database that has two connections (sqlite.org/wal.html, "The WAL-Reset Bug").
const OLDEST_SQLITE: i32 = 3_051_003;

/// Opens and checks the store in `dir`.
pub(super) fn open(dir: &Path) -> Result<Connection, OutboxError> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(OutboxError::OldSqlite(rusqlite::version()));
    }
    make(dir)?;
    let lock = fs::File::create(dir.join(LOCK))?;
    lock.lock()?; // given up when `lock` is dropped, or with the process
    // SQLite would make the file with 0644, and the two processes run as two users of one group: made here, it has what
    // the process's mask leaves of 0666, and SQLite gives its log the same.
    fs::OpenOptions::new().create(true).append(true).open(dir.join(FILE))?;
    let mut db = Connection::open(dir.join(FILE))?;
    db.busy_timeout(PATIENCE)?;
    configure(&db)?;
    check(&db)?;
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

fn check(db: &Connection) -> Result<(), OutboxError> {
    let verdict: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(damaged)?;
    if verdict == "ok" { Ok(()) } else { Err(OutboxError::Damaged(verdict)) }
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
}
