//! The table by which handwriting is recognised: `setup/strokes` makes it.

use std::path::{Path, PathBuf};
use yici_strokes::{Recogniser, Table, TableError};

/// The table in its folder. The licence under which it stands lies beside it.
const CHARACTERS: &str = "characters";

/// Why there is no handwriting. Pinyin, letters and digits still work.
#[derive(Debug, thiserror::Error)]
pub enum HandError {
    /// The table was not made, or not put there.
    #[error("no handwriting: {0} cannot be read ({1}); run `make strokes`, or correct the path in the settings file")]
    Missing(PathBuf, std::io::Error),
    /// What is there is no table.
    #[error("no handwriting: {0}: {1}")]
    Unusable(PathBuf, TableError),
}

/// Opens the recogniser whose table is in this folder. It takes some 12 MB.
///
/// # Errors
/// When there is no table, or another one than this program reads.
pub fn recogniser(folder: &Path) -> Result<Recogniser, HandError> {
    let file = folder.join(CHARACTERS);
    let bytes = std::fs::read(&file).map_err(|error| HandError::Missing(file.clone(), error))?;
    Ok(Recogniser::new(Table::read(&bytes).map_err(|error| HandError::Unusable(file, error))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_is_not_there_says_how_to_make_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let error = recogniser(folder.path()).err().expect("no table");
        assert!(error.to_string().contains("make strokes"), "{error}");
        std::fs::write(folder.path().join(CHARACTERS), "not a table").expect("written");
        assert!(matches!(recogniser(folder.path()), Err(HandError::Unusable(..))));
    }
}
