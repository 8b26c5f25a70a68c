//! First settings: for many kiosks, from one table, or for one, from its screen. Pure but for the folder that a kiosk is set
//! up from ([`lay_down`]), which is the same whoever makes it: the office for a stick, or the wizard at the screen.
//!
//! - A table is CSV (RFC 4180) in UTF-8. `name` and `token` are wanted; every other column is a key of the settings file, with
//!   dots (`kiosk.site.zh`, `display.width-mm`), and an empty cell leaves what the common settings say. The line of a kiosk without
//!   a cable has columns of its own ([`Wireless`]).
//! - What comes out was read as the kiosk will read it. One wrong row, and nothing comes out: every fault is named by its
//!   row and column, and the table is mended as a whole.
//!
//! Limits: 10,000 kiosks; the names and tokens that the platform takes.

mod code;
mod folder;
mod sheet;
mod wireless;

pub use code::{MOST as MOST_OF_A_CODE, NotACode, NotForACode, read as read_code, write as write_code};
pub use folder::{Public, lay_down, public};
pub use sheet::sheet;
pub use wireless::{Wireless, is_access_point, is_name as is_network, is_passphrase, is_word};

use crate::platform::contract::enrolment;
use crate::settings::Settings;
use std::collections::BTreeSet;
use toml_edit::{DocumentMut, Item, Table, Value};

/// The settings file, as errors name it.
const SETTINGS: &str = "kiosk.toml";
/// Kiosks of one table.
const MOST: usize = 10_000;

/// What is one kiosk's own: a row of the table, a code, or what was written at its screen. Holds a token, so no `Debug`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// As the platform knows it.
    pub name: String,
    /// The one-time token with which it is enrolled. Whoever has it can be this kiosk, once.
    pub token: String,
    /// Keys of the settings, with dots, and what stands there; and those of its line, if it has no cable.
    pub set: Vec<(String, String)>,
}

/// What one kiosk's stick holds, beside the platform's own files.
#[derive(Clone, PartialEq, Eq)]
pub struct Kiosk {
    /// What is its own.
    pub row: Row,
    /// Its settings file.
    pub settings: String,
    /// Its line, if it has no cable.
    pub wireless: Option<Wireless>,
}

/// What is wrong with a table or with the common settings.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// The common settings.
    #[error("the common settings are no TOML: {0}")]
    Common(String),
    /// The table as a whole.
    #[error("{0}")]
    Table(String),
    /// A row, counted from 1 with the heading as the first.
    #[error("row {row}: {problem}")]
    Row {
        /// As a spreadsheet counts.
        row: u64,
        /// What is wrong, and how it is mended.
        problem: String,
    },
}

/// The kiosks of a table, in its order.
///
/// # Errors
/// Everything that is wrong, so that it can be mended at once.
pub fn kiosks(table: &[u8], common: &str) -> Result<Vec<Kiosk>, Vec<Wrong>> {
    let common: DocumentMut = common.parse().map_err(|error| vec![Wrong::Common(format!("{error}"))])?;
    // A spreadsheet may begin the file with a mark of its encoding.
    let table = table.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(table);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(table);
    let columns = reader.headers().cloned().map_err(|error| vec![Wrong::Table(format!("no heading: {error}"))])?;
    let place = |wanted: &str| columns.iter().position(|column| column == wanted);
    let (Some(name), Some(token)) = (place("name"), place("token")) else {
        return Err(vec![Wrong::Table("the heading must have the columns `name` and `token`".into())]);
    };

    let (mut kiosks, mut wrong, mut names) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (count, row) in reader.records().enumerate() {
        let at = u64::try_from(count).unwrap_or(u64::MAX).saturating_add(2);
        let fault = |problem: String| Wrong::Row { row: at, problem };
        if count >= MOST {
            wrong.push(fault(format!("more than {MOST} kiosks; make two tables")));
            break;
        }
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                wrong.push(fault(format!("{error}")));
                continue;
            }
        };
        let set = columns.iter().zip(&row).enumerate();
        let set = set.filter(|(place, (_, cell))| ![name, token].contains(place) && !cell.is_empty());
        let set = set.map(|(_, (column, cell))| (column.to_owned(), cell.to_owned())).collect();
        match kiosk(Row { name: row[name].to_owned(), token: row[token].to_owned(), set }, &common) {
            Ok(kiosk) if !names.insert(kiosk.row.name.clone()) => {
                wrong.push(fault(format!("`{}` stands in the table twice", kiosk.row.name)));
            }
            Ok(kiosk) => kiosks.push(kiosk),
            Err(problems) => wrong.extend(problems.into_iter().map(fault)),
        }
    }
    if kiosks.is_empty() && wrong.is_empty() {
        wrong.push(Wrong::Table("the table has no kiosk; write one below the heading".into()));
    }
    if wrong.is_empty() { Ok(kiosks) } else { Err(wrong) }
}

