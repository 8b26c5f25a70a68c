//! What is wrong with a catalog, and where.
//!
//! Checks name a place by its path through the file, such as `item/2/fields/0`, or `field/=child.name` for the entry of a
//! list that has this key. The line, and the path that a clerk
//! reads (`item.household.fields`), come from the file itself, which is read again only when something is wrong.

use super::Source;
use std::fmt;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Something wrong in a catalog, said to the clerk who writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file, below the services folder.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The key, as a path through the file.
    pub key: String,
    /// What is wrong and how to mend it.
    pub problem: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "services/{}:{}: {}: {}", self.file, self.line, self.key, self.problem)
    }
}

/// Findings of one file.
pub(super) struct Report<'a> {
    source: &'a Source,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Report<'a> {
    pub(super) fn new(source: &'a Source, findings: &'a mut Vec<Finding>) -> Self {
        Self { source, findings }
    }

    /// Something is wrong at this path. A path may go further than the file does; the last part that is there counts.
    pub(super) fn at(&mut self, path: &str, problem: impl Into<String>) {
        let (line, key) = locate(&self.source.text, path);
        self.findings.push(Finding { file: self.source.path.clone(), line, key, problem: problem.into() });
    }
}

/// The line of a path, and how a clerk reads it: places in a list are named by the `key` of what stands there.
fn locate(text: &str, path: &str) -> (usize, String) {
    let Ok(root) = DeTable::parse(text) else {
        return (1, path.replace('/', "."));
    };
    let mut offset = 0;
    let mut key = String::new();
    let mut here: Option<&Spanned<DeValue<'_>>> = None;
    for step in path.split('/') {
        let table = match here {
            None => Some(root.get_ref()),
            Some(value) => value.get_ref().as_table(),
        };
        if let Some(table) = table {
            let found = table.iter().find(|(name, _)| name.get_ref() == step);
            key = if key.is_empty() { step.to_owned() } else { format!("{key}.{step}") };
            let Some((name, value)) = found else { break };
            offset = name.span().start;
            here = Some(value);
            continue;
        }
        let list = here.and_then(|value| value.get_ref().as_array());
        let found = list.and_then(|list| match step.strip_prefix('=') {
            Some(name) => list.iter().find(|entry| key_of(entry.get_ref()) == Some(name)),
            None => list.get(step.parse::<usize>().ok()?),
        });
        let Some(value) = found else { break };
        offset = value.span().start;
        if let Some(name) = key_of(value.get_ref()) {
            key = format!("{key}.{name}");
        }
        here = Some(value);
    }
    (line_at(text, offset), key)
}

fn key_of<'v>(value: &'v DeValue<'_>) -> Option<&'v str> {
    value.as_table()?.get("key")?.get_ref().as_str()
}

/// The line, from 1, on which a byte stands.
pub(super) fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|&byte| byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "format = 2\n[[item]]\nkey = \"a\"\n[[item]]\nkey = \"b\"\nfields = [\n  \"x\",\n  \"y\",\n]\n";

    #[test]
    fn a_place_in_a_list_has_its_own_line_and_is_named_by_its_key() {
        assert_eq!(locate(FILE, "item/1/fields/1"), (8, "item.b.fields".into()));
        assert_eq!(locate(FILE, "item/0"), (2, "item.a".into()));
        assert_eq!(locate(FILE, "format"), (1, "format".into()));
    }

    #[test]
    fn a_path_that_goes_further_than_the_file_gives_the_last_line_there_is() {
        assert_eq!(locate(FILE, "item/0/statutory-days"), (2, "item.a.statutory-days".into()));
    }
}
