//! What the platform remembers: ids, digests, the answers it gave, and the sealed bytes.

use crate::opening::OpeningKeys;
use anyhow::Context;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use rusqlite::{Connection, OptionalExtension, params};
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
CREATE TABLE IF NOT EXISTS attachment (
    id     TEXT NOT NULL,
    digest TEXT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (id, digest)
) STRICT;
";

/// One submission, as the platform sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Its id.
    pub id: String,
    /// `application` or `evaluation`.
    pub kind: String,
    /// The number on the citizen's receipt.
    pub number: String,
    /// The platform's own number for it.
    pub case: String,
    /// The application, opened.
    pub opened: Vec<u8>,
    /// The attachments, opened, in the envelope's order.
    pub attachments: Vec<Vec<u8>>,
    /// How many times it was handed in whole: 1, and one more for each time that the kiosk had to ask again.
    pub puts: u32,
}

/// The envelope, as the contract has it.
#[derive(serde::Deserialize)]
pub(crate) struct Envelope {
    pub(crate) version: u32,
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) number: String,
    pub(crate) sealed: String,
    pub(crate) attachments: Vec<Enclosure>,
}

#[derive(serde::Deserialize)]
pub(crate) struct Enclosure {
    pub(crate) sha256: String,
    pub(crate) length: usize,
}

pub(crate) struct Store(Connection);

impl Store {
    pub(crate) fn open(dir: &Path) -> anyhow::Result<Self> {
        let db = Connection::open(dir.join("platform.sqlite"))?;
        let mode: String = db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
        anyhow::ensure!(mode == "wal", "SQLite did not take WAL mode; use a local disk");
        db.pragma_update(None, "synchronous", "FULL")?;
        db.execute_batch(SCHEMA)?;
        Ok(Self(db))
    }

    /// The digest and the answer of a submission that is known.
    pub(crate) fn known(&self, id: &str) -> rusqlite::Result<Option<(String, String)>> {
        self.0
            .query_row("SELECT digest, answer FROM submission WHERE id = ?1", [id], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()
    }

    pub(crate) fn count_put(&self, id: &str) -> rusqlite::Result<()> {
        self.0.execute("UPDATE submission SET puts = puts + 1 WHERE id = ?1", [id]).map(drop)
    }

    /// The number that the next case gets.
    pub(crate) fn next_case(&self) -> rusqlite::Result<String> {
        let last: u64 = self.0.query_row("SELECT coalesce(max(sequence), 0) FROM submission", [], |row| row.get(0))?;
        Ok(format!("YC{:010}", last + 1))
    }

    pub(crate) fn remember(
        &self,
        id: &str,
        digest: &str,
        envelope: &[u8],
        case: &str,
        answer: &str,
    ) -> rusqlite::Result<()> {
        self.0
            .execute(
                "INSERT INTO submission (id, digest, envelope, case_no, answer, puts) VALUES (?1, ?2, ?3, ?4, ?5, 1)",
                params![id, digest, envelope, case, answer],
            )
            .map(drop)
    }

    pub(crate) fn attachment(&self, id: &str, digest: &str) -> rusqlite::Result<Option<Vec<u8>>> {
        self.0
            .query_row("SELECT sealed FROM attachment WHERE id = ?1 AND digest = ?2", [id, digest], |row| row.get(0))
            .optional()
    }

    /// `false` when it was there already.
    pub(crate) fn attach(&self, id: &str, digest: &str, sealed: &[u8]) -> rusqlite::Result<bool> {
        let new =
            self.0.execute("INSERT OR IGNORE INTO attachment VALUES (?1, ?2, ?3)", params![id, digest, sealed])?;
        Ok(new == 1)
    }

    pub(crate) fn count(&self) -> rusqlite::Result<u64> {
        self.0.query_row("SELECT count(*) FROM submission", [], |row| row.get(0))
    }

    pub(crate) fn received(&self, key: &OpeningKeys) -> anyhow::Result<Vec<Received>> {
        let mut statement = self.0.prepare("SELECT envelope, case_no, puts FROM submission ORDER BY sequence")?;
        let mut rows = statement.query([])?;
        let mut received = Vec::new();
        while let Some(row) = rows.next()? {
            let envelope: Envelope = serde_json::from_slice(&row.get::<_, Vec<u8>>(0)?)?;
            let attachments = envelope.attachments.iter().map(|enclosure| {
                let sealed = self.attachment(&envelope.id, &enclosure.sha256)?.context("an attachment is gone")?;
                key.open(&sealed)
            });
            received.push(Received {
                attachments: attachments.collect::<anyhow::Result<_>>()?,
                opened: key.open(&STANDARD.decode(&envelope.sealed)?)?,
                id: envelope.id,
                kind: envelope.kind,
                number: envelope.number,
                case: row.get(1)?,
                puts: row.get(2)?,
            });
        }
        Ok(received)
    }
}
