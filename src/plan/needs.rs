//! What is asked of the citizen, each thing once, and why.

use super::situation::Facts;
use super::{Item, Situation};
use crate::application::Origin;
use crate::catalog::{Catalog, Check, Condition, Delivery, Field, Matter, Paper};
use crate::text::Text;
use std::collections::{BTreeMap, BTreeSet};

/// Something asked of the citizen.
pub struct Need<'a, T> {
    /// What is asked.
    pub what: &'a T,
    /// Why, never empty: one reason for each that asks.
    pub reasons: Vec<Reason<'a>>,
    /// Whether it can be left out. Papers never can, unless promised.
    pub required: bool,
    /// Where it is already, so that it need only be confirmed. For papers; a field's origin stands in the form.
    pub known: Option<Origin>,
}

impl<'a, T> Need<'a, T> {
    /// The items that ask for it. None, where only the way of delivery does.
    pub fn items(&self) -> Vec<&'a Item> {
        let item = |reason: &Reason<'a>| match reason.asker {
            Asker::Item(item) => Some(item),
            Asker::Delivery(_) | Asker::Agency => None,
        };
        self.reasons.iter().filter_map(item).collect()
    }
}

/// Why something is asked.
pub struct Reason<'a> {
    /// Who asks.
    pub asker: Asker<'a>,
    /// The part of the situation that makes it so; empty when it is asked in every situation.
    pub because: Vec<&'a Condition>,
}

/// Who asks for something.
#[derive(Clone, Copy)]
pub enum Asker<'a> {
    /// A department's item.
    Item(&'a Item),
    /// The way in which the results are to come.
    Delivery(&'a Delivery),
    /// That somebody hands in for the citizen.
    Agency,
}

/// What it costs.
pub struct Fees<'a> {
    /// Each fee in words, once, and the items that take it.
    pub rows: Vec<(&'a Text, Vec<&'a Item>)>,
    /// The sum in fen, when every item says its amount.
    pub total: Option<u64>,
}

impl<'a> Fees<'a> {
    pub(super) fn of(items: &[&'a Item]) -> Self {
        let mut rows: Vec<(&'a Text, Vec<&'a Item>)> = Vec::new();
        for &item in items {
            match rows.iter_mut().find(|(fee, _)| **fee == item.fee) {
                Some((_, items)) => items.push(item),
                None => rows.push((&item.fee, vec![item])),
            }
        }
        let total = items.iter().map(|item| item.fee_amount).try_fold(0_u64, |sum, fee| sum.checked_add(fee?));
        Self { rows, total }
    }
}

/// A key that is asked for, and the situation that makes it so.
type Asked<'a> = (&'a str, &'a [Condition]);

/// Fields that an item asks for in a situation; a field may come more than once.
pub(super) fn fields_of<'a>(item: &'a Item, facts: &Facts<'_>) -> impl Iterator<Item = Asked<'a>> {
    let also = item.also.iter().filter(|also| facts.hold(&also.when));
    let also = also.flat_map(|also| also.fields.iter().map(|key| (key.as_str(), also.when.as_slice())));
    item.fields.iter().map(|key| (key.as_str(), [].as_slice())).chain(also)
}

fn papers_of<'a>(item: &'a Item, facts: &Facts<'_>) -> impl Iterator<Item = Asked<'a>> {
    let also = item.also.iter().filter(|also| facts.hold(&also.when));
    let also = also.flat_map(|also| also.papers.iter().map(|key| (key.as_str(), also.when.as_slice())));
    item.papers.iter().map(|key| (key.as_str(), [].as_slice())).chain(also)
}

/// Everything from which needs are gathered.
pub(super) struct Asks<'a, 'f> {
    pub(super) catalog: &'a Catalog,
    pub(super) matter: &'a Matter,
    pub(super) facts: &'f Facts<'f>,
    pub(super) items: &'f [&'a Item],
    pub(super) way: Option<&'a Delivery>,
}

impl<'a> Asks<'a, '_> {
    pub(super) fn fields(&self) -> Vec<Need<'a, Field>> {
        let mut needs = Needs::default();
        for &item in self.items {
            for (key, because) in fields_of(item, self.facts) {
                needs.add(self.catalog.fields.get(key), key, Asker::Item(item), because);
            }
        }
        if let Some(way) = self.way {
            for key in &way.fields {
                needs.add(self.catalog.fields.get(key), key, Asker::Delivery(way), &[]);
            }
        }
        let needed = self.needed_by_rule();
        for need in &mut needs.list {
            need.required = need.what.required || needed.contains(need.what.key.as_str());
        }
        grouped(needs.list)
    }

    pub(super) fn papers(&self, situation: &Situation<'_>) -> Vec<Need<'a, Paper>> {
        let papers: BTreeMap<&str, &Paper> =
            self.matter.papers.iter().map(|paper| (paper.key.as_str(), paper)).collect();
        let mut needs = Needs::default();
        for &item in self.items {
            for (key, because) in papers_of(item, self.facts) {
                needs.add(papers.get(key).copied(), key, Asker::Item(item), because);
            }
        }
        if situation.by_agent {
            let mandate = self.matter.papers.iter().find(|paper| paper.is_mandate());
            needs.add(mandate, mandate.map_or("", |paper| &paper.key), Asker::Agency, &[]);
        }
        for need in &mut needs.list {
            let (kind, holder) = need.what.identity();
            need.known = situation.known.and_then(|known| known.get(&(kind.to_owned(), holder.to_owned())).copied());
        }
        needs.list
    }

    fn needed_by_rule(&self) -> BTreeSet<&'a str> {
        let rules = self.matter.rules.iter().filter_map(|rule| match &rule.check {
            Check::RequiredIf { field, when } if self.facts.hold(when) => Some(field.as_str()),
            _ => None,
        });
        rules.collect()
    }
}

/// Needs in the order in which they are first asked, found again by key.
struct Needs<'a, T> {
    list: Vec<Need<'a, T>>,
    places: BTreeMap<&'a str, usize>,
}

impl<T> Default for Needs<'_, T> {
    fn default() -> Self {
        Self { list: Vec::new(), places: BTreeMap::new() }
    }
}

impl<'a, T> Needs<'a, T> {
    fn add(&mut self, what: Option<&'a T>, key: &'a str, asker: Asker<'a>, because: &'a [Condition]) {
        let Some(what) = what else { return };
        let place = *self.places.entry(key).or_insert_with(|| {
            self.list.push(Need { what, reasons: Vec::new(), required: true, known: None });
            self.list.len() - 1
        });
        let reasons = &mut self.list[place].reasons;
        // An item that asks twice asks in every situation, if one of the two does.
        match (reasons.last_mut(), asker) {
            (Some(Reason { asker: Asker::Item(last), because: known }), Asker::Item(item))
                if std::ptr::eq(*last, item) =>
            {
                if because.is_empty() {
                    known.clear();
                }
            }
            _ => {
                let of_item = match asker {
                    Asker::Item(item) => item.when.as_slice(),
                    Asker::Delivery(_) | Asker::Agency => &[],
                };
                reasons.push(Reason { asker, because: of_item.iter().chain(because).collect() });
            }
        }
    }
}

/// Brings fields of one group together, groups in the order in which they first appear.
fn grouped(fields: Vec<Need<'_, Field>>) -> Vec<Need<'_, Field>> {
    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    for need in &fields {
        let next = groups.len();
        groups.entry(need.what.group.zh.as_str()).or_insert(next);
    }
    let mut fields = fields;
    fields.sort_by_key(|need| groups.get(need.what.group.zh.as_str()).copied());
    fields
}
