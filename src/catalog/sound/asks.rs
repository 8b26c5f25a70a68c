//! What items, ways of delivery and rules ask for is there, and a field that decides is asked for before it does.

use crate::catalog::finding::Report;
use crate::catalog::{Catalog, Check, Item, Matter, shared};
use std::collections::BTreeSet;

pub(super) fn check(catalog: &Catalog, matter: &Matter, report: &mut Report<'_>) {
    let papers: BTreeSet<&str> = matter.papers.iter().map(|paper| paper.key.as_str()).collect();
    let items: BTreeSet<&str> = matter.items.iter().map(|item| item.key.as_str()).collect();
    for (place, item) in matter.items.iter().enumerate() {
        let at = format!("item/{place}");
        if item.department.name.zh.is_empty() {
            let key = &item.department.key;
            let problem = format!("no department is called `{key}`; add it to departments.toml or correct the name");
            report.at(&format!("{at}/department"), problem);
        }
        fields(catalog, &format!("{at}/fields"), &item.fields, report);
        paper_keys(&papers, &format!("{at}/papers"), &item.papers, report);
        for (n, also) in item.also.iter().enumerate() {
            let at = format!("{at}/also/{n}");
            if also.when.is_empty() || (also.fields.is_empty() && also.papers.is_empty()) {
                report.at(
                    &at,
                    "an [[item.also]] has conditions and asks for something; add both, or move it to the item",
                );
            }
            fields(catalog, &format!("{at}/fields"), &also.fields, report);
            paper_keys(&papers, &format!("{at}/papers"), &also.papers, report);
        }
        for (n, before) in item.after.iter().enumerate().filter(|(_, before)| !items.contains(before.as_str())) {
            report.at(&format!("{at}/after/{n}"), format!("no item is called `{before}`; correct the name"));
        }
    }
    for (place, delivery) in matter.deliveries.iter().enumerate() {
        fields(catalog, &format!("delivery/{place}/fields"), &delivery.fields, report);
    }
    for (place, paper) in matter.papers.iter().enumerate() {
        let at = format!("paper/{place}");
        if let Some(key) = paper.shared.as_ref().filter(|key| !catalog.papers.contains_key(*key)) {
            report.at(
                &format!("{at}/use"),
                format!("no paper in papers.toml is called `{key}`; add it or correct the name"),
            );
        }
        if paper.holder != shared::APPLICANT && !catalog.holders.contains_key(&paper.holder) {
            let holder = &paper.holder;
            let problem = format!("no [[holder]] in papers.toml is called `{holder}`; add it or correct the name");
            report.at(&format!("{at}/holder"), problem);
        }
    }
    rules(catalog, matter, report);
    deciding_fields(matter, report);
}

fn fields(catalog: &Catalog, at: &str, keys: &[String], report: &mut Report<'_>) {
    for (place, key) in keys.iter().enumerate().filter(|(_, key)| !catalog.fields.contains_key(*key)) {
        report.at(
            &format!("{at}/{place}"),
            format!("no field is called `{key}`; add it to fields.toml or correct the name"),
        );
    }
}

fn paper_keys(papers: &BTreeSet<&str>, at: &str, keys: &[String], report: &mut Report<'_>) {
    for (place, key) in keys.iter().enumerate().filter(|(_, key)| !papers.contains(key.as_str())) {
        report.at(&format!("{at}/{place}"), format!("no paper is called `{key}`; add a [[paper]] or correct the name"));
    }
}

/// Every field that the matter can ask for.
fn asked(matter: &Matter) -> BTreeSet<&str> {
    let of_items =
        matter.items.iter().flat_map(|item| item.fields.iter().chain(item.also.iter().flat_map(|also| &also.fields)));
    of_items.chain(matter.deliveries.iter().flat_map(|delivery| &delivery.fields)).map(String::as_str).collect()
}

fn rules(catalog: &Catalog, matter: &Matter, report: &mut Report<'_>) {
    let asked = asked(matter);
    for (place, rule) in matter.rules.iter().enumerate() {
        let at = format!("rule/{place}");
        for key in rule.check.fields() {
            let Some(field) = catalog.fields.get(key).filter(|_| asked.contains(key)) else {
                report
                    .at(&at, format!("no item of this matter asks for `{key}`; correct the name, or let an item ask"));
                continue;
            };
            let problem = match &rule.check {
                Check::Before(..) if !field.kind.is_day() => format!("`{key}` is no day; `before` compares two days"),
                Check::Age { .. } if !field.kind.is_day() && !field.kind.tells_birth() => {
                    format!("`{key}` tells no birth date; `of` names a number of a person, or a day")
                }
                Check::RequiredIf { .. } if field.required => {
                    format!(
                        "`{key}` is required in any case; write `required = false` in fields.toml, or take the rule out"
                    )
                }
                _ => continue,
            };
            report.at(&at, problem);
        }
        if let Check::RequiredIf { when, .. } = &rule.check {
            let all = matter.questions.len();
            super::conditions(catalog, matter, &format!("{at}/required-if/when"), when, all, report);
        }
    }
}

/// A field that decides must be asked by something that does not itself hang on that field: nobody could write it.
fn deciding_fields(matter: &Matter, report: &mut Report<'_>) {
    let hangs = |when: &[crate::catalog::Condition], key: &str| when.iter().any(|c| c.field() == Some(key));
    let asks = |item: &Item, key: &str| {
        !hangs(&item.when, key)
            && (item.fields.iter().any(|field| field == key)
                || item.also.iter().any(|also| !hangs(&also.when, key) && also.fields.iter().any(|field| field == key)))
    };
    let mut seen = BTreeSet::new();
    for key in matter.conditions().filter_map(|condition| condition.field()) {
        if seen.insert(key) && !matter.items.iter().any(|item| asks(item, key)) {
            let problem = format!("`{key}` decides here, but no item asks for it beforehand; let one ask for it");
            report.at("item", problem);
        }
    }
}
