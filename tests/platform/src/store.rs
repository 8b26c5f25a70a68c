//! What the platform remembers: ids, digests, the answers it gave, and the sealed bytes.
//!
//! The statements stand here once, for SQLite and for PostgreSQL. Each is durable when it returns; those that several
//! instances may carry out at the same moment say by the number of rows which of them was first.

pub(crate) mod database;
mod postgres;
mod sqlite;

use crate::opening::OpeningKeys;
use crate::tickets::Given;
use anyhow::Context;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use database::{Cell, Database, With};
use sha2::{Digest, Sha256};
use std::{
    io::{self, Read},
    path::Path,
};

/// One submission, as the platform sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Its id.
    pub id: String,
    /// What it is, in the contract's word.
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

/// What a submission is found again by.
pub(crate) struct Filed<'a> {
    pub(crate) kind: &'a str,
    /// The number on the citizen's receipt.
    pub(crate) number: &'a str,
    /// Digest of the citizen's number; empty where it is not known.
    pub(crate) holder: &'a str,
}

/// What is looked for.
#[derive(Clone, Copy)]
pub(crate) enum Key<'a> {
    /// The number on a receipt.
    Number(&'a str),
    /// Digest of a citizen's number.
    Holder(&'a str),
}

/// A submission that was found again.
pub(crate) struct Found {
    pub(crate) number: String,
    pub(crate) holder: String,
    pub(crate) case: String,
    pub(crate) envelope: Envelope,
    /// The receipt's answer.
    pub(crate) answer: String,
}

/// Where the register of kiosks is kept: a file of its own in the directory, or the city's database.
pub(crate) fn register(dir: &Path, database: Option<&str>) -> anyhow::Result<Box<dyn Database>> {
    Ok(match database {
        None => Box::new(sqlite::Sqlite::register(dir)?),
        Some(url) => Box::new(postgres::Postgres::open(url)?),
    })
}

pub(crate) struct Store(Box<dyn Database>);

impl Store {
    /// SQLite in the directory, or PostgreSQL where an address is given.
    pub(crate) fn open(dir: &Path, database: Option<&str>) -> anyhow::Result<Self> {
        Ok(Self(match database {
            None => Box::new(sqlite::Sqlite::open(dir)?),
            Some(url) => Box::new(postgres::Postgres::open(url)?),
        }))
    }

    fn one(&self, statement: &'static str, with: &[With<'_>]) -> anyhow::Result<Option<database::Row>> {
        Ok(self.0.query(statement, with)?.into_iter().next())
    }

    fn number(&self, statement: &'static str, with: &[With<'_>]) -> anyhow::Result<Option<u64>> {
        self.one(statement, with)?.and_then(|row| row.into_iter().next()).map(Cell::number).transpose()
    }

    fn text(&self, statement: &'static str, with: &[With<'_>]) -> anyhow::Result<Option<String>> {
        self.one(statement, with)?.and_then(|row| row.into_iter().next()).map(Cell::text).transpose()
    }

    /// The digest and the answer of a submission that is known.
    pub(crate) fn known(&self, id: &str) -> anyhow::Result<Option<(String, String)>> {
        let row = self.one("SELECT digest, answer FROM submission WHERE id = $1", &[With::Text(id)])?;
        let Some(row) = row else { return Ok(None) };
        let [digest, answer] = cells(row)?;
        Ok(Some((digest.text()?, answer.text()?)))
    }

    pub(crate) fn count_put(&self, id: &str) -> anyhow::Result<()> {
        self.0.execute("UPDATE submission SET puts = puts + 1 WHERE id = $1", &[With::Text(id)]).map(drop)
    }

    /// The number that the next case gets.
    pub(crate) fn next_case(&self) -> anyhow::Result<String> {
        Ok(format!("YC{:010}", self.0.next_case()?))
    }

    /// `false` when another instance has just taken it in.
    pub(crate) fn remember(
        &self,
        id: &str,
        digest: &str,
        envelope: &[u8],
        case: &str,
        answer: &str,
    ) -> anyhow::Result<bool> {
        let taken = self.0.execute(
            "INSERT INTO submission (id, digest, envelope, case_no, answer, puts) VALUES ($1, $2, $3, $4, $5, 1)
             ON CONFLICT (id) DO NOTHING",
            &[With::Text(id), With::Text(digest), With::Bytes(envelope), With::Text(case), With::Text(answer)],
        )?;
        Ok(taken == 1)
    }

    /// Files a submission, so that it is found by its number and its holder. Before it is remembered: what is filed and not
    /// remembered is not found.
    pub(crate) fn file(&self, id: &str, filed: &Filed<'_>) -> anyhow::Result<()> {
        let Filed { kind, number, holder } = *filed;
        self.0
            .execute(
                "INSERT INTO filed (id, kind, number, holder) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING",
                &[With::Text(id), With::Text(kind), With::Text(number), With::Text(holder)],
            )
            .map(drop)
    }

    /// The newest submissions of a kind that have this number, or this holder; at most `most`.
    pub(crate) fn find(&self, kind: &str, by: Key<'_>, most: u64) -> anyhow::Result<Vec<Found>> {
        let (statement, key) = match by {
            Key::Number(number) => (
                "SELECT number, holder, case_no, envelope, answer FROM filed JOIN submission USING (id)
                 WHERE kind = $1 AND number = $2 ORDER BY sequence DESC LIMIT $3",
                number,
            ),
            Key::Holder(holder) => (
                "SELECT number, holder, case_no, envelope, answer FROM filed JOIN submission USING (id)
                 WHERE kind = $1 AND holder = $2 ORDER BY sequence DESC LIMIT $3",
                holder,
            ),
        };
        let rows = self.0.query(statement, &[With::Text(kind), With::Text(key), With::Number(most)])?;
        rows.into_iter()
            .map(|row| {
                let [number, holder, case, envelope, answer] = cells(row)?;
                Ok(Found {
                    number: number.text()?,
                    holder: holder.text()?,
                    case: case.text()?,
                    envelope: serde_json::from_slice(&envelope.bytes()?)?,
                    answer: answer.text()?,
                })
            })
            .collect()
    }

    /// Writes down what a clerk decided about an item, or a paper, of a case.
    pub(crate) fn decide(&self, number: &str, what: &str, state: &str, day: &str) -> anyhow::Result<()> {
        let with = [number, what, state, day].map(With::Text);
        self.0
            .execute(
                "INSERT INTO decided (number, what, state, day) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (number, what) DO UPDATE SET state = excluded.state, day = excluded.day",
                &with,
            )
            .map(drop)
    }

    /// What clerks decided: what about, the state, the day.
    pub(crate) fn decided(&self, number: &str) -> anyhow::Result<Vec<[String; 3]>> {
        let decided = "SELECT what, state, day FROM decided WHERE number = $1 ORDER BY what";
        let rows = self.0.query(decided, &[With::Text(number)])?;
        rows.into_iter()
            .map(|row| {
                let [what, state, day] = cells(row)?;
                Ok([what.text()?, state.text()?, day.text()?])
            })
            .collect()
    }

    /// Forgets everything that was handed in, as a platform does that went back to an old copy of its disk.
    pub(crate) fn forget_submissions(&self) -> anyhow::Result<()> {
        for statement in ["DELETE FROM submission", "DELETE FROM filed", "DELETE FROM whole", "DELETE FROM piece"] {
            self.0.execute(statement, &[])?;
        }
        Ok(())
    }

    /// Keeps what is known of a person, in place of what was.
    pub(crate) fn know(&self, number: &str, known: &str) -> anyhow::Result<()> {
        self.0
            .execute(
                "INSERT INTO known (person, known) VALUES ($1, $2)
                 ON CONFLICT (person) DO UPDATE SET known = excluded.known",
                &[With::Text(number), With::Text(known)],
            )
            .map(drop)
    }

    /// What is known of a person.
    pub(crate) fn known_of(&self, number: &str) -> anyhow::Result<Option<String>> {
        self.text("SELECT known FROM known WHERE person = $1", &[With::Text(number)])
    }

    /// The answer that a question for a ticket got.
    pub(crate) fn ticket(&self, id: &str) -> anyhow::Result<Option<String>> {
        self.text("SELECT answer FROM ticket WHERE id = $1", &[With::Text(id)])
    }

    /// The one that this person has for the same hall and time.
    pub(crate) fn ticket_of(&self, given: &Given<'_>) -> anyhow::Result<Option<String>> {
        self.text(
            "SELECT answer FROM ticket WHERE person = $1 AND hall = $2 AND day = $3 AND slot = $4",
            &[With::Text(given.person), With::Text(given.hall), With::Text(&given.day), With::Text(given.slot)],
        )
    }

    /// How many were given for that hall and day, and of those for the slot.
    pub(crate) fn tickets_before(&self, given: &Given<'_>) -> anyhow::Result<(u64, u64)> {
        let row = self.one(
            "SELECT count(*), count(*) FILTER (WHERE slot = $1) FROM ticket
             WHERE hall = $2 AND day = $3 AND (slot = '') = ($1 = '')",
            &[With::Text(given.slot), With::Text(given.hall), With::Text(&given.day)],
        )?;
        let [before, in_slot] = cells(row.context("a count is always a row")?)?;
        Ok((before.number()?, in_slot.number()?))
    }

    pub(crate) fn give_ticket(&self, given: &Given<'_>, answer: &str) -> anyhow::Result<()> {
        let Given { id, person, hall, day, slot } = given;
        let with = [id, person, hall, &day.as_str(), slot, &answer].map(|text| With::Text(text));
        self.0
            .execute("INSERT INTO ticket (id, person, hall, day, slot, answer) VALUES ($1, $2, $3, $4, $5, $6)", &with)
            .map(drop)
    }

    /// The link and the seal of a row of a kiosk's trail.
    pub(crate) fn head(&self, kiosk: &str, row: u64) -> anyhow::Result<Option<(String, String)>> {
        let known = r#"SELECT chain, seal FROM audit_head WHERE kiosk = $1 AND "row" = $2"#;
        let Some(row) = self.one(known, &[With::Text(kiosk), With::Number(row)])? else { return Ok(None) };
        let [chain, seal] = cells(row)?;
        Ok(Some((chain.text()?, seal.text()?)))
    }

    /// The newest row of a kiosk's trail; 0 for none.
    pub(crate) fn newest_head(&self, kiosk: &str) -> anyhow::Result<u64> {
        let newest = r#"SELECT coalesce(max("row"), 0) FROM audit_head WHERE kiosk = $1"#;
        Ok(self.number(newest, &[With::Text(kiosk)])?.unwrap_or(0))
    }

    pub(crate) fn keep_head(&self, kiosk: &str, row: u64, chain: &str, seal: &str) -> anyhow::Result<()> {
        self.0
            .execute(
                r#"INSERT INTO audit_head (kiosk, "row", chain, seal) VALUES ($1, $2, $3, $4)"#,
                &[With::Text(kiosk), With::Number(row), With::Text(chain), With::Text(seal)],
            )
            .map(drop)
    }

    /// The seals of a kiosk, oldest first.
    pub(crate) fn heads(&self, kiosk: &str) -> anyhow::Result<Vec<String>> {
        let rows =
            self.0.query(r#"SELECT seal FROM audit_head WHERE kiosk = $1 ORDER BY "row""#, &[With::Text(kiosk)])?;
        rows.into_iter().flatten().map(Cell::text).collect()
    }

    /// The length of an attachment that is here whole.
    pub(crate) fn whole(&self, id: &str, digest: &str) -> anyhow::Result<Option<u64>> {
        self.number("SELECT length FROM whole WHERE id = $1 AND digest = $2", &[With::Text(id), With::Text(digest)])
    }

    /// How many of its first bytes are here.
    pub(crate) fn have(&self, id: &str, digest: &str) -> anyhow::Result<u64> {
        let last = "SELECT at + length(sealed) FROM piece WHERE id = $1 AND digest = $2 ORDER BY at DESC LIMIT 1";
        Ok(self.number(last, &[With::Text(id), With::Text(digest)])?.unwrap_or(0))
    }

    /// Adds bytes behind those that are here; `false`, and nothing is added, when `at` is another place.
    pub(crate) fn append(&self, id: &str, digest: &str, at: u64, sealed: &[u8]) -> anyhow::Result<bool> {
        if self.have(id, digest)? != at {
            return Ok(false);
        }
        let added = self.0.execute(
            "INSERT INTO piece (id, digest, at, sealed) VALUES ($1, $2, $3, $4) ON CONFLICT (id, digest, at) DO NOTHING",
            &[With::Text(id), With::Text(digest), With::Number(at), With::Bytes(sealed)],
        )?;
        Ok(added == 1)
    }

    /// Marks an attachment as here whole.
    pub(crate) fn close(&self, id: &str, digest: &str, length: u64) -> anyhow::Result<()> {
        self.0
            .execute(
                "INSERT INTO whole (id, digest, length) VALUES ($1, $2, $3) ON CONFLICT (id, digest) DO NOTHING",
                &[With::Text(id), With::Text(digest), With::Number(length)],
            )
            .map(drop)
    }

    /// Forgets what is here of an attachment.
    pub(crate) fn forget(&self, id: &str, digest: &str) -> anyhow::Result<()> {
        let with = [With::Text(id), With::Text(digest)];
        self.0.execute("DELETE FROM piece WHERE id = $1 AND digest = $2", &with).map(drop)
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

    pub(crate) fn count(&self) -> anyhow::Result<u64> {
        Ok(self.number("SELECT count(*) FROM submission", &[])?.unwrap_or(0))
    }

    pub(crate) fn received_ids(&self) -> anyhow::Result<Vec<String>> {
        let rows = self.0.query("SELECT id FROM submission", &[])?;
        rows.into_iter().map(|row| cells(row).and_then(|[id]| id.text())).collect()
    }

    pub(crate) fn received(&self, key: &OpeningKeys) -> anyhow::Result<Vec<Received>> {
        let rows = self.0.query("SELECT envelope, case_no, puts FROM submission ORDER BY sequence", &[])?;
        let mut received = Vec::with_capacity(rows.len());
        for row in rows {
            let [envelope, case, puts] = cells(row)?;
            let envelope: Envelope = serde_json::from_slice(&envelope.bytes()?)?;
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
                case: case.text()?,
                puts: u32::try_from(puts.number()?)?,
            });
        }
        Ok(received)
    }
}

pub(crate) fn cells<const COUNT: usize>(row: database::Row) -> anyhow::Result<[Cell; COUNT]> {
    row.try_into().ok().context("a row of another width")
}

struct Stream<'a> {
    store: &'a Store,
    id: &'a str,
    digest: &'a str,
    at: u64,
    piece: Vec<u8>,
    taken: usize,
}

impl Stream<'_> {
    fn next_piece(&self) -> anyhow::Result<Vec<u8>> {
        let row = self.store.one(
            "SELECT sealed FROM piece WHERE id = $1 AND digest = $2 AND at = $3",
            &[With::Text(self.id), With::Text(self.digest), With::Number(self.at)],
        )?;
        row.and_then(|row| row.into_iter().next()).map_or_else(|| Ok(Vec::new()), Cell::bytes)
    }
}

impl Read for Stream<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.piece.len() {
            self.piece = self.next_piece().map_err(io::Error::other)?;
            self.at += u64::try_from(self.piece.len()).map_err(io::Error::other)?;
            self.taken = 0;
        }
        let length = (&self.piece[self.taken..]).read(to)?;
        self.taken += length;
        Ok(length)
    }
}
