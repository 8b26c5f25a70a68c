//! When something is asked, offered or needed.

use schemars::JsonSchema;
use serde::Deserialize;

/// One test of a citizen's situation. A list of them holds when each holds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub enum Condition {
    /// A question was answered with one of these.
    Answer {
        /// Key of an earlier question.
        question: String,
        /// Keys of its answers.
        is: Vec<String>,
    },
    /// A field that is picked holds one of these.
    Picked {
        /// Key of the field.
        field: String,
        /// Keys of its options.
        is: Vec<String>,
    },
    /// A field that holds a number lies within bounds. It does not hold while the field is empty.
    Within {
        /// Key of the field.
        field: String,
        /// The bounds.
        bounds: Bounds,
    },
}

/// Bounds of a number, in whole units of its field (yuan for money). At least one is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// More than this.
    pub above: Option<i64>,
    /// This or more.
    pub at_least: Option<i64>,
    /// Less than this.
    pub below: Option<i64>,
    /// This or less.
    pub at_most: Option<i64>,
}

impl Bounds {
    /// Whether a number, in hundredths of a unit, lies within.
    pub fn hold(&self, hundredths: i64) -> bool {
        let unit = |bound: i64| bound.saturating_mul(100);
        self.above.is_none_or(|bound| hundredths > unit(bound))
            && self.at_least.is_none_or(|bound| hundredths >= unit(bound))
            && self.below.is_none_or(|bound| hundredths < unit(bound))
            && self.at_most.is_none_or(|bound| hundredths <= unit(bound))
    }

    /// Whether some number of hundredths lies within.
    pub fn can_hold(&self) -> bool {
        let low = self.at_least.map(|b| b.saturating_mul(100)).max(self.above.map(|b| b.saturating_mul(100) + 1));
        let at_most = self.at_most.map(|bound| bound.saturating_mul(100));
        let below = self.below.map(|bound| bound.saturating_mul(100) - 1);
        let high = match (at_most, below) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        low.zip(high).is_none_or(|(low, high)| low <= high)
    }
}

impl Condition {
    /// The field that it tests.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Answer { .. } => None,
            Self::Picked { field, .. } | Self::Within { field, .. } => Some(field),
        }
    }
}

/// A condition as it is written: `question` or `field`, and what it must be.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Written {
    /// Key of an earlier question.
    question: Option<String>,
    /// Key of a field that an item asks for.
    field: Option<String>,
    /// Keys of answers or options; one of them.
    is: Option<Vec<String>>,
    /// The field's number is more than this.
    above: Option<i64>,
    /// The field's number is this or more.
    at_least: Option<i64>,
    /// The field's number is less than this.
    below: Option<i64>,
    /// The field's number is this or less.
    at_most: Option<i64>,
}

impl TryFrom<Written> for Condition {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let Written { question, field, is, above, at_least, below, at_most } = written;
        let bounds = Bounds { above, at_least, below, at_most };
        let bounded = bounds != Bounds::default();
        match (question, field, is) {
            (Some(question), None, Some(is)) if !bounded && !is.is_empty() => Ok(Self::Answer { question, is }),
            (None, Some(field), Some(is)) if !bounded && !is.is_empty() => Ok(Self::Picked { field, is }),
            (None, Some(field), None) if bounded => Ok(Self::Within { field, bounds }),
            (Some(_), Some(_), _) => Err("a condition tests a question or a field; write two conditions for both"),
            (None, None, _) => Err("a condition names a `question` or a `field`"),
            (Some(_), ..) => Err("a condition on a question needs `is` with one answer or more, and no bounds"),
            (None, Some(_), _) => {
                Err("a condition on a field needs either `is`, or bounds: above, at-least, below, at-most")
            }
        }
    }
}

impl JsonSchema for Condition {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Condition".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Written::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn above_three_hundred_leaves_three_hundred_out_and_takes_the_next_hundredth() {
        let bounds = Bounds { above: Some(300), ..Bounds::default() };
        assert!(!bounds.hold(30_000) && bounds.hold(30_001));
    }

    #[test]
    fn bounds_that_nothing_meets_are_seen() {
        assert!(!Bounds { above: Some(5), at_most: Some(5), ..Bounds::default() }.can_hold());
        assert!(Bounds { at_least: Some(5), at_most: Some(5), ..Bounds::default() }.can_hold());
        assert!(Bounds { above: Some(5), ..Bounds::default() }.can_hold());
    }

    #[test]
    fn a_condition_that_tests_both_or_neither_is_refused() {
        let read = |text: &str| toml::from_str::<Condition>(text);
        assert!(read("question = \"q\"\nis = [\"a\"]").is_ok());
        assert!(read("field = \"f\"\nabove = 3").is_ok());
        for bad in [
            "is = [\"a\"]",
            "question = \"q\"\nfield = \"f\"\nis = [\"a\"]",
            "question = \"q\"\nabove = 3",
            "field = \"f\"",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
