//! What the platform remembers: ids, digests, the answers it gave, and the sealed bytes.

use crate::opening::OpeningKeys;
use crate::tickets::Given;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use std::{
    io::{self, Read},
    path::Path,
};

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
    pub(crate) length: u64,
}

pub(crate) struct Store(pub(crate) Connection);

impl Store {
    pub(crate) fn open(dir: &Path) -> anyhow::Result<Self> {
        let db = Connection::open(dir.join("platform.sqlite"))?;
        let mode: String = db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
        anyhow::ensure!(mode == "wal", "SQLite did not take WAL mode; use a local disk");
        db.pragma_update(None, "synchronous", "FULL")?;
        db.execute_batch(SCHEMA)?;
        db.execute_batch(crate::heads::SCHEMA)?;
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

    /// The length of an attachment that is here whole.
    pub(crate) fn whole(&self, id: &str, digest: &str) -> rusqlite::Result<Option<u64>> {
        let mut statement = self.0.prepare_cached("SELECT length FROM whole WHERE id = ?1 AND digest = ?2")?;
        statement.query_row([id, digest], |row| row.get(0)).optional()
    }

    /// How many of its first bytes are here.
    pub(crate) fn have(&self, id: &str, digest: &str) -> rusqlite::Result<u64> {
        let last = "SELECT at + length(sealed) FROM piece WHERE id = ?1 AND digest = ?2 ORDER BY at DESC LIMIT 1";
        let have = self.0.prepare_cached(last)?.query_row([id, digest], |row| row.get(0)).optional()?;
        Ok(have.unwrap_or(0))
    }

    /// Adds bytes behind those that are here; `false`, and nothing is added, when `at` is another place.
    pub(crate) fn append(&self, id: &str, digest: &str, at: u64, sealed: &[u8]) -> rusqlite::Result<bool> {
        if self.have(id, digest)? != at {
            return Ok(false);
        }
        self.0.execute("INSERT INTO piece VALUES (?1, ?2, ?3, ?4)", params![id, digest, at, sealed])?;
        Ok(true)
    }

    /// Marks an attachment as here whole.
    pub(crate) fn close(&self, id: &str, digest: &str, length: u64) -> rusqlite::Result<()> {
        self.0.execute("INSERT OR IGNORE INTO whole VALUES (?1, ?2, ?3)", params![id, digest, length]).map(drop)
    }

    /// Forgets what is here of an attachment.
    pub(crate) fn forget(&self, id: &str, digest: &str) -> rusqlite::Result<()> {
        self.0.execute("DELETE FROM piece WHERE id = ?1 AND digest = ?2", [id, digest]).map(drop)
    }

    /// The digest of what is here of an attachment.
    pub(crate) fn digest(&self, id: &str, digest: &str) -> io::Result<String> {
        let (mut sealed, mut digesting, mut mouthful) = (self.read(id, digest), Sha256::new(), vec![0; 64 * 1024]);
        loop {
            match sealed.read(&mut mouthful)? {
                0 => return Ok(digesting.finalize().iter().map(|byte| format!("{byte:02x}")).collect()),
                length => digesting.update(&mouthful[..length]),
            }
        }
    }

    /// Reads an attachment from its first byte, a piece at a time.
    pub(crate) fn read<'a>(&'a self, id: &'a str, digest: &'a str) -> impl Read + 'a {
        Stream { store: self, id, digest, at: 0, piece: Vec::new(), taken: 0 }
    }

    /// Keeps what is known of a person, in place of what was.
    pub(crate) fn know(&self, number: &str, known: &str) -> rusqlite::Result<()> {
        self.0.execute("INSERT OR REPLACE INTO known VALUES (?1, ?2)", [number, known]).map(drop)
    }

    /// What is known of a person.
    pub(crate) fn known_of(&self, number: &str) -> rusqlite::Result<Option<String>> {
        self.0.query_row("SELECT known FROM known WHERE person = ?1", [number], |row| row.get(0)).optional()
    }

    /// The answer that a question for a ticket got.
    pub(crate) fn ticket(&self, id: &str) -> rusqlite::Result<Option<String>> {
        self.0.query_row("SELECT answer FROM ticket WHERE id = ?1", [id], |row| row.get(0)).optional()
    }

    /// The one that this person has for the same hall and time.
    pub(crate) fn ticket_of(&self, given: &Given<'_>) -> rusqlite::Result<Option<String>> {
        let one = "SELECT answer FROM ticket WHERE person = ?1 AND hall = ?2 AND day = ?3 AND slot = ?4";
        self.0.query_row(one, params![given.person, given.hall, given.day, given.slot], |row| row.get(0)).optional()
    }

    /// How many were given for that hall and day, and of those for the slot.
    pub(crate) fn tickets_before(&self, given: &Given<'_>) -> rusqlite::Result<(u64, u64)> {
        let count = "SELECT count(*), coalesce(sum(slot = ?3), 0) FROM ticket
                     WHERE hall = ?1 AND day = ?2 AND (slot = '') = (?3 = '')";
        self.0.query_row(count, params![given.hall, given.day, given.slot], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    pub(crate) fn give_ticket(&self, given: &Given<'_>, answer: &str) -> rusqlite::Result<()> {
        let Given { id, person, hall, day, slot } = given;
        self.0
            .execute("INSERT INTO ticket VALUES (?1, ?2, ?3, ?4, ?5, ?6)", params![id, person, hall, day, slot, answer])
            .map(drop)
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
                let mut opened = Vec::new();
                key.open_stream(self.read(&envelope.id, &enclosure.sha256))?.read_to_end(&mut opened)?;
                Ok(opened)
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

struct Stream<'a> {
    store: &'a Store,
    id: &'a str,
    digest: &'a str,
    at: u64,
    piece: Vec<u8>,
    taken: usize,
}

impl Read for Stream<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.piece.len() {
            let mut statement = self
                .store
                .0
                .prepare_cached("SELECT sealed FROM piece WHERE id = ?1 AND digest = ?2 AND at = ?3")
                .map_err(io::Error::other)?;
            let row = statement.query_row(params![self.id, self.digest, self.at], |row| row.get(0));
            self.piece = row.optional().map_err(io::Error::other)?.unwrap_or_default();
            self.at += u64::try_from(self.piece.len()).map_err(io::Error::other)?;
            self.taken = 0;
        }
        let length = (&self.piece[self.taken..]).read(to)?;
        self.taken += length;
        Ok(length)
    }
}
