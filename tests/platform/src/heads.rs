//! Heads of the kiosks' audit trails, kept for ever and sealed. `PUT /v1/audit/heads/{row}`.
//!
//! A trail only grows: a head behind the newest, or another link for a row that is known, is refused with 409 and means
//! that somebody made the trail anew.

use crate::desk::{Reply, refusal};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;

pub(crate) const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS audit_head (
    kiosk TEXT NOT NULL,
    row   INTEGER NOT NULL,
    chain TEXT NOT NULL,
    seal  TEXT NOT NULL,
    PRIMARY KEY (kiosk, row)
) STRICT;
";

#[derive(Deserialize)]
struct Head {
    version: u32,
    kiosk: String,
    row: u64,
    chain: String,
}

/// Takes a head in. `sign` makes the sealed answer from its text.
pub(crate) fn take(db: &Connection, row: &str, body: &[u8], sign: impl Fn(&str) -> String) -> anyhow::Result<Reply> {
    let Ok(head) = serde_json::from_slice::<Head>(body) else {
        return Ok(refusal(400, "malformed"));
    };
    let is_chain = head.chain.len() == 64 && head.chain.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'));
    if head.version != 1 || !is_chain || head.row == 0 || head.row.to_string() != row {
        return Ok(refusal(400, "malformed"));
    }
    let known = "SELECT chain, seal FROM audit_head WHERE kiosk = ?1 AND row = ?2";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
    if let Some((chain, seal)) = db.query_row(known, params![head.kiosk, head.row], read).optional()? {
        let same = chain == head.chain;
        return Ok(if same { Reply { status: 200, body: seal } } else { refusal(409, "another_chain") });
    }
    let newest = "SELECT coalesce(max(row), 0) FROM audit_head WHERE kiosk = ?1";
    if db.query_row(newest, [&head.kiosk], |row| row.get::<_, u64>(0))? > head.row {
        return Ok(refusal(409, "behind"));
    }
    let kiosk = serde_json::to_string(&head.kiosk)?;
    let seal = sign(&format!(
        r#"{{"version":1,"kiosk":{kiosk},"row":{},"chain":"{}","received_at":"{}"}}"#,
        head.row,
        head.chain,
        jiff::Timestamp::now()
    ));
    db.execute("INSERT INTO audit_head VALUES (?1, ?2, ?3, ?4)", params![head.kiosk, head.row, head.chain, seal])?;
    Ok(Reply { status: 201, body: seal })
}

/// The seals of a kiosk, oldest first: what `yici audit verify --platform` reads.
pub(crate) fn of(db: &Connection, kiosk: &str) -> anyhow::Result<Vec<String>> {
    let mut statement = db.prepare("SELECT seal FROM audit_head WHERE kiosk = ?1 ORDER BY row")?;
    let seals = statement.query_map([kiosk], |row| row.get(0))?;
    Ok(seals.collect::<Result<_, _>>()?)
}
