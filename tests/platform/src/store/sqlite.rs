//! SQLite, for one instance: what a county needs.

use super::database::{Cell, Database, Row, With};
use anyhow::Context;
use rusqlite::{
    Connection, ToSql, params_from_iter,
    types::{ToSqlOutput, ValueRef},
};
use std::path::Path;

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS submission (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id       TEXT NOT NULL UNIQUE,
    digest   TEXT NOT NULL,
    envelope BLOB NOT NULL,
    case_no  TEXT NOT NULL,
    answer   TEXT NOT NULL,
    puts     INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS piece (
    id     TEXT NOT NULL,
    digest TEXT NOT NULL,
    at     INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (id, digest, at)
) STRICT;
CREATE TABLE IF NOT EXISTS whole (
    id     TEXT NOT NULL,
    digest TEXT NOT NULL,
    length INTEGER NOT NULL,
    PRIMARY KEY (id, digest)
) STRICT;
CREATE TABLE IF NOT EXISTS filed (
    id     TEXT PRIMARY KEY,
    kind   TEXT NOT NULL,
    number TEXT NOT NULL,
    holder TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS filed_by_number ON filed (number);
CREATE INDEX IF NOT EXISTS filed_by_holder ON filed (holder);
CREATE TABLE IF NOT EXISTS decided (
    number TEXT NOT NULL,
    what   TEXT NOT NULL,
    state  TEXT NOT NULL,
    day    TEXT NOT NULL,
    PRIMARY KEY (number, what)
) STRICT;
CREATE TABLE IF NOT EXISTS known (
    person TEXT PRIMARY KEY,
    known  TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS ticket (
    id     TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    hall   TEXT NOT NULL,
    day    TEXT NOT NULL,
    slot   TEXT NOT NULL,
    answer TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS audit_head (
    kiosk TEXT NOT NULL,
    row   INTEGER NOT NULL,
    chain TEXT NOT NULL,
    seal  TEXT NOT NULL,
    PRIMARY KEY (kiosk, row)
) STRICT;
";

/// Which kiosks are let in (`register.rs`).
const REGISTER: &str = "
CREATE TABLE IF NOT EXISTS token (
    sha256      TEXT PRIMARY KEY,
    kiosk       TEXT NOT NULL,
    ends        INTEGER NOT NULL,
    key         TEXT,
    certificate TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS certificate (
    sha256  TEXT PRIMARY KEY,
    kiosk   TEXT NOT NULL,
    key     TEXT NOT NULL,
    ends    INTEGER NOT NULL,
    revoked INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS renewal (
    of          TEXT PRIMARY KEY,
    certificate TEXT NOT NULL,
    ends        INTEGER NOT NULL
) STRICT;
";

pub(crate) struct Sqlite(Connection);

impl Sqlite {
    pub(crate) fn open(dir: &Path) -> anyhow::Result<Self> {
        let db = open(&dir.join("platform.sqlite"), SCHEMA)?;
        // What an earlier version of this platform kept whole.
        if db.table_exists(None, "attachment")? {
            db.execute_batch(
                "BEGIN IMMEDIATE;
                 INSERT OR IGNORE INTO whole SELECT id, digest, length(sealed) FROM attachment;
                 INSERT OR IGNORE INTO piece SELECT id, digest, 0, sealed FROM attachment;
                 DROP TABLE attachment;
                 COMMIT;",
            )?;
        }
        Ok(Self(db))
    }

    pub(crate) fn register(dir: &Path) -> anyhow::Result<Self> {
        Ok(Self(open(&dir.join("register.sqlite"), REGISTER)?))
    }
}

fn open(file: &Path, schema: &str) -> anyhow::Result<Connection> {
    let db = Connection::open(file)?;
    let mode: String = db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    anyhow::ensure!(mode == "wal", "SQLite did not take WAL mode; use a local disk");
    db.pragma_update(None, "synchronous", "FULL")?;
    db.execute_batch(schema)?;
    Ok(db)
}

impl Database for Sqlite {
    fn execute(&self, statement: &'static str, with: &[With<'_>]) -> anyhow::Result<u64> {
        let changed = self.0.prepare_cached(statement)?.execute(params_from_iter(with))?;
        Ok(u64::try_from(changed)?)
    }

    fn query(&self, statement: &'static str, with: &[With<'_>]) -> anyhow::Result<Vec<Row>> {
        let mut statement = self.0.prepare_cached(statement)?;
        let columns = statement.column_count();
        let mut rows = statement.query(params_from_iter(with))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push((0..columns).map(|at| cell(row.get_ref(at)?)).collect::<anyhow::Result<_>>()?);
        }
        Ok(found)
    }

    fn next_case(&self) -> anyhow::Result<u64> {
        Ok(self.0.query_row("SELECT coalesce(max(sequence), 0) + 1 FROM submission", [], |row| row.get(0))?)
    }
}

impl ToSql for With<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Text(text) => text.to_sql(),
            Self::Bytes(bytes) => bytes.to_sql(),
            Self::Number(number) => number.to_sql(),
        }
    }
}

fn cell(value: ValueRef<'_>) -> anyhow::Result<Cell> {
    Ok(match value {
        ValueRef::Text(text) => Cell::Text(std::str::from_utf8(text)?.to_owned()),
        ValueRef::Blob(bytes) => Cell::Bytes(bytes.to_owned()),
        ValueRef::Integer(number) => Cell::Number(u64::try_from(number)?),
        other => Err(anyhow::anyhow!("{}", other.data_type())).context("a column of another type")?,
    })
}
