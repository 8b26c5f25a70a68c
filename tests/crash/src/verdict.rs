//! What is found afterwards, read from outside: the store by plain SQL, the platform by its own key.

use crate::handed_in;
use crate::outbox::SubmissionId;
use crate::platform::contract::{Digest, Digesting, SignedReceipt};
use anyhow::Context;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::VerifyingKey;
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;
use yici_platform::Received;

/// How often each promise was broken. All must be 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Broken {
    /// Receipted, and neither in the store nor at the platform.
    pub lost: u64,
    /// At the platform more than once.
    pub doubled: u64,
    /// A store that did not open, or a submission whose bytes are not those that were handed in.
    pub unreadable: u64,
    /// A store that opened with nothing in it, though something had been receipted.
    pub empty: u64,
    /// At the platform, and nobody holds a receipt for it.
    pub unreceipted: u64,
    /// A process that ended by itself.
    pub fallen: u64,
}

impl Broken {
    /// Adds what was found elsewhere.
    pub fn add(&mut self, other: &Self) {
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.unreadable += other.unreadable;
        self.empty += other.empty;
        self.unreceipted += other.unreceipted;
        self.fallen += other.fallen;
    }

    /// Whether every promise was kept.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { lost, doubled, unreadable, empty, unreceipted, fallen } = self;
        write!(
            f,
            "{lost} lost, {doubled} doubled, {unreadable} unreadable, {empty} opened empty, {unreceipted} delivered \
             without a receipt, {fallen} processes fallen"
        )
    }
}

/// Compares what was receipted with what the platform has, when nothing waits any more.
pub fn of_platform(receipted: &BTreeSet<SubmissionId>, received: &[Received]) -> Broken {
    let mut broken = Broken::default();
    let mut times: BTreeMap<&str, u64> = BTreeMap::new();
    for one in received {
        *times.entry(&one.number).or_default() += 1;
        let id: Option<SubmissionId> = one.id.parse().ok();
        let is_whole = id.is_some_and(|id| {
            let (number, application, attachments) = handed_in::content(id);
            (&one.number, &one.opened, &one.attachments) == (&number, &application, &attachments)
        });
        broken.unreadable += u64::from(!is_whole);
        broken.unreceipted += u64::from(!id.is_some_and(|id| receipted.contains(&id)));
    }
    broken.doubled = times.values().map(|times| times - 1).sum();
    let ids: BTreeSet<&str> = received.iter().map(|one| one.id.as_str()).collect();
    let lost = receipted.iter().filter(|id| !ids.contains(id.to_string().as_str())).count();
    broken.lost = u64::try_from(lost).expect("64 bits");
    broken
}

/// Reads a store that opened: everything receipted must be in it, whole or with the platform's receipt.
pub fn of_store(dir: &Path, receipted: &BTreeSet<SubmissionId>, key: &VerifyingKey) -> anyhow::Result<Broken> {
    let db = Connection::open(dir.join("outbox.sqlite"))?;
    let mut broken = Broken::default();
    let mut statement = db.prepare(
        "SELECT id, digest, state, receipt, bytes, sequence FROM submission LEFT JOIN envelope USING (sequence)",
    )?;
    let mut rows = statement.query([])?;
    let mut there = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let id: SubmissionId = row.get::<_, String>(0)?.parse()?;
        let digest: Digest = row.get::<_, String>(1)?.parse()?;
        let is_whole = match row.get::<_, String>(2)?.as_str() {
            "delivered" => row
                .get::<_, Option<Vec<u8>>>(3)?
                .is_some_and(|receipt| SignedReceipt::verify(&receipt, key, id, digest).is_ok()),
            _ => match row.get::<_, Option<Vec<u8>>>(4)? {
                Some(envelope) => {
                    Digest::of(&envelope) == digest && attachments_are_whole(&db, row.get(5)?, &envelope)?
                }
                None => false,
            },
        };
        broken.unreadable += u64::from(!is_whole);
        there.insert(id);
    }
    broken.empty = u64::from(there.is_empty() && !receipted.is_empty());
    broken.lost = u64::try_from(receipted.difference(&there).count()).expect("64 bits");
    Ok(broken)
}

fn attachments_are_whole(db: &Connection, sequence: i64, envelope: &[u8]) -> anyhow::Result<bool> {
    let envelope: serde_json::Value = serde_json::from_slice(envelope)?;
    let named = envelope["attachments"].as_array().context("the contract's form")?;
    let mut statement = db.prepare_cached(
        "SELECT sealed FROM piece JOIN enclosed USING (sequence, number) WHERE sequence = ?1 AND digest = ?2 ORDER BY at",
    )?;
    for one in named {
        let digest = one["sha256"].as_str().context("the contract's form")?;
        let mut digesting = Digesting::default();
        for piece in statement.query_map((sequence, digest), |row| row.get::<_, Vec<u8>>(0))? {
            digesting.update(&piece?);
        }
        if digesting.finish().to_string() != digest {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The key that the platform's receipts are checked with, as its operator gives it.
pub fn receipt_key(base64: &str) -> anyhow::Result<VerifyingKey> {
    let bytes = STANDARD.decode(base64.trim())?;
    Ok(VerifyingKey::from_bytes(bytes.as_slice().try_into()?)?)
}
