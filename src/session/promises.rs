//! Promises for the papers that come later (容缺承诺), each in its full words.

use super::delivery::Delivering;
use super::papers::Photographing;
use super::state::State;
use super::visit::{Visit, due};
use super::{Event, Shared, Touch};
use crate::text::Language;

/// One card a deferred paper.
pub struct Promising {
    pub(super) visit: Box<Visit>,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct PromisesView {
    /// The promises.
    pub promises: Vec<PromiseView>,
    /// Whether all are agreed to.
    pub all_agreed: bool,
}

/// A promise.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the parts of a promise")]
pub struct PromiseView {
    pub key: String,
    pub title: String,
    pub text: String,
    pub due: String,
    pub agreed: bool,
}

impl Promising {
    /// The promises, or what comes after when nothing was deferred.
    pub(super) fn enter(visit: Box<Visit>) -> State {
        if visit.deferred(&visit.plan()).is_empty() {
            State::Delivering(Delivering { visit })
        } else {
            State::Promising(Self { visit })
        }
    }

    /// The way back from what follows.
    pub(super) fn again(visit: Box<Visit>, shared: &mut Shared) -> State {
        if visit.deferred(&visit.plan()).is_empty() {
            Photographing::again(visit, shared)
        } else {
            State::Promising(Self { visit })
        }
    }

    fn all_agreed(&self) -> bool {
        self.visit.deferred(&self.visit.plan()).iter().all(|paper| self.visit.agreed.contains(&paper.key))
    }

    pub(super) fn on(mut self, event: Event, shared: &mut Shared) -> State {
        match event {
            Event::Touch(Touch::Choose(key)) => {
                if !self.visit.agreed.remove(&key) && self.visit.deferred.contains(&key) {
                    self.visit.agreed.insert(key);
                }
                State::Promising(self)
            }
            Event::Touch(Touch::Next) if self.all_agreed() => State::Delivering(Delivering { visit: self.visit }),
            Event::Touch(Touch::Back) => Photographing::again(self.visit, shared),
            _ => State::Promising(self),
        }
    }

    pub(super) fn view(&self, shared: &Shared) -> PromisesView {
        let today = shared.moment.wall.date();
        let promises = self.visit.deferred(&self.visit.plan()).into_iter().filter_map(|paper| {
            let promise = paper.promise.as_ref()?;
            let day = due(today, promise.days);
            Some(PromiseView {
                key: paper.key.clone(),
                title: shared.text(&paper.name),
                text: shared.text(&promise.text),
                due: match shared.language {
                    Language::Chinese => format!("{}年{}月{}日前补交", day.year(), day.month(), day.day()),
                    Language::English => format!("to be handed in by {day}"),
                },
                agreed: self.visit.agreed.contains(&paper.key),
            })
        });
        PromisesView { promises: promises.collect(), all_agreed: self.all_agreed() }
    }
}
