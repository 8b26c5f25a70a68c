//! One thing that can be asked of a citizen.

use crate::text::Text;
use serde::Deserialize;

/// A field of the shared dictionary. Two items that ask for the same field ask once.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Field {
    /// Its name in the dictionary, such as `child.name`.
    pub key: String,
    /// The label on the form.
    pub name: Text,
    /// The heading under which it stands.
    pub group: Text,
    /// What may be written in it.
    pub kind: FieldKind,
    /// The line of the identity card that fills it.
    #[serde(default)]
    pub card: Option<CardField>,
    /// Whether the form can be handed in without it.
    #[serde(default = "yes")]
    pub required: bool,
    /// Most characters it takes.
    #[serde(default = "sixty")]
    pub longest: usize,
    /// How to fill it in (填写说明).
    #[serde(default)]
    pub note: Option<Text>,
    /// A filled-in sample (示范文本).
    #[serde(default)]
    pub sample: Option<String>,
    /// The answers, where it is picked and not written.
    #[serde(default)]
    pub options: Vec<FieldOption>,
}

/// What a field holds, and so how it is written and checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// A person's name: Chinese characters, letters, `·` between the parts of a minority name.
    Name,
    /// Citizen number, GB 11643.
    CitizenNumber,
    /// Mobile number of the mainland.
    Mobile,
    /// A day, `yyyy-mm-dd`, not after today.
    PastDate,
    /// Any day, `yyyy-mm-dd`.
    Date,
    /// Unified social credit code, GB 32100.
    CreditCode,
    /// Free text.
    Text,
    /// One of the options.
    Choice,
}

/// A line of the identity card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CardField {
    /// Name.
    Name,
    /// Sex, in words.
    Sex,
    /// Nation, in words.
    Nation,
    /// Birth date.
    Birth,
    /// Address of registered residence.
    Address,
    /// Citizen number.
    Number,
}

/// One answer of a field that is picked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldOption {
    /// What the platform receives.
    pub key: String,
    /// What the citizen reads.
    pub name: Text,
}

fn yes() -> bool {
    true
}

fn sixty() -> usize {
    60
}
