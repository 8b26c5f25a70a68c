//! Text in, catalog or findings out.

use super::finding::{Report, line_at};
use super::shared::{Departments, Fields, Papers, Themes, Years};
use super::{Catalog, Finding, Matter, link, sound};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// One file of the catalog: its path below the services folder, and its text.
pub struct Source {
    /// One of the shared files, or `<key>/matter.toml`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// Whether it is a matter and not a shared file.
    pub(super) fn is_matter(&self) -> bool {
        self.path.ends_with("/matter.toml")
    }
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
        if let Err(finding) = take(&mut catalog, source) {
            findings.push(finding);
        }
    }
    if findings.is_empty() {
        link::link(&mut catalog);
        findings = sound::check(&catalog, sources);
    }
    if findings.is_empty() { Ok(catalog) } else { Err(findings) }
}

fn take(catalog: &mut Catalog, source: &Source) -> Result<(), Finding> {
    match source.path.as_str() {
        "fields.toml" => {
            catalog.fields = dictionary(source, "field", read::<Fields>(source)?.field, |field| &field.key)?;
        }
        "papers.toml" => {
            let Papers { holder, paper } = read(source)?;
            catalog.holders = dictionary(source, "holder", holder, |holder| &holder.key)?;
            catalog.papers = dictionary(source, "paper", paper, |paper| &paper.key)?;
        }
        "departments.toml" => {
            let named = read::<Departments>(source)?.department;
            catalog.departments = dictionary(source, "department", named, |named| &named.key)?;
        }
        "holidays.toml" => {
            catalog.years = read::<Years>(source)?.year.into_iter().map(|year| (year.year, year)).collect();
        }
        "themes.toml" => {
            let Themes { elders, theme } = read(source)?;
            (catalog.elders, catalog.themes) = (elders, theme);
        }
        _ if source.is_matter() => catalog.matters.push(read::<Matter>(source)?),
        _ => {
            let problem = "this file is none that a catalog has; correct its name or take it out".to_owned();
            return Err(Finding { file: source.path.clone(), line: 1, key: "(file)".into(), problem });
        }
    }
    Ok(())
}

/// Entries by their keys, each key once.
fn dictionary<T>(
    source: &Source,
    list: &str,
    entries: Vec<T>,
    key: impl Fn(&T) -> &String,
) -> Result<BTreeMap<String, T>, Finding> {
    let mut dictionary = BTreeMap::new();
    for (place, entry) in entries.into_iter().enumerate() {
        let name = key(&entry).clone();
        if dictionary.insert(name.clone(), entry).is_some() {
            let mut findings = Vec::new();
            let problem = format!("`{name}` is there twice; take one out or give it another key");
            Report::new(source, &mut findings).at(&format!("{list}/{place}/key"), problem);
            return Err(findings.remove(0));
        }
    }
    Ok(dictionary)
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
        let mend = if error.message().starts_with("missing field") { "; add it here" } else { "" };
        (line, key, format!("{}{mend}", error.message()))
    };
    let deserializer = toml::Deserializer::parse(text).map_err(|error| refuse(&error, "(syntax)".into()))?;
    serde_path_to_error::deserialize(deserializer).map_err(|error| refuse(error.inner(), error.path().to_string()))
}
