//! Papers, photographed with the document camera page by page, promised for later (容缺) or replaced by a promise
//! (告知承诺).
//!
//! Limits: eight pages a paper; of all papers as many as `shot` says.

use super::licences::Borrowing;
use super::promises::Promising;
use super::shot::{self, Picture, Shot};
use super::state::State;
use super::visit::Visit;
use super::{Effect, Event, Shared, Touch};
use crate::application::Origin;
use crate::catalog::{Device, Paper, PromiseKind, Sample};
use crate::plan::Need;

/// One paper after the other.
pub struct Photographing {
    pub(super) visit: Box<Visit>,
    /// Key of the paper in hand.
    current: String,
    shot: Shot,
    /// Its sample picture was asked for.
    sampling: bool,
}

/// What the page shows.
#[derive(Clone, PartialEq)]
#[expect(missing_docs, reason = "the parts of the page")]
pub struct PapersView {
    pub papers: Vec<PaperView>,
    pub name: String,
    pub note: String,
    pub reason: String,
    pub deferrable: bool,
    /// What is promised stands in the place of the paper in hand; otherwise that comes later.
    pub commitment: bool,
    pub complete: bool,
    /// The next picture is a further page.
    pub adding: bool,
    /// A page can follow the one that was taken.
    pub can_add: bool,
    pub camera_open: bool,
    pub message: String,
    pub still: Option<Picture>,
    /// There is a sample picture of the paper in hand to be seen.
    pub has_sample: bool,
    /// It is up.
    pub sample: Option<Sample>,
}

/// A paper in the list.
#[derive(Clone, PartialEq)]
pub struct PaperView {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// How far it is.
    pub state: PaperProgress,
    /// Whether it is the one in hand.
    pub current: bool,
}

/// How far a paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperProgress {
    /// Neither taken nor deferred.
    Needed,
    /// Photographed.
    Taken,
    /// Comes later.
    Deferred,
    /// A promise stands in its place.
    Committed,
    /// It is known to be elsewhere, so it need not be shown.
    Elsewhere,
}

impl Photographing {
    /// The first paper that is missing, or what comes after when the plan asks for none.
    pub(super) fn enter(visit: Box<Visit>, shared: &mut Shared) -> State {
        let first = {
            let plan = visit.plan();
            let missing = visit.missing(&plan).next().or(plan.papers.first());
            missing.map(|need| need.what.key.clone())
        };
        match first {
            Some(current) => {
                shared.effects.push(Effect::Camera(Some(Device::DocumentCamera)));
                State::Photographing(Self { visit, current, shot: Shot::default(), sampling: false })
            }
            None => Promising::enter(visit),
        }
    }

    /// The way back from what follows.
    pub(super) fn again(visit: Box<Visit>, shared: &mut Shared) -> State {
        if visit.plan().papers.is_empty() { Borrowing::again(visit) } else { Self::enter(visit, shared) }
    }

    pub(super) fn on(mut self, event: Event, shared: &mut Shared) -> State {
        // Whatever else is touched puts the sample down.
        if let Event::Touch(touch) = &event {
            self.sampling = *touch == Touch::Sample(true);
        }
        let Some(event) = self.shot.on(event, self.visit.id, shared) else {
            return State::Photographing(self);
        };
        match event {
            Event::Touch(Touch::Defer | Touch::Choose(_)) if self.shot.is_under_way() => {}
            Event::Touch(Touch::Keep) => self.keep(false),
            Event::Touch(Touch::KeepAndAdd) if self.shot.can_add(&self.visit, &self.current) => self.keep(true),
            Event::Touch(Touch::Defer) if self.deferrable() && self.elsewhere().is_none() => {
                self.visit.photos.retain(|photo| photo.paper != self.current);
                self.visit.deferred.insert(self.current.clone());
                self.advance();
            }
            Event::Touch(Touch::Choose(key)) if self.asks(&key) => {
                self.current = key;
                self.shot.throw_away();
            }
            Event::Touch(Touch::Next) if self.complete() && !self.shot.is_adding() => {
                shared.effects.push(Effect::Camera(None));
                return Promising::enter(self.visit);
            }
            Event::Touch(Touch::Back) => {
                shared.effects.push(Effect::Camera(None));
                return Borrowing::again(self.visit);
            }
            _ => {}
        }
        State::Photographing(self)
    }