/// Whether this can be a kiosk's name, which names folders, certificates and metrics too.
pub fn is_name(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-')
}

/// A kiosk from what is its own and what all have.
///
/// # Errors
/// Everything that is wrong, in a technician's words.
pub fn kiosk(row: Row, common: &DocumentMut) -> Result<Kiosk, Vec<String>> {
    let mut problems = Vec::new();
    if !is_name(&row.name) {
        problems.push(format!("`{}` is no kiosk's name: letters, digits and `-`, at most 64", row.name));
    }
    if !enrolment::is_token(&row.token) {
        // The token itself is a secret: it is not told.
        problems.push(
            "the token is none: 8 to 128 letters, digits, `-` and `_`, as the platform's operator gives it".into(),
        );
    }
    let mut settings = common.clone();
    let wireless = Wireless::of(&row.set).unwrap_or_else(|problem| {
        problems.push(problem);
        None
    });
    for (key, value) in row.set.iter().filter(|(key, _)| !wireless::is_key(key)) {
        if let Err(problem) = put(&mut settings, key, value) {
            problems.push(format!("column {key}: {problem}"));
        }
    }
    if let Err(problem) = put(&mut settings, "kiosk.name", &row.name) {
        problems.push(problem);
    }
    let settings = settings.to_string();
    if problems.is_empty()
        && let Err(error) = Settings::parse(&settings, SETTINGS.as_ref())
    {
        problems.push(error.to_string());
    }
    if problems.is_empty() { Ok(Kiosk { row, settings, wireless }) } else { Err(problems) }
}

/// Writes a cell at a key, as what stands there, or as what it looks like where nothing does.
fn put(settings: &mut DocumentMut, key: &str, cell: &str) -> Result<(), String> {
    let mut parts: Vec<&str> = key.split('.').collect();
    let last = parts.pop().filter(|last| !last.is_empty()).ok_or("it is no key of the settings")?;
    let mut table: &mut dyn toml_edit::TableLike = settings.as_table_mut();
    for part in parts {
        let entry = table.entry(part).or_insert_with(|| Item::Table(Table::new()));
        table = entry.as_table_like_mut().ok_or_else(|| format!("`{part}` is no group of the settings"))?;
    }
    let value = match table.get(last).and_then(Item::as_value) {
        Some(Value::String(_)) => Value::from(cell),
        Some(Value::Integer(_)) => cell.parse::<i64>().map(Value::from).map_err(|_| "a whole number is wanted")?,
        Some(Value::Float(_)) => cell.parse::<f64>().map(Value::from).map_err(|_| "a number is wanted")?,
        Some(Value::Boolean(_)) => cell.parse::<bool>().map(Value::from).map_err(|_| "`true` or `false` is wanted")?,
        Some(_) => return Err("a list or a group cannot stand in one cell; give each of its keys a column".into()),
        None => guess(cell),
    };
    // What stands behind the old value, such as a comment, stays.
    match table.get_mut(last).and_then(Item::as_value_mut) {
        Some(old) => {
            let decor = old.decor().clone();
            *old = value;
            *old.decor_mut() = decor;
        }
        None => drop(table.insert(last, Item::Value(value))),
    }
    Ok(())
}

fn guess(cell: &str) -> Value {
    (cell.parse::<i64>().map(Value::from))
        .or_else(|_| cell.parse::<bool>().map(Value::from))
        .or_else(|_| cell.parse::<f64>().map(Value::from))
        .unwrap_or_else(|_| Value::from(cell))
}

#[cfg(test)]
mod tests;
