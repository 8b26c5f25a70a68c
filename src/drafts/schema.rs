//! The store's schema, step by step. A step that was released is frozen: add another below it.

use rusqlite_migration::{M, Migrations};

/// Nothing in the clear but when a draft was last written, in milliseconds since 1970.
const V1: &str = "
CREATE TABLE draft (
    place   INTEGER PRIMARY KEY AUTOINCREMENT,
    kept_at INTEGER NOT NULL,
    nonce   BLOB NOT NULL,
    sealed  BLOB NOT NULL
) STRICT;
";

pub(super) fn migrations() -> Migrations<'static> {
    Migrations::new(vec![M::up(V1).down("DROP TABLE draft;")])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_from_an_empty_file_to_the_newest_version_is_valid_and_has_one_back() {
        assert_eq!(migrations().validate(), Ok(()));
        let mut db = rusqlite::Connection::open_in_memory().expect("a database");
        migrations().to_latest(&mut db).expect("forward");
        migrations().to_version(&mut db, 0).expect("back");
    }
}
