//! One department's item (事项).

use super::{Condition, Days};
use crate::text::Text;
use schemars::JsonSchema;
use serde::Deserialize;

/// An item of a matter.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Item {
    /// Its key within the matter.
    pub key: String,
    /// Its name.
    pub name: Text,
    /// Key of the department that decides it, as in departments.toml.
    pub department: Department,
    /// 基本编码, 12 digits (GB/T 39554.1), where it is public.
    #[serde(default)]
    pub base_code: Option<String>,
    /// 实施编码, 31 characters: 18 of the body's credit code, one digit of its level, 12 of the base code.
    #[serde(default)]
    pub implementation_code: Option<String>,
    /// Laws and articles on which it rests (设定依据).
    #[serde(default)]
    pub basis: Vec<Text>,
    /// Statutory limit (法定办结时限).
    #[serde(default)]
    pub statutory_days: Option<u32>,
    /// Promised limit (承诺办结时限), not longer; 0 is "at once". Left out: the statutory one.
    #[serde(default)]
    pub promised_days: Option<u32>,
    /// Which days both limits count.
    #[serde(default)]
    pub days_kind: Days,
    /// Decided while the citizen waits (即办件).
    #[serde(default)]
    pub immediate: bool,
    /// Items that must be decided before it.
    #[serde(default)]
    pub after: Vec<String>,
    /// Offered only when all of these hold.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// Items with the same word here are bound together by law.
    #[serde(default)]
    pub together: Option<String>,
    /// The fee, in words.
    pub fee: Text,
    /// The fee in fen; 0 is free. Left out: it is not known before the item is decided.
    #[serde(default)]
    pub fee_amount: Option<u64>,
    /// What the citizen gets.
    pub result: Text,
    /// Fields of the dictionary that it asks for.
    pub fields: Vec<String>,
    /// Papers that it asks for.
    #[serde(default)]
    pub papers: Vec<String>,
    /// What it asks for besides, in some situations.
    #[serde(default)]
    pub also: Vec<Also>,
    /// Its code, limit or basis is not from a public source.
    #[serde(default)]
    pub demonstration: bool,
}

impl Item {
    /// The promised limit: 0 is "at once".
    pub fn promised(&self) -> u32 {
        if self.immediate { 0 } else { self.promised_days.or(self.statutory_days).unwrap_or(0) }
    }

    /// The statutory limit; the promised one where the law sets none that is public.
    pub fn statutory(&self) -> u32 {
        self.statutory_days.unwrap_or_else(|| self.promised())
    }
}

/// What an item asks for in addition, when all conditions hold.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Also {
    /// The situation.
    pub when: Vec<Condition>,
    /// Fields of the dictionary.
    #[serde(default)]
    pub fields: Vec<String>,
    /// Papers of the matter.
    #[serde(default)]
    pub papers: Vec<String>,
}

/// Who decides an item. Written as a key; its name is brought from departments.toml.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(from = "String")]
#[schemars(with = "String")]
pub struct Department {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: Text,
}

impl From<String> for Department {
    fn from(key: String) -> Self {
        Self { key, name: Text::default() }
    }
}
