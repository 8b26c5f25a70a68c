//! What an order may hold. Longer than any real one, and short enough for the program's memory and time.

use serde_json::Value;
use yici_document::{Check, Document, MAX_ENTRIES, MAX_POINTS, MAX_TEXT, Order};

/// The most columns of a list.
const MAX_COLUMNS: usize = 8;
/// The most modules along a side of a QR code (ISO/IEC 18004, version 40).
const MAX_MODULES: usize = 177;

/// What is beyond its bounds.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutOfBounds {
    /// A text.
    #[error("a text has more than {MAX_TEXT} characters")]
    Text,
    /// A text has a control character other than an end of line.
    #[error("a text has a control character")]
    Control,
    /// A list.
    #[error("a list has more than {MAX_ENTRIES} entries")]
    Entries,
    /// A table.
    #[error("a table has more than {MAX_COLUMNS} columns, or a row that is longer or shorter than its heads")]
    Table,
    /// A QR code.
    #[error("a QR code is not a square of at most {MAX_MODULES} modules")]
    Code,
    /// A signature.
    #[error("a signature has a pad without size, or a stroke of no or of more than {MAX_POINTS} points")]
    Signature,
}

/// Refuses what is too much. `value` is the order's own JSON.
pub(crate) fn check(order: &Order, value: &Value) -> Result<(), OutOfBounds> {
    match &order.document {
        Document::List(list) => {
            let heads = list.columns.len();
            if heads > MAX_COLUMNS || list.rows.iter().any(|row| row.len() != heads) {
                return Err(OutOfBounds::Table);
            }
            code(list.check.as_ref())?;
        }
        Document::Application(application) => {
            if let Some(pad) = &application.signature {
                let bounded = |stroke: &Vec<_>| (1..=MAX_POINTS).contains(&stroke.len());
                if pad.width == 0 || pad.height == 0 || !pad.strokes.iter().all(bounded) {
                    return Err(OutOfBounds::Signature);
                }
            }
        }
        Document::Guide(guide) => code(guide.code.as_ref())?,
        Document::Readiness(_) => {}
    }
    walk(value)
}

fn code(check: Option<&Check>) -> Result<(), OutOfBounds> {
    let modules = check.map_or(&[][..], |check| &check.modules);
    let side = modules.len();
    let is_row = |row: &String| row.len() == side && row.bytes().all(|module| matches!(module, b'0' | b'1'));
    if side > MAX_MODULES || !modules.iter().all(is_row) { Err(OutOfBounds::Code) } else { Ok(()) }
}

fn walk(value: &Value) -> Result<(), OutOfBounds> {
    match value {
        Value::String(text) if text.chars().count() > MAX_TEXT => Err(OutOfBounds::Text),
        Value::String(text) if text.chars().any(|c| c.is_control() && c != '\n') => Err(OutOfBounds::Control),
        // A stroke is a list of pairs of numbers, and has a bound of its own.
        Value::Array(list) if list.len() > MAX_ENTRIES && !list[0][0].is_number() => Err(OutOfBounds::Entries),
        Value::Array(list) => list.iter().try_for_each(walk),
        Value::Object(fields) => fields.values().try_for_each(walk),
        Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Null => Ok(()),
    }
}
