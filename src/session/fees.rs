//! What it costs and how that is paid, before anything is signed. Shown where something costs, or may.
//!
//! This machine takes no money: the page says where it is paid, and promises nothing else.

use super::delivery::Delivering;
use super::review::Review;
use super::state::State;
use super::visit::Visit;
use super::{Event, Shared, Touch};
use crate::plan::Fees as Sum;
use crate::text::Language;

/// The fees of the plan.
pub struct Paying {
    pub(super) visit: Box<Visit>,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct FeesView {
    /// Each fee, and for what it is.
    pub rows: Vec<(String, String)>,
    /// The sum in words, where it is known.
    pub total: String,
    /// How it is paid.
    pub how: String,
}

impl Paying {
    /// The fees, or the review where nothing costs anything.
    pub(super) fn enter(visit: Box<Visit>) -> State {
        if visit.plan().fees.total == Some(0) { Review::enter(visit) } else { State::Paying(Self { visit }) }
    }

    /// The way back from the review.
    pub(super) fn again(visit: Box<Visit>) -> State {
        if visit.plan().fees.total == Some(0) {
            State::Delivering(Delivering { visit })
        } else {
            State::Paying(Self { visit })
        }
    }

    pub(super) fn on(self, event: Event) -> State {
        match event {
            Event::Touch(Touch::Next) => Review::enter(self.visit),
            Event::Touch(Touch::Back) => State::Delivering(Delivering { visit: self.visit }),
            _ => State::Paying(self),
        }
    }

    pub(super) fn view(&self, shared: &Shared) -> FeesView {
        let plan = self.visit.plan();
        FeesView {
            rows: rows(&plan.fees, shared),
            total: total(plan.fees.total, shared.language),
            how: shared
                .words(
                    "本机不收钱。需要缴费的，主管部门受理后发短信告诉您金额和缴费方式，可以用手机缴，也可以到窗口缴。除此以外，任何人向您收费都请拨打12345。",
                    "This machine takes no money. Where something is to be paid, the department tells you by message how much and how, once it has your application: by phone or at the counter. If anybody else asks you for money, call 12345.",
                )
                .to_owned(),
        }
    }
}

fn rows(fees: &Sum<'_>, shared: &Shared) -> Vec<(String, String)> {
    let stop = shared.words("、", ", ");
    let row = |(fee, items): &(&crate::text::Text, Vec<&crate::catalog::Item>)| {
        let items: Vec<String> = items.iter().map(|item| shared.text(&item.name)).collect();
        (shared.text(fee), items.join(stop))
    };
    fees.rows.iter().map(row).collect()
}

/// The sum in yuan; empty where an item does not say its amount.
fn total(fen: Option<u64>, language: Language) -> String {
    let Some(fen) = fen else { return String::new() };
    let yuan = if fen % 100 == 0 { (fen / 100).to_string() } else { format!("{}.{:02}", fen / 100, fen % 100) };
    match language {
        Language::Chinese => format!("合计{yuan}元"),
        Language::English => format!("{yuan} yuan in all"),
    }
}
