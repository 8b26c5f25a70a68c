//! What is written down and never asked for. It would be kept up to date for nobody.

use crate::catalog::finding::Report;
use crate::catalog::{Catalog, Matter};
use std::collections::BTreeSet;

pub(super) fn in_matter(catalog: &Catalog, matter: &Matter, report: &mut Report<'_>) {
    let asked =
        matter.items.iter().flat_map(|item| item.papers.iter().chain(item.also.iter().flat_map(|also| &also.papers)));
    let asked: BTreeSet<&str> = asked.map(String::as_str).collect();
    for (place, paper) in matter
        .papers
        .iter()
        .enumerate()
        .filter(|(_, paper)| !(asked.contains(paper.key.as_str()) || matter.matter.agent && paper.is_mandate()))
    {
        report.at(
            &format!("paper/{place}"),
            format!("no item asks for `{}`; take it out, or let an item ask", paper.key),
        );
    }
    let key = &matter.matter.key;
    if !catalog.themes.is_empty() && !catalog.themes.iter().any(|theme| theme.matters.contains(key)) {
        report.at("matter/key", "no life stage of themes.toml leads to this matter; add it to one");
    }
}

pub(super) fn in_shared(catalog: &Catalog, file: &str, report: &mut Report<'_>) {
    let items = || catalog.matters.iter().flat_map(|matter| &matter.items);
    match file {
        "fields.toml" => {
            let of_items =
                items().flat_map(|item| item.fields.iter().chain(item.also.iter().flat_map(|also| &also.fields)));
            let ways = catalog.matters.iter().flat_map(|matter| &matter.deliveries).flat_map(|way| &way.fields);
            let asked = of_items.chain(ways).map(String::as_str).collect();
            unasked("field", catalog.fields.keys(), &asked, "no item asks for this field; take it out", report);
        }
        "papers.toml" => {
            let papers = || catalog.matters.iter().flat_map(|matter| &matter.papers);
            let used = papers().filter_map(|paper| paper.shared.as_deref()).collect();
            unasked("paper", catalog.papers.keys(), &used, "no matter uses this paper; take it out", report);
            let holders = papers().map(|paper| paper.holder.as_str()).collect();
            unasked("holder", catalog.holders.keys(), &holders, "no paper belongs to this holder; take it out", report);
        }
        "departments.toml" => {
            let used = items().map(|item| item.department.key.as_str()).collect();
            unasked("department", catalog.departments.keys(), &used, "no item belongs to it; take it out", report);
        }
        "themes.toml" => {
            for (place, theme) in catalog.themes.iter().enumerate().filter(|(_, theme)| theme.matters.is_empty()) {
                let problem = format!("life stage `{}` leads to no matter; add one, or take it out", theme.key);
                report.at(&format!("theme/{place}"), problem);
            }
        }
        _ => {}
    }
}

fn unasked<'k>(
    list: &str,
    keys: impl Iterator<Item = &'k String>,
    used: &BTreeSet<&str>,
    problem: &str,
    report: &mut Report<'_>,
) {
    for key in keys.filter(|key| !used.contains(key.as_str())) {
        report.at(&format!("{list}/={key}"), problem);
    }
}
