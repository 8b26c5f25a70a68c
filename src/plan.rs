//! One citizen's situation and choice -> items in order, one form, one list of papers, fees, a timeline and a limit.
//!
//! - Pure and total: any answers, any form and any choice give a plan.
//! - Every need has a reason: who asks for it, and which part of the situation made it so. [`why`] says it in words.
//! - A field, and a paper of one person, that several items share are in the plan once.
//! - Items that law binds together are chosen together. An item that a field calls for comes by itself with the items that
//!   ask for that field: a shop does not choose whether it is large.
//! - Asking more never asks less: an item that is added takes no item, field or paper away, and shortens no limit.

mod calendar;
mod limit;
mod needs;
mod order;
mod situation;
mod timeline;
pub mod why;

pub use calendar::Calendar;
pub use limit::{Limit, limit};
pub use needs::{Asker, Fees, Need, Reason};
pub use order::order;
pub use situation::{Answers, Situation, live};
pub use timeline::Span;

use crate::catalog::{Catalog, Field, Item, Matter, Paper, Question};
use needs::Asks;
use situation::Facts;
use std::collections::BTreeSet;

/// Which of the items the citizen wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// 全部
    #[default]
    All,
    /// 部分: these keys. Groups bound by law are completed.
    Some(BTreeSet<String>),
}

/// What one citizen's choice comes to.
pub struct Plan<'a> {
    /// The items that run, each after those it waits for.
    pub items: Vec<&'a Item>,
    /// Items that a field which is still empty may call for, with the key of that field.
    pub pending: Vec<(&'a Item, &'a str)>,
    /// The one form: each field once, fields of a group together.
    pub fields: Vec<Need<'a, Field>>,
    /// The one list of papers.
    pub papers: Vec<Need<'a, Paper>>,
    /// What it costs.
    pub fees: Fees<'a>,
    /// From when to when each item runs, in running order.
    pub timeline: Vec<Span<'a>>,
    /// When it will all be done.
    pub limit: Limit,
}

/// The questions that these answers leave open or answered, in order.
pub fn questions<'a>(matter: &'a Matter, answers: &Answers) -> Vec<&'a Question> {
    let live = live(matter, answers);
    let facts = Facts::of_answers(live);
    matter.questions.iter().filter(|question| facts.hold(&question.when)).collect()
}

/// The items that the situation calls for, in the order of the file.
pub fn offered<'a>(matter: &'a Matter, situation: &Situation<'_>) -> Vec<&'a Item> {
    let facts = Facts::of(matter, situation);
    matter.items.iter().filter(|item| facts.hold(&item.when)).collect()
}

/// The items that law binds to this one, among those offered; itself included.
pub fn bound<'a>(item: &'a Item, offered: &[&'a Item]) -> Vec<&'a Item> {
    offered
        .iter()
        .copied()
        .filter(|other| other.key == item.key || (item.together.is_some() && other.together == item.together))
        .collect()
}

/// Plans the matter.
pub fn plan<'a>(catalog: &'a Catalog, matter: &'a Matter, situation: &Situation<'_>, choice: &Choice) -> Plan<'a> {
    let facts = Facts::of(matter, situation);
    let offered: Vec<&Item> = matter.items.iter().filter(|item| facts.hold(&item.when)).collect();
    let chosen = taken(&offered, choice, &facts);
    let items = order(chosen.iter().copied()).unwrap_or(chosen);
    let way = matter.deliveries.iter().find(|way| situation.delivery == Some(way.key.as_str()));
    let asks = Asks { catalog, matter, facts: &facts, items: &items, way };
    let limit = limit(&items, matter.matter.limit);
    Plan {
        fields: asks.fields(),
        papers: asks.papers(situation),
        fees: Fees::of(&items),
        timeline: timeline::timeline(&items, limit),
        pending: pending(matter, &facts, &items),
        limit,
        items,
    }
}

/// The items that run: what was chosen with what law binds to it, then what the fields of those call for.
fn taken<'a>(offered: &[&'a Item], choice: &Choice, facts: &Facts<'_>) -> Vec<&'a Item> {
    let wanted = |item: &Item| match choice {
        Choice::All => true,
        Choice::Some(keys) => match &item.together {
            None => keys.contains(&item.key),
            together => offered.iter().any(|other| other.together == *together && keys.contains(&other.key)),
        },
    };
    let tested = |item: &Item| item.when.iter().filter_map(|condition| condition.field().map(str::to_owned)).collect();
    let tested: Vec<Vec<String>> = offered.iter().map(|item| tested(item)).collect();
    let mut taken: Vec<bool> =
        offered.iter().zip(&tested).map(|(item, tested)| tested.is_empty() && wanted(item)).collect();
    loop {
        let asked: BTreeSet<&str> = offered
            .iter()
            .zip(&taken)
            .filter(|(_, taken)| **taken)
            .flat_map(|(item, _)| needs::fields_of(item, facts).map(|(key, _)| key))
            .collect();
        let called = offered.iter().zip(&tested).enumerate().find(|(place, (_, tested))| {
            !taken[*place] && !tested.is_empty() && tested.iter().all(|key| asked.contains(key.as_str()))
        });
        match called.map(|(place, _)| place) {
            Some(place) => taken[place] = true,
            None => break,
        }
    }
    offered.iter().zip(taken).filter(|(_, taken)| *taken).map(|(item, _)| *item).collect()
}

/// Items that would come if an empty field, which the chosen ones ask for, were written in some way.
fn pending<'a>(matter: &'a Matter, facts: &Facts<'_>, items: &[&'a Item]) -> Vec<(&'a Item, &'a str)> {
    let asks = |field: &str| items.iter().any(|item| needs::fields_of(item, facts).any(|(key, _)| key == field));
    let open = |item: &'a Item| {
        let field = facts.open(&item.when)?;
        asks(field).then_some((item, field))
    };
    matter.items.iter().filter_map(open).collect()
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
