//! The store's schema, step by step. A step that was released is frozen: add another below it.

use rusqlite::{Connection, Transaction};
use rusqlite_migration::{HookError, M, Migrations};

/// `sequence` orders submissions, since a clock can be wrong; times are milliseconds since 1970 (UTC).
/// The bytes stand in tables of their own, so that counting and finding what is due never read them.
const V1: &str = "
CREATE TABLE submission (
    sequence        INTEGER PRIMARY KEY AUTOINCREMENT,
    id              TEXT NOT NULL UNIQUE,
    kind            TEXT NOT NULL,
    number          TEXT NOT NULL,
    committed_at    INTEGER NOT NULL,
    size            INTEGER NOT NULL,
    digest          TEXT NOT NULL,
    paper           TEXT NOT NULL CHECK (paper IN ('not_printed', 'printed', 'unknown', 'failed')),
    state           TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'quarantined')),
    attempts        INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER NOT NULL,
    delivered_at    INTEGER,
    receipt         BLOB,
    fault           TEXT
) STRICT;
CREATE INDEX submission_by_state ON submission (state, sequence, next_attempt_at, size);
CREATE INDEX submission_without_paper ON submission (committed_at) WHERE paper = 'not_printed';

CREATE TABLE envelope (
    sequence INTEGER PRIMARY KEY REFERENCES submission (sequence),
    bytes    BLOB NOT NULL
) STRICT;

CREATE TABLE attachment (
    sequence INTEGER NOT NULL REFERENCES submission (sequence),
    digest   TEXT NOT NULL,
    sealed   BLOB NOT NULL,
    PRIMARY KEY (sequence, digest)
) STRICT;
";

/// Attachments lie in pieces, so that one of any size is written and read in a little memory. `number` counts those of a
/// submission; `at` is the first byte of a piece. What was whole before is one piece.
const V2: &str = "
CREATE TABLE enclosed (
    sequence INTEGER NOT NULL REFERENCES submission (sequence),
    digest   TEXT NOT NULL,
    number   INTEGER NOT NULL,
    length   INTEGER NOT NULL,
    PRIMARY KEY (sequence, digest)
) STRICT;

CREATE TABLE piece (
    sequence INTEGER NOT NULL REFERENCES submission (sequence),
    number   INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    sealed   BLOB NOT NULL,
    PRIMARY KEY (sequence, number, at)
) STRICT;

INSERT INTO enclosed (sequence, digest, number, length)
SELECT sequence, digest, row_number() OVER (PARTITION BY sequence ORDER BY rowid) - 1, length(sealed) FROM attachment;
INSERT INTO piece (sequence, number, at, sealed)
SELECT attachment.sequence, number, 0, sealed FROM attachment JOIN enclosed USING (sequence, digest);
DROP TABLE attachment;
";

/// Back to whole attachments: the way for a kiosk that goes back to the program before this one.
const WHOLE_ATTACHMENTS: &str = "
CREATE TABLE attachment (
    sequence INTEGER NOT NULL REFERENCES submission (sequence),
    digest   TEXT NOT NULL,
    sealed   BLOB NOT NULL,
    PRIMARY KEY (sequence, digest)
) STRICT;
";

/// The most sealed bytes of an attachment that the program of version 1 sends.
const V1_LARGEST: u64 = 17 * 1024 * 1024;

/// The crate runs this before the statements of the step.
fn join_pieces(transaction: &Transaction<'_>) -> Result<(), HookError> {
    transaction.execute_batch(WHOLE_ATTACHMENTS)?;
    let mut attachments = transaction.prepare("SELECT sequence, digest, number, length FROM enclosed")?;
    let mut pieces = transaction.prepare("SELECT sealed FROM piece WHERE sequence = ?1 AND number = ?2 ORDER BY at")?;
    let mut whole = transaction.prepare("INSERT INTO attachment (sequence, digest, sealed) VALUES (?1, ?2, ?3)")?;
    let mut rows = attachments.query([])?;
    while let Some(row) = rows.next()? {
        let (sequence, digest, number): (i64, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if row.get::<_, u64>(3)? > V1_LARGEST {
            return Err(HookError::Hook(String::from("an attachment is larger than the older version can send")));
        }
        let mut sealed = Vec::new();
        for piece in pieces.query_map((sequence, number), |row| row.get::<_, Vec<u8>>(0))? {
            sealed.extend(piece?);
        }
        whole.execute((sequence, digest, sealed))?;
    }
    Ok(())
}

/// All steps, from an empty file to the newest version: `user_version` says which one a store has.
pub(super) fn migrations() -> Migrations<'static> {
    Migrations::new(vec![M::up(V1), M::up(V2).down_with_hook("DROP TABLE piece; DROP TABLE enclosed;", join_pieces)])
}

/// The version before this one.
pub(super) const BEFORE: usize = 1;

/// Whether a store is of this version already.
pub(super) fn is_newest(db: &Connection) -> rusqlite::Result<bool> {
    Ok(db.pragma_query_value(None, "user_version", |row| row.get::<_, usize>(0))? == BEFORE + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_from_an_empty_file_to_the_newest_version_is_valid() {
        assert_eq!(migrations().validate(), Ok(()));
    }
}
