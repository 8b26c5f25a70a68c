//! Each thing has a key of its own, and a paper an identity of its own.

use crate::catalog::Matter;
use crate::catalog::finding::Report;
use std::collections::BTreeMap;

pub(super) fn check(matter: &Matter, report: &mut Report<'_>) {
    once("question", matter.questions.iter().map(|question| question.key.as_str()), report);
    once("item", matter.items.iter().map(|item| item.key.as_str()), report);
    once("paper", matter.papers.iter().map(|paper| paper.key.as_str()), report);
    once("delivery", matter.deliveries.iter().map(|delivery| delivery.key.as_str()), report);
    once("rule", matter.rules.iter().map(|rule| rule.key.as_str()), report);
    for (place, question) in matter.questions.iter().enumerate() {
        once(&format!("question/{place}/option"), question.options.iter().map(|option| option.key.as_str()), report);
    }
    if matter.items.is_empty() || matter.deliveries.is_empty() {
        report.at("matter", "a matter has at least one [[item]] and one [[delivery]]; add it");
    }
    let mut identities = BTreeMap::new();
    for (place, paper) in matter.papers.iter().enumerate() {
        if let Some(other) = identities.insert(paper.identity(), &paper.key) {
            let problem = format!(
                "this is the same paper of the same person as `{other}`; let the items share one, or name another `holder`"
            );
            report.at(&format!("paper/{place}"), problem);
        }
    }
}

fn once<'k>(list: &str, keys: impl Iterator<Item = &'k str>, report: &mut Report<'_>) {
    let mut seen = std::collections::BTreeSet::new();
    for (place, key) in keys.enumerate() {
        if !seen.insert(key) {
            report.at(&format!("{list}/{place}/key"), format!("`{key}` is there twice; give each its own key"));
        }
    }
}
