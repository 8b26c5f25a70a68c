//! What no citizen can ever reach, and questions that change nothing.
//!
//! Conditions are conjunctions over single answers, so a situation that meets them all exists exactly when, for every
//! question and field, the allowed answers have something in common. Exact, without trying every combination.

use crate::catalog::finding::Report;
use crate::catalog::{Check, Condition, Matter};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(matter: &Matter, report: &mut Report<'_>) {
    for (place, question) in matter.questions.iter().enumerate() {
        if !possible(matter, &question.when) {
            report.at(&format!("question/{place}"), "no answers lead to this question; correct its `when`");
        } else if !changes_something(matter, &question.key) {
            report.at(
                &format!("question/{place}"),
                "no item, paper or question hangs on this question; take it out, or use it",
            );
        }
    }
    for (place, item) in matter.items.iter().enumerate() {
        if !possible(matter, &item.when) {
            report.at(&format!("item/{place}"), "no answers lead to this item; correct its `when`");
            continue;
        }
        for (n, also) in item.also.iter().enumerate() {
            let both: Vec<&Condition> = item.when.iter().chain(&also.when).collect();
            if !all_possible(matter, both) {
                report.at(&format!("item/{place}/also/{n}"), "no answers lead here; correct its `when`, or the item's");
            }
        }
    }
    same_answers(matter, report);
}

fn possible(matter: &Matter, when: &[Condition]) -> bool {
    all_possible(matter, when.iter().collect())
}

fn all_possible<'m>(matter: &'m Matter, mut waiting: Vec<&'m Condition>) -> bool {
    let mut allowed: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut asked: BTreeSet<&str> = BTreeSet::new();
    while let Some(condition) = waiting.pop() {
        let (key, is) = match condition {
            Condition::Answer { question, is } => {
                // A question that is not asked is not answered, so what leads to it must hold too.
                if asked.insert(question) {
                    let found = matter.questions.iter().find(|other| other.key == *question);
                    waiting.extend(found.iter().flat_map(|question| &question.when));
                }
                (question, is)
            }
            Condition::Picked { field, is } => (field, is),
            Condition::Within { bounds, .. } if bounds.can_hold() => continue,
            Condition::Within { .. } => return false,
        };
        let is: BTreeSet<&str> = is.iter().map(String::as_str).collect();
        let common = match allowed.get(key.as_str()) {
            Some(known) => known.intersection(&is).copied().collect(),
            None => is,
        };
        if common.is_empty() {
            return false;
        }
        allowed.insert(key, common);
    }
    true
}

/// Whether some condition tells this question's answers apart. One that takes them all does not.
fn changes_something(matter: &Matter, key: &str) -> bool {
    let of_rules = matter.rules.iter().any(|rule| match &rule.check {
        Check::RequiredIf { when, .. } => when.iter().any(|condition| parts(matter, condition, key)),
        _ => false,
    });
    of_rules || matter.conditions().any(|condition| parts(matter, condition, key))
}

fn parts(matter: &Matter, condition: &Condition, key: &str) -> bool {
    let Condition::Answer { question, is } = condition else { return false };
    let found = matter.questions.iter().find(|other| other.key == *question);
    question == key && found.is_some_and(|question| question.options.iter().any(|option| !is.contains(&option.key)))
}

/// Two answers that read the same cannot be told apart.
fn same_answers(matter: &Matter, report: &mut Report<'_>) {
    for (place, question) in matter.questions.iter().enumerate() {
        let mut seen = BTreeSet::new();
        for (n, option) in question.options.iter().enumerate() {
            if !seen.insert(&option.text.zh) {
                report.at(&format!("question/{place}/option/{n}/text"), "two answers read the same; tell them apart");
            }
        }
    }
}
