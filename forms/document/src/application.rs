//! An application as it was signed.

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// What a citizen filled in and signed. The numbers stand whole: this is the citizen's own paper.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Application {
    /// The matter's name.
    pub matter: String,
    /// The number that the citizen keeps.
    pub number: String,
    /// The chosen items.
    pub items: Vec<String>,
    /// What was filled in.
    pub fields: Vec<Field>,
    /// The papers that were handed in.
    pub papers: Vec<String>,
    /// What was promised for later.
    pub promises: Vec<Promise>,
    /// How the results are got.
    pub delivery: String,
    /// What the signature stands under, in full sentences.
    pub declaration: String,
    /// The signature; nothing for a blank line to be signed by hand.
    pub signature: Option<Signature>,
    /// When it was signed, in words; may be empty.
    pub signed: String,
    /// SHA-256 of the signed statement, in hex; may be empty.
    pub digest: String,
}

/// A field and what was filled in.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Field {
    /// The field's name.
    pub label: String,
    /// What was filled in.
    pub value: String,
}

/// A promise to bring a paper later.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Promise {
    /// The words agreed to.
    pub text: String,
    /// The day it is due, in words.
    pub due: String,
}

/// Strokes on a pad.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Signature {
    /// The pad's width in its own units; not 0.
    pub width: u16,
    /// The pad's height; not 0.
    pub height: u16,
    /// For each stroke its points, across and down. What lies outside the pad is set at its edge.
    pub strokes: Vec<Vec<(u16, u16)>>,
}
