//! Papers that need not be shown, since they are known elsewhere: as an electronic licence (电子证照), in shared data, in an
//! earlier application. The citizen sees each one and where it is, and may bring the paper instead.
//!
//! Asked only where there is such a paper. Whatever is not taken from elsewhere is photographed like any other.

use super::form::Filling;
use super::papers::Photographing;
use super::state::State;
use super::view::PickView;
use super::visit::Visit;
use super::{Event, Shared, Touch};
use crate::application::Origin;
use crate::catalog::Paper;

/// Each of them with a mark.
pub struct Borrowing {
    pub(super) visit: Box<Visit>,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct LicencesView {
    /// The papers, with where each is; selected is what is taken from there.
    pub papers: Vec<PickView>,
}

impl Borrowing {
    /// The papers that are known, or what comes after where there is none.
    pub(super) fn enter(visit: Box<Visit>, shared: &mut Shared) -> State {
        if visit.knows_a_paper() { State::Borrowing(Self { visit }) } else { Photographing::enter(visit, shared) }
    }

    /// The way back from what follows.
    pub(super) fn again(visit: Box<Visit>) -> State {
        if visit.knows_a_paper() { State::Borrowing(Self { visit }) } else { Filling::enter(visit) }
    }

    pub(super) fn on(mut self, event: Event, shared: &mut Shared) -> State {
        match event {
            Event::Touch(Touch::Choose(key)) => {
                self.visit.bring_or_not(&key);
                State::Borrowing(self)
            }
            Event::Touch(Touch::Next) => Photographing::enter(self.visit, shared),
            Event::Touch(Touch::Back) => Filling::enter(self.visit),
            _ => State::Borrowing(self),
        }
    }

    pub(super) fn view(&self, shared: &Shared) -> LicencesView {
        let plan = self.visit.plan();
        let papers = plan.papers.iter().filter_map(|need| {
            let (origin, taken) = self.visit.whereabouts(need.what)?;
            Some(PickView {
                key: need.what.key.clone(),
                label: shared.text(&need.what.name),
                detail: format!("{}　{}", place(origin, need.what, shared), shared.text(&self.visit.why(need, &plan))),
                selected: taken,
            })
        });
        LicencesView { papers: papers.collect() }
    }
}

/// Where a paper is.
fn place(origin: Origin, paper: &Paper, shared: &Shared) -> String {
    match (origin, &paper.licence) {
        (Origin::Licence, licence) => {
            let name = shared.text(licence.as_ref().unwrap_or(&paper.name));
            shared.words("电子证照：", "Electronic licence: ").to_owned() + &name
        }
        (Origin::Earlier, _) => shared.words("您以前的申请", "Your earlier application").to_owned(),
        _ => shared.words("政务共享数据", "Shared government data").to_owned(),
    }
}
