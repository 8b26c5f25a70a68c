//! Promises, each in its full words. Of a paper that comes later (容缺受理) it is promised that it comes, by a day; in the
//! place of another stands the promise itself (告知承诺): nothing is owed for it, but it may be checked until a day.

use super::delivery::Delivering;
use super::papers::Photographing;
use super::state::State;
use super::visit::{Visit, due};
use super::{Event, Shared, Touch};
use crate::catalog::PromiseKind;
use crate::text::{Language, day};
use jiff::civil::Date;

/// One card a paper that was not photographed.
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
    /// Which kind of promise it is, in a sentence.
    pub kind: String,
    /// Whether the paper is to come later; otherwise the promise stands in its place.
    pub later: bool,
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
            Some(PromiseView {
                key: paper.key.clone(),
                title: shared.text(&paper.name),
                kind: kind(promise.kind, shared).to_owned(),
                later: promise.kind == PromiseKind::Defer,
                text: shared.text(&promise.text),
                due: until(promise.kind, due(today, promise.days), shared.language),
                agreed: self.visit.agreed.contains(&paper.key),
            })
        });
        PromisesView { promises: promises.collect(), all_agreed: self.all_agreed() }
    }
}

fn kind(kind: PromiseKind, shared: &Shared) -> &str {
    match kind {
        PromiseKind::Defer => shared.words(
            "容缺受理：先受理您的申请，这份材料以后补交。",
            "Deferral: your application is taken now, and this paper comes later.",
        ),
        PromiseKind::Commit => shared.words(
            "告知承诺：您书面承诺符合条件，就不用交这份材料。",
            "Commitment: you declare in writing that the condition is met, and need not hand in this paper.",
        ),
    }
}

/// What the day means.
fn until(kind: PromiseKind, on: Date, language: Language) -> String {
    let day = day(on, language);
    match (kind, language) {
        (PromiseKind::Defer, Language::Chinese) => format!("{day}前补交"),
        (PromiseKind::Defer, Language::English) => format!("to be handed in by {day}"),
        (PromiseKind::Commit, Language::Chinese) => format!("不用补交；{day}前可能核查"),
        (PromiseKind::Commit, Language::English) => format!("nothing to hand in; may be checked until {day}"),
    }
}
