//! Told once (一次告知).

use super::home::Home;
use super::questions::Questions;
use super::state::State;
use super::visit::Visit;
use super::{Effect, Event, Shared, Touch};
use crate::audit;
use crate::catalog::{Item, PromiseKind};
use crate::plan::{self, Limit, limit};
use crate::text::Language;

/// Everything to know before beginning, on one page.
pub struct Guide {
    pub(super) visit: Box<Visit>,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct GuideView {
    /// The matter's name.
    pub name: String,
    /// One sentence.
    pub summary: String,
    /// The limit of the whole.
    pub limit: String,
    /// The fees.
    pub fees: String,
    /// Conditions of acceptance.
    pub conditions: Vec<String>,
    /// The items.
    pub items: Vec<GuideItem>,
    /// The papers.
    pub papers: Vec<GuidePaper>,
}

/// An item in the guide.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields of an item, in words")]
pub struct GuideItem {
    pub name: String,
    pub department: String,
    pub limit: String,
    pub fee: String,
    pub result: String,
    pub basis: String,
    pub when: String,
}

/// A paper in the guide.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields of a paper, in words")]
pub struct GuidePaper {
    pub name: String,
    pub form: String,
    pub mark: String,
}

impl Guide {
    pub(super) fn enter(visit: Box<Visit>, shared: &mut Shared) -> State {
        let matter = visit.matter().matter.key.clone();
        shared.effects.push(Effect::Record(audit::Event::VisitBegan { matter }));
        State::Guide(Self { visit })
    }

    pub(super) fn on(self, event: Event, _: &mut Shared) -> State {
        match event {
            Event::Touch(Touch::Next) => Questions::first(self.visit),
            Event::Touch(Touch::Back) => Home::enter(),
            _ => State::Guide(self),
        }
    }

    pub(super) fn view(&self, shared: &Shared) -> GuideView {
        let matter = self.visit.matter();
        let all: Vec<_> = matter.items.iter().collect();
        let all = crate::plan::order(all.iter().copied()).unwrap_or(all);
        let mut fees: Vec<String> = Vec::new();
        for fee in matter.items.iter().map(|item| shared.text(&item.fee)) {
            if !fees.contains(&fee) {
                fees.push(fee);
            }
        }
        GuideView {
            name: shared.text(&matter.matter.name),
            summary: shared.text(&matter.matter.summary),
            limit: limit(&all, matter.matter.limit).at_most(shared.language),
            fees: fees.join(shared.words("；", "; ")),
            conditions: matter.matter.conditions.iter().map(|text| shared.text(text)).collect(),
            items: matter
                .items
                .iter()
                .map(|item| GuideItem {
                    name: shared.text(&item.name),
                    department: shared.text(&item.department.name),
                    limit: Limit { days: item.promised(), kind: item.days_kind }.words(shared.language),
                    fee: shared.text(&item.fee),
                    result: shared.text(&item.result),
                    basis: item
                        .basis
                        .iter()
                        .map(|basis| shared.text(basis))
                        .collect::<Vec<_>>()
                        .join(shared.words("；", "; ")),
                    when: only_when(&self.visit, item, shared),
                })
                .collect(),
            papers: matter
                .papers
                .iter()
                .map(|paper| GuidePaper {
                    name: shared.text(&paper.name),
                    form: shared.text(&paper.form),
                    mark: match paper.promise.as_ref().map(|promise| promise.kind) {
                        None => String::new(),
                        Some(PromiseKind::Defer) => shared.words("可以后补", "May come later").to_owned(),
                        Some(PromiseKind::Commit) => shared.words("可承诺代替", "A promise will do").to_owned(),
                    },
                })
                .collect(),
        }
    }
}

/// In which situation an item is needed; empty when always.
fn only_when(visit: &Visit, item: &Item, shared: &Shared) -> String {
    let why = plan::why::item(&visit.catalog, visit.matter(), item);
    why.map(|why| match shared.language {
        Language::Chinese => format!("只在{}时办理", why.zh),
        Language::English => format!("Only if {}", why.en),
    })
    .unwrap_or_default()
}
