//! Fields of the dictionary make sense by themselves.

use crate::catalog::finding::Report;
use crate::catalog::{Catalog, FieldKind};

/// More would not fit on the page that shows it again.
const LONGEST: usize = 500;
/// How many working days may be offered.
const DAYS: std::ops::RangeInclusive<i64> = 2..=30;

pub(super) fn check(catalog: &Catalog, file: &str, report: &mut Report<'_>) {
    if file != "fields.toml" {
        return;
    }
    for field in catalog.fields.values() {
        let at = format!("field/={}", field.key);
        if field.kind == FieldKind::Choice && field.options.len() < 2 {
            report.at(&at, "a choice needs at least two options");
        }
        let built_in = match field.kind {
            FieldKind::Nation => Some(58),
            FieldKind::YesNo => Some(2),
            FieldKind::Choice => None,
            _ => Some(0),
        };
        if built_in.is_some_and(|count| field.options.len() != count) {
            report.at(&format!("{at}/options"), "only a choice has options of its own; take them out");
        }
        let bounded = field.at_least.is_some() || field.at_most.is_some();
        if field.kind == FieldKind::WorkingDay {
            if field.at_least.is_some() || !field.at_most.is_some_and(|most| DAYS.contains(&most)) {
                report.at(&at, "a working day needs `at-most`, from 2 to 30: how many are offered; and no `at-least`");
            }
        } else if bounded && !field.kind.is_number() {
            report.at(&at, "only number and money have at-least and at-most; take them out");
        }
        if field.longest == 0 || field.longest > LONGEST {
            report.at(&format!("{at}/longest"), format!("a field takes from 1 to {LONGEST} characters; correct it"));
        }
    }
}
