//! One citizen's choice -> items in order, one form, one list of papers, and the limit of the whole.
//!
//! - Pure and total: any answers and any choice give a plan.
//! - Every need has a reason: the items that ask for it.
//! - A field or paper that several items share is in the plan once.
//! - Items that law binds together are chosen together.

mod limit;
mod order;

pub use limit::{Limit, limit};
pub use order::order;

use crate::catalog::{Catalog, Condition, Field, Item, Matter, Paper, Question};
use std::collections::{BTreeMap, BTreeSet};

/// Answers to the situation questions: question key -> answer key.
pub type Answers = BTreeMap<String, String>;

/// Which of the items the citizen wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// 全部
    #[default]
    All,
    /// 部分: these keys. Groups bound by law are completed.
    Some(BTreeSet<String>),
}

/// Something asked of the citizen, and the items that ask for it.
pub struct Need<'a, T> {
    /// What is asked.
    pub what: &'a T,
    /// Who asks, never empty.
    pub items: Vec<&'a Item>,
}

/// What one citizen's choice comes to.
pub struct Plan<'a> {
    /// The items that run, each after those it waits for.
    pub items: Vec<&'a Item>,
    /// The one form: each field once, fields of a group together.
    pub fields: Vec<Need<'a, Field>>,
    /// The one list of papers.
    pub papers: Vec<Need<'a, Paper>>,
    /// When it will all be done.
    pub limit: Limit,
}

/// The questions that these answers leave open or answered, in order.
pub fn questions<'a>(matter: &'a Matter, answers: &Answers) -> Vec<&'a Question> {
    matter.questions.iter().filter(|question| hold(&question.when, answers)).collect()
}

/// The items that the situation calls for, in the order of the file.
pub fn offered<'a>(matter: &'a Matter, answers: &Answers) -> Vec<&'a Item> {
    matter.items.iter().filter(|item| hold(&item.when, answers)).collect()
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
pub fn plan<'a>(catalog: &'a Catalog, matter: &'a Matter, answers: &Answers, choice: &Choice) -> Plan<'a> {
    let offered = offered(matter, answers);
    let chosen: Vec<&Item> = match choice {
        Choice::All => offered,
        Choice::Some(keys) => {
            let wanted = |item: &Item| bound(item, &offered).iter().any(|other| keys.contains(&other.key));
            offered.iter().copied().filter(|item| wanted(item)).collect()
        }
    };
    let items = order(chosen.iter().copied()).unwrap_or(chosen);
    let fields = needs(&items, |item| &item.fields, |key| catalog.fields.get(key));
    let papers = needs(&items, |item| &item.papers, |key| matter.papers.iter().find(|paper| paper.key == key));
    let limit = limit(&items, matter.matter.limit);
    Plan { fields: grouped(fields), papers, limit, items }
}

fn hold(conditions: &[Condition], answers: &Answers) -> bool {
    conditions
        .iter()
        .all(|condition| answers.get(&condition.question).is_some_and(|answer| condition.is.contains(answer)))
}

fn needs<'a, T>(
    items: &[&'a Item],
    keys: impl Fn(&'a Item) -> &'a Vec<String>,
    find: impl Fn(&str) -> Option<&'a T>,
) -> Vec<Need<'a, T>> {
    let mut needs: Vec<(&str, Need<'a, T>)> = Vec::new();
    for &item in items {
        for key in keys(item) {
            if let Some((_, need)) = needs.iter_mut().find(|(known, _)| known == key) {
                need.items.push(item);
            } else if let Some(what) = find(key) {
                needs.push((key, Need { what, items: vec![item] }));
            }
        }
    }
    needs.into_iter().map(|(_, need)| need).collect()
}

/// Brings fields of one group together, groups in the order in which they first appear.
fn grouped(fields: Vec<Need<'_, Field>>) -> Vec<Need<'_, Field>> {
    let mut groups: Vec<&str> = Vec::new();
    for need in &fields {
        if !groups.contains(&need.what.group.zh.as_str()) {
            groups.push(&need.what.group.zh);
        }
    }
    let mut fields = fields;
    fields.sort_by_key(|need| groups.iter().position(|group| *group == need.what.group.zh));
    fields
}

#[cfg(test)]
mod tests;
