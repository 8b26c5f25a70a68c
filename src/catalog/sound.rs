//! What a catalog must hold beyond its shape, or no kiosk can serve with it.
//!
//! Every reference leads somewhere, no text is empty, nothing waits for itself, and what a condition or a rule reads can
//! be read. Each finding bars the whole catalog.

mod asks;
mod fields;
mod keys;
mod limits;

use super::finding::Report;
use super::{Catalog, Condition, Finding, Matter, Source, texts};
use std::collections::BTreeMap;

/// The shape that this program reads.
const FORMAT: u32 = 2;

/// Everything that is wrong with a catalog whose files all have the right shape. `sources` serves to find the line.
pub(super) fn check(catalog: &Catalog, sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut matters = catalog.matters.iter();
    for source in sources {
        let mut report = Report::new(source, &mut findings);
        if source.is_matter() {
            if let Some(matter) = matters.next() {
                check_matter(catalog, matter, source, &mut report);
            }
        } else {
            empty(&texts::of_shared(catalog, &source.path), &mut report);
            fields::check(catalog, &source.path, &mut report);
            themes(catalog, &source.path, &mut report);
        }
    }
    findings
}

fn check_matter(catalog: &Catalog, matter: &Matter, source: &Source, report: &mut Report<'_>) {
    if matter.format != FORMAT {
        let problem = format!("this kiosk reads format {FORMAT}; write `format = {FORMAT}`, or update the kiosk");
        report.at("format", problem);
        return;
    }
    let folder = source.path.split('/').next().unwrap_or_default();
    if folder != matter.matter.key {
        report.at("matter/key", format!("the folder is called `{folder}`; both must be the same"));
    }
    empty(&texts::of_matter(matter), report);
    keys::check(matter, report);
    limits::check(matter, report);
    asks::check(catalog, matter, report);
    for (place, question) in matter.questions.iter().enumerate() {
        if question.options.len() < 2 {
            report.at(&format!("question/{place}/option"), "a question needs at least two answers; add one");
        }
        conditions(catalog, matter, &format!("question/{place}/when"), &question.when, place, report);
    }
    for (place, item) in matter.items.iter().enumerate() {
        let all = matter.questions.len();
        conditions(catalog, matter, &format!("item/{place}/when"), &item.when, all, report);
        for (n, also) in item.also.iter().enumerate() {
            conditions(catalog, matter, &format!("item/{place}/also/{n}/when"), &also.when, all, report);
        }
    }
}

fn empty(texts: &[texts::Placed<'_>], report: &mut Report<'_>) {
    for (path, _) in texts.iter().filter(|(_, text)| text.zh.trim().is_empty() || text.en.trim().is_empty()) {
        report.at(path, "a text is empty; write both Chinese (zh) and English (en)");
    }
}

/// A condition may only look back: at the first `known` questions, and at fields that are picked or are numbers.
fn conditions(
    catalog: &Catalog,
    matter: &Matter,
    at: &str,
    conditions: &[Condition],
    known: usize,
    report: &mut Report<'_>,
) {
    for (place, condition) in conditions.iter().enumerate() {
        let at = format!("{at}/{place}");
        match condition {
            Condition::Answer { question, is } => {
                let Some(found) = matter.questions.iter().take(known).find(|other| other.key == *question) else {
                    let problem = format!("no earlier question is called `{question}`; correct the name or the order");
                    report.at(&format!("{at}/question"), problem);
                    continue;
                };
                let options = found.options.iter().map(|option| option.key.as_str());
                unknown(
                    &format!("{at}/is"),
                    is,
                    &options.collect::<Vec<_>>(),
                    &format!("question `{question}`"),
                    report,
                );
            }
            Condition::Picked { field, .. } | Condition::Within { field, .. } if at.starts_with("question/") => {
                let problem = format!(
                    "a question comes before the form, so it cannot look at the field `{field}`; test an earlier question"
                );
                report.at(&at, problem);
            }
            Condition::Picked { field, is } => match catalog.fields.get(field) {
                Some(found) if found.kind.is_picked() => {
                    let options = found.options.iter().map(|option| option.key.as_str());
                    unknown(&format!("{at}/is"), is, &options.collect::<Vec<_>>(), &format!("field `{field}`"), report);
                }
                Some(_) => report.at(&at, format!("`{field}` is written, not picked; only a picked field has `is`")),
                None => report.at(&at, format!("no field is called `{field}`; correct the name")),
            },
            Condition::Within { field, .. } => match catalog.fields.get(field) {
                Some(found) if found.kind.is_number() => {}
                Some(_) => report.at(&at, format!("`{field}` is no number; only number and money have bounds")),
                None => report.at(&at, format!("no field is called `{field}`; correct the name")),
            },
        }
    }
}

fn unknown(at: &str, is: &[String], options: &[&str], whose: &str, report: &mut Report<'_>) {
    for (place, answer) in is.iter().enumerate().filter(|(_, answer)| !options.contains(&answer.as_str())) {
        let problem = format!("{whose} has no answer `{answer}`; it has {}", options.join(", "));
        report.at(&format!("{at}/{place}"), problem);
    }
}

fn themes(catalog: &Catalog, file: &str, report: &mut Report<'_>) {
    if file != "themes.toml" {
        return;
    }
    let known: BTreeMap<&str, ()> = catalog.matters.iter().map(|matter| (matter.matter.key.as_str(), ())).collect();
    for (n, key) in catalog.elders.iter().enumerate().filter(|(_, key)| !known.contains_key(key.as_str())) {
        report.at(&format!("elders/{n}"), format!("no matter is called `{key}`; correct the name"));
    }
    for (place, theme) in catalog.themes.iter().enumerate() {
        for (n, key) in theme.matters.iter().enumerate().filter(|(_, key)| !known.contains_key(key.as_str())) {
            report.at(&format!("theme/{place}/matters/{n}"), format!("no matter is called `{key}`; correct the name"));
        }
    }
}
