//! Papers that were promised, or asked for, are brought (容缺补正): photographed page by page, sealed, kept, receipted.

use super::handing_in::{HandingIn, Parcel};
use super::papers::{PaperProgress, PaperView, PapersView};
use super::progress::{self, Progress};
use super::shot::{self, Shot};
use super::state::State;
use super::{Effect, Event, Shared, Touch};
use crate::catalog::Device;
use crate::text::Text;
use yici_hardware::Personal;

/// One paper after the other, for an earlier case.
pub struct ToppingUp {
    /// The case, to which the way back leads.
    pub(super) progress: Box<Progress>,
    /// The papers owed: key and name.
    owed: Vec<(String, Text)>,
    /// Place of the paper in hand.
    current: usize,
    shot: Shot,
}

impl ToppingUp {
    pub(super) fn enter(progress: Box<Progress>, shared: &mut Shared) -> State {
        let owed: Vec<(String, Text)> = {
            let Some(case) = progress.case() else { return State::Progress(*progress) };
            let name = |paper| progress::paper_name(case, paper, &progress.visit.catalog);
            progress.owed().into_iter().map(|paper| (paper.paper.clone(), name(paper))).collect()
        };
        if owed.is_empty() {
            return State::Progress(*progress);
        }
        shared.effects.push(Effect::Camera(Some(Device::DocumentCamera)));
        State::ToppingUp(Self { progress, owed, current: 0, shot: Shot::default() })
    }

    pub(super) fn on(mut self, event: Event, shared: &mut Shared) -> State {
        let Some(event) = self.shot.on(event, self.progress.visit.id, shared) else {
            return State::ToppingUp(self);
        };
        match event {
            Event::Touch(Touch::Keep) => self.keep(false),
            Event::Touch(Touch::KeepAndAdd) if self.shot.can_add(&self.progress.visit, &self.owed[self.current].0) => {
                self.keep(true);
            }
            Event::Touch(Touch::Choose(key)) if !self.shot.is_under_way() => {
                if let Some(place) = self.owed.iter().position(|(owed, _)| *owed == key) {
                    self.current = place;
                    self.shot.throw_away();
                }
            }
            // What was not brought this time stays owed.
            Event::Touch(Touch::Defer) if self.can_wait() => {
                let (paper, _) = &self.owed[self.current];
                self.progress.visit.photos.retain(|photo| photo.paper != *paper);
                self.progress.visit.deferred.insert(paper.clone());
                self.advance();
            }
            Event::Touch(Touch::Next) if self.is_complete() && !self.shot.is_adding() => {
                shared.effects.push(Effect::Camera(None));
                return self.hand_in(shared);
            }
            Event::Touch(Touch::Back) => {
                shared.effects.push(Effect::Camera(None));
                self.progress.visit.photos.clear();
                self.progress.visit.deferred.clear();
                return State::Progress(*self.progress);
            }
            _ => {}
        }
        State::ToppingUp(self)
    }

    fn keep(&mut self, more: bool) {
        let (paper, _) = &self.owed[self.current];
        if self.shot.keep(&mut self.progress.visit, paper, more) == Some(true) {
            self.advance();
        }
    }

    fn is_settled(&self, paper: &str) -> bool {
        self.progress.visit.photo(paper).is_some() || self.progress.visit.deferred.contains(paper)
    }

    fn advance(&mut self) {
        self.shot.throw_away();
        if let Some(next) = self.owed.iter().position(|(paper, _)| !self.is_settled(paper)) {
            self.current = next;
        }
    }

    /// Whether the paper in hand may come another time: one of several must be brought.
    fn can_wait(&self) -> bool {
        let (paper, _) = &self.owed[self.current];
        let visit = &self.progress.visit;
        self.owed.len() > visit.deferred.len() + 1 && !visit.deferred.contains(paper) && !self.shot.is_under_way()
    }

    fn is_complete(&self) -> bool {
        self.owed.iter().all(|(paper, _)| self.is_settled(paper))
    }

    fn hand_in(mut self, shared: &mut Shared) -> State {
        let Some(number) = self.progress.case().map(|case| Personal::new(case.number.clone())) else {
            return State::Progress(*self.progress);
        };
        let brought = self.owed.iter().filter(|(key, _)| self.progress.visit.photo(key).is_some());
        let parcel = Parcel::Supplement {
            of: number,
            papers: brought.map(|(_, name)| name.clone()).collect(),
            holder: self.progress.holder().cloned(),
        };
        // Its own id: a second supplement of the same visit is another one.
        self.progress.visit.id = shared.moment.fresh;
        HandingIn::enter(self.progress.visit, parcel, shared)
    }

    pub(super) fn view(&self, shared: &Shared) -> PapersView {
        let row = |(place, (key, name)): (usize, &(String, Text))| PaperView {
            key: key.clone(),
            name: shared.text(name),
            state: match self.progress.visit.photo(key) {
                Some(_) => PaperProgress::Taken,
                None if self.is_settled(key) => PaperProgress::Deferred,
                None => PaperProgress::Needed,
            },
            current: place == self.current,
        };
        let (paper, name) = &self.owed[self.current];
        let reason = shared.words(
            "补交到原来的申请；这次没带的，以后还可以再补",
            "It goes to your earlier application; what you have not brought can come another time",
        );
        PapersView {
            papers: self.owed.iter().enumerate().map(row).collect(),
            name: shared.text(name),
            note: String::new(),
            reason: reason.to_owned(),
            deferrable: self.can_wait(),
            commitment: false,
            complete: self.is_complete() && !self.shot.is_adding(),
            adding: self.shot.is_adding(),
            can_add: self.shot.can_add(&self.progress.visit, paper),
            camera_open: shot::camera_is_open(shared),
            message: self.shot.message(&self.progress.visit, paper, shared),
            still: self.shot.picture(),
            // The case is from another day, and perhaps another catalog.
            has_sample: false,
            sample: None,
        }
    }
}
