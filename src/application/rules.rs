//! Checks across fields, as a matter writes them.
//!
//! Silent while a field that it reads is empty or not asked for: nobody is told off for what is still to come.

use crate::catalog::{Check, Rule};
use crate::text::Text;
use jiff::civil::Date;
use yici_hardware::citizen_number;

/// A rule that does not hold.
pub struct Broken<'a> {
    /// The field at which to say so: the last that the rule names.
    pub field: &'a str,
    /// What to say.
    pub say: &'a Text,
}

/// The rules that do not hold. `value` gives what stands in a field that is asked for, and nothing for others.
/// Required-if is the plan's, which knows what is asked for.
pub fn broken<'a, 'v>(rules: &'a [Rule], value: impl Fn(&str) -> Option<&'v str>, today: Date) -> Vec<Broken<'a>> {
    let value = |key: &str| value(key).filter(|value| !value.is_empty());
    let holds = |check: &Check| match check {
        Check::Before(first, second) => {
            let days = value(first).and_then(day).zip(value(second).and_then(day));
            days.is_none_or(|(first, second)| first <= second)
        }
        Check::Differ(one, other) => value(one).zip(value(other)).is_none_or(|(one, other)| one != other),
        Check::Same(one, other) => value(one).zip(value(other)).is_none_or(|(one, other)| one == other),
        Check::Age { of, at_least, at_most } => value(of).and_then(birth).is_none_or(|birth| {
            let years = full_years(birth, today);
            at_least.is_none_or(|least| years >= least) && at_most.is_none_or(|most| years <= most)
        }),
        Check::RequiredIf { .. } => true,
    };
    let broken = rules.iter().filter(|rule| !holds(&rule.check));
    broken.filter_map(|rule| Some(Broken { field: rule.check.fields().pop()?, say: &rule.say })).collect()
}

fn day(value: &str) -> Option<Date> {
    value.parse().ok()
}

/// The birth date that a day or a number tells. A number of a foreign resident of 2017, or of a travel permit, tells none.
fn birth(value: &str) -> Option<Date> {
    day(value).or_else(|| {
        let facts = citizen_number::check(value).ok()?;
        Date::strptime("%Y%m%d", facts.birth.reveal()).ok()
    })
}

fn full_years(birth: Date, today: Date) -> i16 {
    let had_birthday = (today.month(), today.day()) >= (birth.month(), birth.day());
    today.year() - birth.year() - i16::from(!had_birthday)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::collections::BTreeMap;

    fn said(check: &str, values: &[(&str, &str)]) -> Vec<String> {
        let rule = format!("key = \"r\"\nsay = {{ zh = \"不对\", en = \"wrong\" }}\n{check}");
        let rules = [toml::from_str::<Rule>(&rule).expect("a rule")];
        let values: BTreeMap<&str, &str> = values.iter().copied().collect();
        let broken = broken(&rules, |key| values.get(key).copied(), date(2026, 11, 22));
        broken.iter().map(|broken| broken.field.to_owned()).collect()
    }

    #[test]
    fn a_contract_cannot_end_before_it_begins_and_is_complained_of_at_its_end() {
        let check = "before = [\"from\", \"to\"]";
        assert_eq!(said(check, &[("from", "2026-12-01"), ("to", "2026-11-30")]), ["to"]);
        assert!(said(check, &[("from", "2026-12-01"), ("to", "2026-12-01")]).is_empty());
        assert!(said(check, &[("from", "2026-12-01")]).is_empty(), "silent while a day is missing");
    }

    #[test]
    fn two_persons_cannot_have_one_number_and_two_copies_must_agree() {
        assert_eq!(said("differ = [\"a\", \"b\"]", &[("a", "1"), ("b", "1")]), ["b"]);
        assert_eq!(said("same = [\"a\", \"b\"]", &[("a", "1"), ("b", "2")]), ["b"]);
    }

    #[test]
    fn an_age_is_in_full_years_from_a_number_or_a_day() {
        let check = "age = { of = \"p\", at-least = 22 }";
        assert!(said(check, &[("p", "2004-11-22")]).is_empty(), "twenty-two today");
        assert_eq!(said(check, &[("p", "2004-11-23")]), ["p"], "tomorrow");
        assert!(said(check, &[("p", "11010519491231002X")]).is_empty());
        assert_eq!(said("age = { of = \"p\", at-most = 60 }", &[("p", "11010519491231002X")]), ["p"]);
        assert!(said(check, &[("p", "H12345678")]).is_empty(), "a permit tells no age");
    }

    #[test]
    fn a_rule_has_exactly_one_check() {
        let read = |check: &str| {
            toml::from_str::<Rule>(&format!("key = \"r\"\nsay = {{ zh = \"不\", en = \"no\" }}\n{check}"))
        };
        assert!(read("").is_err() && read("age = { of = \"p\" }").is_err());
        assert!(read("same = [\"a\", \"b\"]\ndiffer = [\"a\", \"b\"]").is_err());
    }
}
