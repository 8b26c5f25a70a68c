//! Told once (一次告知).

use super::home::Home;
use super::questions::Questions;
use super::state::State;
use super::visit::Visit;
use super::{Effect, Event, Shared, Touch};
use crate::audit;
use crate::plan::{Limit, limit};
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
}

/// A paper in the guide.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields of a paper, in words")]
pub struct GuidePaper {
    pub name: String,
    pub form: String,
    pub deferrable: bool,
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
            limit: at_most(limit(&all, matter.matter.limit), shared.language),
            fees: fees.join(shared.words("；", "; ")),
            conditions: matter.matter.conditions.iter().map(|text| shared.text(text)).collect(),
            items: matter
                .items
                .iter()
                .map(|item| GuideItem {
                    name: shared.text(&item.name),
                    department: shared.text(&item.department),
                    limit: days(Limit { days: item.promised_days, kind: matter.matter.limit.days }, shared.language),
                    fee: shared.text(&item.fee),
                    result: shared.text(&item.result),
                })
                .collect(),
            papers: matter
                .papers
                .iter()
                .map(|paper| GuidePaper {
                    name: shared.text(&paper.name),
                    form: shared.text(&paper.form),
                    deferrable: paper.promise.is_some(),
                })
                .collect(),
        }
    }
}

/// A limit in words.
pub(super) fn days(limit: Limit, language: Language) -> String {
    use crate::catalog::Days;
    match (language, limit.days, limit.kind) {
        (Language::Chinese, 0, _) => "当场办结".to_owned(),
        (Language::English, 0, _) => "at once".to_owned(),
        (Language::Chinese, days, Days::Working) => format!("{days}个工作日"),
        (Language::Chinese, days, Days::Calendar) => format!("{days}天"),
        (Language::English, 1, Days::Working) => "1 working day".to_owned(),
        (Language::English, 1, Days::Calendar) => "1 day".to_owned(),
        (Language::English, days, Days::Working) => format!("{days} working days"),
        (Language::English, days, Days::Calendar) => format!("{days} days"),
    }
}

/// The limit of a whole, in words.
pub(super) fn at_most(limit: Limit, language: Language) -> String {
    match (language, limit.days) {
        (_, 0) => days(limit, language),
        (Language::Chinese, _) => format!("最长{}", days(limit, language)),
        (Language::English, _) => format!("at most {}", days(limit, language)),
    }
}
