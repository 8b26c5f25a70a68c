//! The store's schema, step by step. A step that was released is frozen: add another below it.

use rusqlite_migration::{M, Migrations};

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

/// The versions that were tried: `user_version` says which one a store has.
const STEPS: &[M<'static>] = &[M::up(V1)];

/// All steps, from an empty file to the newest version.
pub(super) fn migrations() -> Migrations<'static> {
    Migrations::from_slice(STEPS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_from_an_empty_file_to_the_newest_version_is_valid() {
        assert_eq!(migrations().validate(), Ok(()));
    }
}
