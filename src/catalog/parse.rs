//! Text in, catalog or findings out.

use super::{Catalog, Field, Finding, Matter, lint};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// One file of the catalog: its path below the services folder, and its text.
pub struct Source {
    /// `fields.toml`, or `<key>/matter.toml`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dictionary {
    field: Vec<Field>,
}

/// Reads a whole catalog.
///
/// # Errors
/// All findings, in the order of the files. One finding is enough to refuse the whole: half a catalog would offer a
/// citizen half a matter.
pub fn parse(sources: &[Source]) -> Result<Catalog, Vec<Finding>> {
    let mut catalog = Catalog::default();
    let mut findings = Vec::new();
    for source in sources {
        if source.path == "fields.toml" {
            match read::<Dictionary>(source) {
                Ok(dictionary) => {
                    catalog.fields = dictionary.field.into_iter().map(|field| (field.key.clone(), field)).collect();
                }
                Err(finding) => findings.push(finding),
            }
        } else {
            match read::<Matter>(source) {
                Ok(matter) => catalog.matters.push(matter),
                Err(finding) => findings.push(finding),
            }
        }
    }
    if findings.is_empty() {
        findings = lint::check(&catalog, sources);
    }
    if findings.is_empty() { Ok(catalog) } else { Err(findings) }
}

fn read<T: DeserializeOwned>(source: &Source) -> Result<T, Finding> {
    read_toml(&source.text).map_err(|(line, key, problem)| Finding { file: source.path.clone(), line, key, problem })
}

/// Reads TOML of a known shape.
///
/// # Errors
/// The line from 1, the key as a path, and what is wrong with it.
pub fn read_toml<T: DeserializeOwned>(text: &str) -> Result<T, (usize, String, String)> {
    let refuse = |error: &toml::de::Error, key: String| {
        let line = error.span().map_or(1, |span| line_at(text, span.start));
        (line, key, error.message().to_owned())
    };
    let deserializer = toml::Deserializer::parse(text).map_err(|error| refuse(&error, "(syntax)".into()))?;
    serde_path_to_error::deserialize(deserializer).map_err(|error| refuse(error.inner(), error.path().to_string()))
}

fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|&byte| byte == b'\n').count() + 1
}
