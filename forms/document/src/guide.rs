//! A guide: what a matter asks for.
//!
//! `english` and `code` came later: without them the bytes are what they were.

use crate::Check;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// What a citizen must bring, what it costs, how long it takes.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Guide {
    /// The matter's name.
    pub matter: String,
    /// What it is for, in a sentence.
    pub summary: String,
    /// Within which time all of it is done.
    pub limit: String,
    /// Conditions of acceptance.
    pub conditions: Vec<String>,
    /// The departments' items, in the order in which they run.
    pub items: Vec<Item>,
    /// The papers, each once.
    pub papers: Vec<Paper>,
    /// The ways to get the results.
    pub deliveries: Vec<String>,
    /// Whether the page's own words are English, as the guide's are then; else Chinese.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub english: bool,
    /// A code that leads to the guide, and what stands below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Check>,
}

/// One department's item.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Item {
    /// Its name.
    pub name: String,
    /// Who decides it.
    pub department: String,
    /// Its limit.
    pub limit: String,
    /// Its fee.
    pub fee: String,
    /// What comes of it.
    pub result: String,
}

/// A paper to be brought.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Paper {
    /// Its name.
    pub name: String,
    /// Original or copy, how many.
    pub form: String,
    /// What else to know of it; may be empty.
    pub note: String,
    /// Whether it may be promised now and brought later (容缺).
    pub deferrable: bool,
}
