//! PostgreSQL, for a city: several instances of the platform over one database.
//!
//! - Two connections an instance, one for what is handed in and one for the register of kiosks, each in a thread of its own: the client blocks, and may not be called where a runtime turns.
//! - A connection that broke is made anew for the next statement; the one that it broke in fails, and the kiosk that
//!   waited for it asks again under the same id.
//!
//! Limit: no TLS to the database; put it on the same machine or on a line that is trusted otherwise.

use super::database::{Cell, Database, Row, With};
use anyhow::{Context, anyhow};
use postgres::{
    Client, NoTls, Statement,
    types::{ToSql, Type},
};
use std::{
    collections::HashMap,
    sync::mpsc::{Receiver, Sender, channel, sync_channel},
    thread,
};

/// Made under a lock: of several instances that start at once one makes it.
const SCHEMA: &str = r#"
SELECT pg_advisory_xact_lock(20261121);
CREATE TABLE IF NOT EXISTS submission (
    sequence BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    digest   TEXT NOT NULL,
    envelope BYTEA NOT NULL,
    case_no  TEXT NOT NULL,
    answer   TEXT NOT NULL,
    puts     BIGINT NOT NULL
);
CREATE SEQUENCE IF NOT EXISTS case_number;
CREATE TABLE IF NOT EXISTS piece (
    id     TEXT NOT NULL,
    digest TEXT NOT NULL,
    at     BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (id, digest, at)
);
CREATE TABLE IF NOT EXISTS whole (
    id     TEXT NOT NULL,
    digest TEXT NOT NULL,
    length BIGINT NOT NULL,
    PRIMARY KEY (id, digest)
);
CREATE TABLE IF NOT EXISTS filed (
    id     TEXT PRIMARY KEY,
    kind   TEXT NOT NULL,
    number TEXT NOT NULL,
    holder TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS filed_by_number ON filed (number);
CREATE INDEX IF NOT EXISTS filed_by_holder ON filed (holder);
CREATE TABLE IF NOT EXISTS decided (
    number TEXT NOT NULL,
    what   TEXT NOT NULL,
    state  TEXT NOT NULL,
    day    TEXT NOT NULL,
    PRIMARY KEY (number, what)
);
CREATE TABLE IF NOT EXISTS known (
    person TEXT PRIMARY KEY,
    known  TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS ticket (
    id     TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    hall   TEXT NOT NULL,
    day    TEXT NOT NULL,
    slot   TEXT NOT NULL,
    answer TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS audit_head (
    kiosk TEXT NOT NULL,
    "row" BIGINT NOT NULL,
    chain TEXT NOT NULL,
    seal  TEXT NOT NULL,
    PRIMARY KEY (kiosk, "row")
);
CREATE TABLE IF NOT EXISTS token (
    sha256      TEXT PRIMARY KEY,
    kiosk       TEXT NOT NULL,
    ends        BIGINT NOT NULL,
    key         TEXT,
    certificate TEXT
);
CREATE TABLE IF NOT EXISTS certificate (
    sha256  TEXT PRIMARY KEY,
    kiosk   TEXT NOT NULL,
    key     TEXT NOT NULL,
    ends    BIGINT NOT NULL,
    revoked BIGINT NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS renewal (
    of          TEXT PRIMARY KEY,
    certificate TEXT NOT NULL,
    ends        BIGINT NOT NULL
);
"#;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

pub(crate) struct Postgres(Sender<Job>);

struct Connection {
    url: String,
    client: Client,
    prepared: HashMap<&'static str, Statement>,
}

impl Postgres {
    /// Connects, and makes what is not there.
    pub(crate) fn open(url: &str) -> anyhow::Result<Self> {
        let (jobs, received) = channel::<Job>();
        let (opened, is_open) = sync_channel(1);
        let url = url.to_owned();
        thread::Builder::new()
            .name(String::from("postgres"))
            .spawn(move || work(Connection::open(url), &opened, &received))?;
        is_open.recv()??;
        Ok(Self(jobs))
    }

    fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Connection) -> anyhow::Result<T> + Send + 'static,
    ) -> anyhow::Result<T> {
        let (answer, answered) = sync_channel(1);
        let job = move |connection: &mut Connection| drop(answer.send(question(connection)));
        self.0.send(Box::new(job)).map_err(|_| anyhow!("the database's thread has ended"))?;
        answered.recv()?
    }
}

fn work(
    connection: anyhow::Result<Connection>,
    opened: &std::sync::mpsc::SyncSender<anyhow::Result<()>>,
    jobs: &Receiver<Job>,
) {
    let mut connection = match connection {
        Ok(connection) => connection,
        Err(error) => return drop(opened.send(Err(error))),
    };
    drop(opened.send(Ok(())));
    while let Ok(job) = jobs.recv() {
        job(&mut connection);
    }
}

impl Connection {
    fn open(url: String) -> anyhow::Result<Self> {
        let mut client = Client::connect(&url, NoTls).with_context(|| format!("cannot connect to {url}"))?;
        client.batch_execute(SCHEMA).context("the tables")?;
        Ok(Self { url, client, prepared: HashMap::new() })
    }

    fn prepare(&mut self, statement: &'static str) -> anyhow::Result<Statement> {
        if self.client.is_closed() {
            *self = Self::open(self.url.clone())?;
        }
        if let Some(prepared) = self.prepared.get(statement) {
            return Ok(prepared.clone());
        }
        let prepared = self.client.prepare(statement)?;
        self.prepared.insert(statement, prepared.clone());
        Ok(prepared)
    }
}

/// Parameters of its own, since they go to another thread.
fn owned(with: &[With<'_>]) -> anyhow::Result<Vec<Box<dyn ToSql + Sync + Send>>> {
    with.iter()
        .map(|with| {
            Ok(match with {
                With::Text(text) => Box::new((*text).to_owned()) as Box<dyn ToSql + Sync + Send>,
                With::Bytes(bytes) => Box::new(bytes.to_vec()),
                With::Number(number) => Box::new(i64::try_from(*number)?),
            })
        })
        .collect()
}

fn borrowed(with: &[Box<dyn ToSql + Sync + Send>]) -> Vec<&(dyn ToSql + Sync)> {
    with.iter().map(|with| &**with as &(dyn ToSql + Sync)).collect()
}

impl Database for Postgres {
    fn execute(&self, statement: &'static str, with: &[With<'_>]) -> anyhow::Result<u64> {
        let with = owned(with)?;
        self.ask(move |connection| {
            let prepared = connection.prepare(statement)?;
            Ok(connection.client.execute(&prepared, &borrowed(&with))?)
        })
    }

    fn query(&self, statement: &'static str, with: &[With<'_>]) -> anyhow::Result<Vec<Row>> {
        let with = owned(with)?;
        self.ask(move |connection| {
            let prepared = connection.prepare(statement)?;
            let rows = connection.client.query(&prepared, &borrowed(&with))?;
            rows.iter().map(|row| (0..row.len()).map(|at| cell(row, at)).collect()).collect()
        })
    }

    fn next_case(&self) -> anyhow::Result<u64> {
        let rows = self.query("SELECT nextval('case_number')", &[])?;
        rows.into_iter().flatten().next().context("no case number")?.number()
    }
}

fn cell(row: &postgres::Row, at: usize) -> anyhow::Result<Cell> {
    let kind = row.columns()[at].type_();
    Ok(match *kind {
        Type::TEXT => Cell::Text(row.try_get(at)?),
        Type::BYTEA => Cell::Bytes(row.try_get(at)?),
        Type::INT8 => Cell::Number(u64::try_from(row.try_get::<_, i64>(at)?)?),
        Type::INT4 => Cell::Number(u64::try_from(row.try_get::<_, i32>(at)?)?),
        _ => anyhow::bail!("a column of another type: {kind}"),
    })
}
