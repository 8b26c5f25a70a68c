//! Checks across fields.

use super::Condition;
use crate::text::Text;
use schemars::JsonSchema;
use serde::Deserialize;

/// A check that looks at more than one field. `application::rules` applies it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Rule {
    /// Its key within the matter.
    pub key: String,
    /// What the citizen is told when it does not hold.
    pub say: Text,
    /// What must hold.
    pub check: Check,
}

/// What a rule asks for. It is silent while a field it reads is empty or not asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// The first day is not after the second.
    Before(String, String),
    /// Two values are different.
    Differ(String, String),
    /// Two values are the same.
    Same(String, String),
    /// Full years of a person today.
    Age {
        /// A number that tells a birth date, or a day.
        of: String,
        /// Youngest.
        at_least: Option<i16>,
        /// Oldest.
        at_most: Option<i16>,
    },
    /// A field that may otherwise stay empty must be written.
    RequiredIf {
        /// The field.
        field: String,
        /// The situation.
        when: Vec<Condition>,
    },
}

impl Check {
    /// The fields that it names, the one that is complained of last.
    pub fn fields(&self) -> Vec<&str> {
        match self {
            Self::Before(one, other) | Self::Differ(one, other) | Self::Same(one, other) => vec![one, other],
            Self::Age { of, .. } => vec![of],
            Self::RequiredIf { field, .. } => vec![field],
        }
    }
}

/// A rule as it is written: a key, what to say, and exactly one check.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    /// Its key within the matter.
    key: String,
    /// What the citizen is told when it does not hold.
    say: Text,
    /// Two day fields: the first is not after the second.
    before: Option<[String; 2]>,
    /// Two fields that must be different.
    differ: Option<[String; 2]>,
    /// Two fields that must be the same.
    same: Option<[String; 2]>,
    /// Full years of a person today.
    age: Option<WrittenAge>,
    /// A field that may otherwise stay empty must be written.
    required_if: Option<WrittenRequired>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct WrittenAge {
    /// A number that tells a birth date, or a day.
    of: String,
    /// Youngest, in full years.
    at_least: Option<i16>,
    /// Oldest, in full years.
    at_most: Option<i16>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct WrittenRequired {
    /// The field.
    field: String,
    /// The situation.
    when: Vec<Condition>,
}

impl TryFrom<Written> for Rule {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let Written { key, say, before, differ, same, age, required_if } = written;
        let mut checks: Vec<Check> = Vec::new();
        checks.extend(before.map(|[one, other]| Check::Before(one, other)));
        checks.extend(differ.map(|[one, other]| Check::Differ(one, other)));
        checks.extend(same.map(|[one, other]| Check::Same(one, other)));
        checks.extend(age.map(|WrittenAge { of, at_least, at_most }| Check::Age { of, at_least, at_most }));
        checks.extend(required_if.map(|WrittenRequired { field, when }| Check::RequiredIf { field, when }));
        match (checks.pop(), checks.is_empty()) {
            (Some(Check::Age { at_least: None, at_most: None, .. }), true) => {
                Err("an age needs `at-least`, `at-most` or both")
            }
            (Some(check), true) => Ok(Self { key, say, check }),
            _ => Err("a rule has exactly one of: before, differ, same, age, required-if"),
        }
    }
}

impl JsonSchema for Rule {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Rule".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Written::json_schema(generator)
    }
}
