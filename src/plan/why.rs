//! Why something is asked, in words for the citizen: “用于：…（因为“…？”选了“…”）”.
//!
//! What a situation makes of an item is said with the item, and not again with everything that it asks for.

use super::{Asker, Need};
use crate::catalog::{Bounds, Catalog, Condition, Item, Matter};
use crate::text::Text;

/// Why a field or a paper is asked for. `of` is the number of items in the plan.
pub fn need<T>(catalog: &Catalog, matter: &Matter, need: &Need<'_, T>, of: usize) -> Text {
    let items = need.items();
    let mut names: Vec<&Text> = items.iter().map(|item| &item.name).collect();
    let agency = Text::new("代办", "acting for somebody");
    names.extend(need.reasons.iter().filter_map(|reason| match reason.asker {
        Asker::Delivery(way) => Some(&way.name),
        Asker::Agency => Some(&agency),
        Asker::Item(_) => None,
    }));
    // Only what every asker's reason rests on is the reason: one that asks in any situation would ask anyway.
    let because = match need.reasons.as_slice() {
        [only] => {
            situation(catalog, matter, only.because.iter().copied().filter(|because| beyond(only.asker, because)))
        }
        _ => None,
    };
    let all = items.len() == of && of > 1;
    let (zh, en) = match because {
        _ if all => ("全部事项".to_owned(), "all items".to_owned()),
        None => (join(&names, |text| &text.zh, "、"), join(&names, |text| &text.en, ", ")),
        Some(because) => (
            format!("{}（因为{}）", join(&names, |text| &text.zh, "、"), because.zh),
            format!("{} (because {})", join(&names, |text| &text.en, ", "), because.en),
        ),
    };
    Text::new(format!("用于：{zh}"), format!("For: {en}"))
}

/// Whether a condition is not the item's own.
fn beyond(asker: Asker<'_>, because: &Condition) -> bool {
    match asker {
        Asker::Item(item) => !item.when.iter().any(|own| own == because),
        Asker::Delivery(_) | Asker::Agency => true,
    }
}

/// Why an item is offered, or in which case it would be; `None` when it always is.
pub fn item(catalog: &Catalog, matter: &Matter, item: &Item) -> Option<Text> {
    situation(catalog, matter, item.when.iter())
}

/// Conditions in words: “结婚了吗？”选了“是”. What the matter does not know is left out.
pub fn situation<'c>(
    catalog: &Catalog,
    matter: &Matter,
    conditions: impl Iterator<Item = &'c Condition>,
) -> Option<Text> {
    let words: Vec<Text> = conditions.filter_map(|condition| words(catalog, matter, condition)).collect();
    let parts: Vec<&Text> = words.iter().collect();
    (!parts.is_empty())
        .then(|| Text::new(join(&parts, |text| &text.zh, "，且"), join(&parts, |text| &text.en, ", and ")))
}

fn words(catalog: &Catalog, matter: &Matter, condition: &Condition) -> Option<Text> {
    match condition {
        Condition::Answer { question, is } => {
            let question = matter.questions.iter().find(|other| other.key == *question)?;
            let chosen: Vec<&Text> =
                question.options.iter().filter(|option| is.contains(&option.key)).map(|option| &option.text).collect();
            Some(Text::new(
                format!("“{}”选了“{}”", question.text.zh, join(&chosen, |text| &text.zh, "”或“")),
                format!("you chose “{}” for “{}”", join(&chosen, |text| &text.en, "” or “"), question.text.en),
            ))
        }
        Condition::Picked { field, is } => {
            let field = catalog.fields.get(field)?;
            let picked: Vec<&Text> =
                field.options.iter().filter(|option| is.contains(&option.key)).map(|option| &option.name).collect();
            Some(Text::new(
                format!("“{}”是“{}”", field.name.zh, join(&picked, |text| &text.zh, "”或“")),
                format!("“{}” is “{}”", field.name.en, join(&picked, |text| &text.en, "” or “")),
            ))
        }
        Condition::Within { field, bounds } => {
            let field = catalog.fields.get(field)?;
            let unit = field.unit.clone().unwrap_or_default();
            let bounds = bounded(*bounds, &unit);
            Some(Text::new(
                format!("“{}”{}", field.name.zh, bounds.zh),
                format!("“{}” is {}", field.name.en, bounds.en),
            ))
        }
    }
}

fn bounded(bounds: Bounds, unit: &Text) -> Text {
    let parts = [
        (bounds.above, "大于", "above"),
        (bounds.at_least, "不小于", "at least"),
        (bounds.below, "小于", "below"),
        (bounds.at_most, "不大于", "at most"),
    ];
    let set: Vec<Text> = parts
        .into_iter()
        .filter_map(|(bound, zh, en)| {
            let bound = bound?;
            Some(Text::new(format!("{zh}{bound}{}", unit.zh), format!("{en} {bound} {}", unit.en).trim_end()))
        })
        .collect();
    let set: Vec<&Text> = set.iter().collect();
    Text::new(join(&set, |text| &text.zh, "、"), join(&set, |text| &text.en, " and "))
}

fn join<'t>(texts: &[&'t Text], of: impl Fn(&'t Text) -> &'t str, with: &str) -> String {
    texts.iter().map(|text| of(text)).collect::<Vec<_>>().join(with)
}
