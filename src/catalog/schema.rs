//! The shape of the files as JSON Schema, for editors that complete and check while a clerk writes.
//!
//! Made from the same types that read the files, so it cannot say anything else than they do.

use super::Matter;
use super::shared::{Departments, Fields, Papers, Themes, Years};
use schemars::{Schema, schema_for};

/// The schema of a file: one of [`super::SHARED`], or `matter.toml`.
pub fn schema(file: &str) -> Option<Schema> {
    Some(match file {
        "fields.toml" => schema_for!(Fields),
        "papers.toml" => schema_for!(Papers),
        "departments.toml" => schema_for!(Departments),
        "holidays.toml" => schema_for!(Years),
        "themes.toml" => schema_for!(Themes),
        "matter.toml" => schema_for!(Matter),
        _ => return None,
    })
}
