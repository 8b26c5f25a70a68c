//! Every text of a file, with its path: what is checked on texts is checked on all of them.

use super::{Catalog, Field, Matter, Paper};
use crate::text::Text;

/// A text and its path.
pub(super) type Placed<'a> = (String, &'a Text);

/// Texts of a matter. Names of departments and what shared papers bring are left to their own files.
pub(super) fn of_matter(matter: &Matter) -> Vec<Placed<'_>> {
    let header = &matter.matter;
    let mut all: Vec<Placed<'_>> =
        vec![("matter/name".into(), &header.name), ("matter/summary".into(), &header.summary)];
    all.extend(header.short.iter().map(|text| ("matter/short".into(), text)));
    all.extend(header.conditions.iter().enumerate().map(|(n, text)| (format!("matter/conditions/{n}"), text)));
    for (place, question) in matter.questions.iter().enumerate() {
        let at = format!("question/{place}");
        all.push((format!("{at}/text"), &question.text));
        all.extend(question.help.iter().map(|text| (format!("{at}/help"), text)));
        all.extend(
            question.options.iter().enumerate().map(|(n, option)| (format!("{at}/option/{n}/text"), &option.text)),
        );
    }
    for (place, item) in matter.items.iter().enumerate() {
        let at = format!("item/{place}");
        all.extend(
            [("name", &item.name), ("fee", &item.fee), ("result", &item.result)]
                .map(|(key, text)| (format!("{at}/{key}"), text)),
        );
        all.extend(item.basis.iter().enumerate().map(|(n, text)| (format!("{at}/basis/{n}"), text)));
    }
    for (place, paper) in matter.papers.iter().enumerate() {
        of_paper(&format!("paper/{place}"), paper, &mut all);
    }
    for (place, delivery) in matter.deliveries.iter().enumerate() {
        all.push((format!("delivery/{place}/name"), &delivery.name));
        all.push((format!("delivery/{place}/detail"), &delivery.detail));
    }
    all.extend(matter.rules.iter().enumerate().map(|(n, rule)| (format!("rule/{n}/say"), &rule.say)));
    all
}

fn of_paper<'a>(at: &str, paper: &'a Paper, all: &mut Vec<Placed<'a>>) {
    all.push((format!("{at}/name"), &paper.name));
    all.push((format!("{at}/form"), &paper.form));
    all.extend(paper.note.iter().map(|text| (format!("{at}/note"), text)));
    all.extend(paper.licence.iter().map(|text| (format!("{at}/licence"), text)));
    all.extend(paper.promise.iter().map(|promise| (format!("{at}/promise/text"), &promise.text)));
}

fn of_field<'a>(at: &str, field: &'a Field, all: &mut Vec<Placed<'a>>) {
    all.push((format!("{at}/name"), &field.name));
    all.push((format!("{at}/group"), &field.group));
    all.extend(field.note.iter().map(|text| (format!("{at}/note"), text)));
    all.extend(field.unit.iter().map(|text| (format!("{at}/unit"), text)));
    all.extend(field.options.iter().enumerate().map(|(n, option)| (format!("{at}/options/{n}/name"), &option.name)));
}

/// Texts of a shared file. Its entries are named by key, since a dictionary does not know their order.
pub(super) fn of_shared<'a>(catalog: &'a Catalog, file: &str) -> Vec<Placed<'a>> {
    let mut all = Vec::new();
    match file {
        "fields.toml" => {
            for field in catalog.fields.values() {
                of_field(&format!("field/={}", field.key), field, &mut all);
            }
        }
        "papers.toml" => {
            for holder in catalog.holders.values() {
                all.push((format!("holder/={}/name", holder.key), &holder.name));
            }
            for paper in catalog.papers.values() {
                of_paper(&format!("paper/={}", paper.key), paper, &mut all);
            }
        }
        "departments.toml" => {
            for named in catalog.departments.values() {
                all.push((format!("department/={}/name", named.key), &named.name));
            }
        }
        "themes.toml" => {
            all.extend(catalog.themes.iter().enumerate().map(|(n, theme)| (format!("theme/{n}/name"), &theme.name)));
        }
        _ => {}
    }
    all
}
