//! All items, or some (自主选择全部或部分事项).

use super::questions::Questions;
use super::state::State;
use super::visit::Visit;
use super::whom::Whom;
use super::{Event, Shared, Touch};
use crate::plan::{Choice, Limit, bound, offered};
use crate::text::Language;
use std::collections::BTreeSet;

/// The items that the situation calls for, each with a mark.
pub struct Choosing {
    pub(super) visit: Box<Visit>,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceView {
    /// The items offered.
    pub items: Vec<ItemView>,
    /// The limit of what is chosen.
    pub limit: String,
    /// How much there is to fill in and to show.
    pub workload: String,
    /// Nothing is left out.
    pub all: bool,
    /// Something is chosen.
    pub any: bool,
}

/// An item that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemView {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Who decides it.
    pub department: String,
    /// Its own limit.
    pub limit: String,
    /// Whether it is chosen.
    pub chosen: bool,
    /// Which items go with it by law; may be empty.
    pub bound: String,
}

impl Choosing {
    pub(super) fn on(mut self, event: Event, shared: &mut Shared) -> State {
        match event {
            Event::Touch(Touch::Choose(key)) => {
                self.toggle(&key);
                State::Choosing(self)
            }
            Event::Touch(Touch::ChooseAll) => {
                self.visit.choice = Choice::All;
                State::Choosing(self)
            }
            Event::Touch(Touch::Next) if !self.visit.plan().items.is_empty() => Whom::enter(self.visit, shared),
            Event::Touch(Touch::Back) => Questions::last(self.visit),
            _ => State::Choosing(self),
        }
    }

    /// Chooses the item or leaves it, with those that law binds to it.
    fn toggle(&mut self, key: &str) {
        let offered = offered(self.visit.matter(), &self.visit.situation());
        let Some(item) = offered.iter().find(|item| item.key == key) else {
            return;
        };
        let together = bound(item, &offered);
        let mut keys: BTreeSet<String> = self.visit.plan().items.iter().map(|item| item.key.clone()).collect();
        let leave = keys.contains(key);
        for other in together {
            if leave {
                keys.remove(&other.key);
            } else {
                keys.insert(other.key.clone());
            }
        }
        let all = offered.iter().all(|item| keys.contains(&item.key));
        self.visit.choice = if all { Choice::All } else { Choice::Some(keys) };
    }

    pub(super) fn view(&self, shared: &Shared) -> ChoiceView {
        let matter = self.visit.matter();
        let plan = self.visit.plan();
        let offered = offered(matter, &self.visit.situation());
        let items = offered.iter().map(|item| {
            let others: Vec<String> = bound(item, &offered)
                .into_iter()
                .filter(|other| other.key != item.key)
                .map(|other| shared.text(&other.name))
                .collect();
            let bound = match (others.is_empty(), shared.language) {
                (true, _) => String::new(),
                (_, Language::Chinese) => format!("依规定与“{}”一并办理", others.join("、")),
                (_, Language::English) => format!("By law together with {}", others.join(", ")),
            };
            ItemView {
                key: item.key.clone(),
                name: shared.text(&item.name),
                department: shared.text(&item.department.name),
                limit: Limit { days: item.promised(), kind: item.days_kind }.words(shared.language),
                chosen: plan.items.iter().any(|chosen| chosen.key == item.key),
                bound,
            }
        });
        let (fields, papers) = (plan.fields.len(), plan.papers.len());
        ChoiceView {
            items: items.collect(),
            limit: shared.limit(&self.visit.catalog, plan.limit),
            workload: match shared.language {
                Language::Chinese => format!("一张表（{fields}项） · {papers}份材料"),
                Language::English => format!("one form ({fields} fields) · {papers} papers"),
            },
            all: plan.items.len() == offered.len(),
            any: !plan.items.is_empty(),
        }
    }
}