    fn asks(&self, key: &str) -> bool {
        self.visit.plan().papers.iter().any(|need| need.what.key == key)
    }

    fn paper(&self) -> Option<&Paper> {
        self.visit.matter().papers.iter().find(|paper| paper.key == self.current)
    }

    /// What the paper in hand looks like, while that helps: before it is laid down.
    fn sample(&self) -> Option<&Sample> {
        let helps = self.shot.picture().is_none() && !self.shot.is_adding() && self.elsewhere().is_none();
        self.visit.catalog.sample(self.paper()?).filter(|_| helps)
    }

    /// Whether the sample picture is up.
    pub(super) fn is_sampling(&self) -> bool {
        self.sampling && self.sample().is_some()
    }

    fn deferrable(&self) -> bool {
        self.paper().is_some_and(|paper| paper.promise.is_some())
    }

    /// Where the paper in hand is already.
    fn elsewhere(&self) -> Option<Origin> {
        let plan = self.visit.plan();
        let need = plan.papers.iter().find(|need| need.what.key == self.current)?;
        need.known.filter(|_| self.visit.stands_elsewhere(need))
    }

    fn complete(&self) -> bool {
        self.visit.missing(&self.visit.plan()).next().is_none()
    }

    fn keep(&mut self, more: bool) {
        if self.shot.keep(&mut self.visit, &self.current, more) == Some(true) {
            self.advance();
        }
    }

    fn advance(&mut self) {
        self.shot.throw_away();
        let next = self.visit.missing(&self.visit.plan()).next().map(|need| need.what.key.clone());
        if let Some(next) = next {
            self.current = next;
        }
    }

    pub(super) fn view(&self, shared: &Shared) -> PapersView {
        let plan = self.visit.plan();
        let need = plan.papers.iter().find(|need| need.what.key == self.current);
        let note = self.paper().and_then(|paper| paper.note.as_ref());
        PapersView {
            papers: plan.papers.iter().map(|need| self.row(need, shared)).collect(),
            name: self.paper().map(|paper| shared.text(&paper.name)).unwrap_or_default(),
            note: match self.elsewhere() {
                Some(origin) => elsewhere(origin, shared).to_owned(),
                None => note.map(|note| shared.text(note)).unwrap_or_default(),
            },
            reason: need.map(|need| shared.text(&self.visit.why(need, &plan))).unwrap_or_default(),
            deferrable: self.deferrable() && !self.visit.deferred.contains(&self.current) && self.elsewhere().is_none(),
            commitment: self.paper().is_some_and(commitment),
            complete: self.complete() && !self.shot.is_adding(),
            adding: self.shot.is_adding(),
            can_add: self.shot.can_add(&self.visit, &self.current),
            camera_open: shot::camera_is_open(shared),
            message: self.shot.message(&self.visit, &self.current, shared),
            still: self.shot.picture(),
            has_sample: self.sample().is_some(),
            sample: self.sample().filter(|_| self.is_sampling()).cloned(),
        }
    }

    fn row(&self, need: &Need<'_, Paper>, shared: &Shared) -> PaperView {
        let paper = need.what;
        let state = if self.visit.photo(&paper.key).is_some() {
            PaperProgress::Taken
        } else if need.known.is_some() {
            PaperProgress::Elsewhere
        } else if self.visit.deferred.contains(&paper.key) && commitment(paper) {
            PaperProgress::Committed
        } else if self.visit.deferred.contains(&paper.key) {
            PaperProgress::Deferred
        } else {
            PaperProgress::Needed
        };
        PaperView { key: paper.key.clone(), name: shared.text(&paper.name), state, current: paper.key == self.current }
    }
}

fn commitment(paper: &Paper) -> bool {
    paper.promise.as_ref().is_some_and(|promise| promise.kind == PromiseKind::Commit)
}

/// Where a paper is already, and that it need not be shown.
pub(super) fn elsewhere(origin: Origin, shared: &Shared) -> &str {
    match origin {
        Origin::Licence => shared.words("已有电子证照，不用拍", "An electronic licence is there: no picture needed"),
        Origin::Earlier => {
            shared.words("您以前的申请里有，不用再拍", "It is in your earlier application: no picture needed")
        }
        Origin::Platform | Origin::Card | Origin::Code | Origin::Citizen => {
            shared.words("政务共享数据里有，不用拍", "Shared government data has it: no picture needed")
        }
    }
}
