//! A certificate, or a list of whatever was looked up.

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A title, running text, a table, and who stands for it.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct List {
    /// The title.
    pub title: String,
    /// The document's own number; may be empty.
    pub number: String,
    /// Running text before the table.
    pub paragraphs: Vec<String>,
    /// The table's heads; without any there is no table. At most eight.
    pub columns: Vec<String>,
    /// The table's rows, each as long as the heads.
    pub rows: Vec<Vec<String>>,
    /// Who issues it; may be empty.
    pub issuer: String,
    /// The day of issue, in words; may be empty.
    pub issued: String,
    /// How it can be checked to be genuine.
    pub check: Option<Check>,
}

/// A code that leads to where the document can be checked, or read.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Check {
    /// What stands below the code.
    pub text: String,
    /// A QR code, a row a text of `1` (dark) and `0`, all as long as there are rows; at most 177.
    pub modules: Vec<String>,
}
