//! Limits, order and promises are such that they can be kept.

use crate::catalog::finding::Report;
use crate::catalog::{Matter, PromiseKind};

/// A promise lasts a year at most: nobody remembers a longer one.
const LONGEST_PROMISE: u32 = 365;

pub(super) fn check(matter: &Matter, report: &mut Report<'_>) {
    for (place, item) in matter.items.iter().enumerate() {
        let at = format!("item/{place}");
        match (item.statutory_days, item.promised_days) {
            (Some(statutory), Some(promised)) if promised > statutory => {
                report.at(&format!("{at}/promised-days"), "a promised limit cannot be longer than the statutory one");
            }
            (_, Some(promised)) if item.immediate && promised > 0 => {
                let problem =
                    "an immediate item is decided while the citizen waits; take promised-days or immediate out";
                report.at(&format!("{at}/promised-days"), problem);
            }
            (None, None) if !item.immediate => {
                let problem = "an item says when it is done: add statutory-days, promised-days or `immediate = true`";
                report.at(&at, problem);
            }
            _ => {}
        }
    }
    if !(1..=100).contains(&matter.matter.limit.chain_percent) {
        report.at(
            "matter/limit/chain-percent",
            "a chain keeps from 1 to 100 percent of its statutory limits; correct it",
        );
    }
    if crate::plan::order(&matter.items).is_none() {
        report.at("item", "items wait for each other in a circle; take one `after` out");
    }
    for (place, paper) in matter.papers.iter().enumerate() {
        let Some(promise) = &paper.promise else { continue };
        let at = format!("paper/{place}/promise");
        if !(1..=LONGEST_PROMISE).contains(&promise.days) {
            report.at(&at, format!("a promise lasts from 1 to {LONGEST_PROMISE} days; correct `days`"));
        }
        if paper.is_essential() && promise.kind == PromiseKind::Defer {
            report.at(&at, "the law calls this paper essential, so it cannot come later; take the promise out");
        }
    }
}
