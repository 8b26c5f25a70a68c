//! Papers, photographed with the document camera page by page, promised for later (容缺) or replaced by a promise
//! (告知承诺).
//!
//! Limits: [`MOST_PAGES`] pages a paper; of all papers as many as a submission has attachments.

use super::form::Filling;
use super::promises::Promising;
use super::state::State;
use super::visit::Visit;
use super::{Effect, Event, Shared, Touch};
use crate::application::Origin;
use crate::application::freeze::Photo;
use crate::catalog::{Device, Paper, PromiseKind};
use crate::plan::Need;
use crate::platform::contract::MAX_ATTACHMENTS;
use crate::text::Language;
use std::sync::Arc;
use yici_hardware::camera::still::Advice;
use yici_hardware::sound::Cue;
use yici_hardware::{Frame, Personal};

/// The most pages of one paper.
const MOST_PAGES: usize = 8;

/// One paper after the other.
pub struct Photographing {
    pub(super) visit: Box<Visit>,
    /// Key of the paper in hand.
    current: String,
    /// A picture was asked for and has not come: it will be of the paper in hand, which therefore stays.
    taking: bool,
    still: Option<Still>,
    /// The next picture is a further page of the paper in hand.
    adding: bool,
    failed: bool,
}

struct Still {
    jpeg: Personal<Vec<u8>>,
    frame: Arc<Frame>,
    advice: Advice,
}

/// A picture for the screen. Two are equal when they are the same one.
#[derive(Clone)]
pub struct Picture(pub Arc<Frame>);

impl PartialEq for Picture {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
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
                shared.effects.push(Effect::Camera(true));
                State::Photographing(Self { visit, current, taking: false, still: None, adding: false, failed: false })
            }
            None => Promising::enter(visit),
        }
    }

    /// The way back from what follows.
    pub(super) fn again(visit: Box<Visit>, shared: &mut Shared) -> State {
        if visit.plan().papers.is_empty() { Filling::enter(visit) } else { Self::enter(visit, shared) }
    }

    pub(super) fn on(mut self, event: Event, shared: &mut Shared) -> State {
        match event {
            Event::Touch(Touch::TakePicture) if self.still.is_none() && !self.taking => {
                self.failed = false;
                self.taking = true;
                shared.effects.push(Effect::TakeStill(self.visit.id));
            }
            Event::Still(id, jpeg, frame, advice) if id == self.visit.id && self.taking => {
                self.taking = false;
                shared.effects.push(Effect::Cue(if advice == Advice::Good { Cue::Done } else { Cue::Attention }));
                self.still = Some(Still { jpeg, frame, advice });
            }
            Event::StillFailed(id) if id == self.visit.id && self.taking => {
                self.taking = false;
                self.failed = true;
            }
            Event::Touch(Touch::Defer | Touch::Choose(_)) if self.taking => {}
            Event::Touch(Touch::Retake) => self.still = None,
            Event::Touch(Touch::Keep) => self.keep(false),
            Event::Touch(Touch::KeepAndAdd) if self.can_add() => self.keep(true),
            Event::Touch(Touch::Defer) if self.deferrable() && self.elsewhere().is_none() => {
                self.visit.photos.retain(|photo| photo.paper != self.current);
                self.visit.deferred.insert(self.current.clone());
                self.advance();
            }
            Event::Touch(Touch::Choose(key)) if self.asks(&key) => {
                self.current = key;
                self.still = None;
                self.adding = false;
            }
            Event::Touch(Touch::Next) if self.complete() && !self.adding => {
                shared.effects.push(Effect::Camera(false));
                return Promising::enter(self.visit);
            }
            Event::Touch(Touch::Back) => {
                shared.effects.push(Effect::Camera(false));
                return Filling::enter(self.visit);
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

    /// Whether a page can follow the one that was taken.
    fn can_add(&self) -> bool {
        self.still.is_some() && self.pages() + 1 < MOST_PAGES && self.visit.photos.len() + 1 < MAX_ATTACHMENTS
    }

    /// Pages of the paper in hand that are kept, and stay.
    fn pages(&self) -> usize {
        if self.adding { self.visit.pages(&self.current).count() } else { 0 }
    }

    /// Keeps the picture, as the last of its paper or with another to come. Without a picture, the paper is whole.
    fn keep(&mut self, more: bool) {
        if let Some(Still { jpeg, .. }) = self.still.take() {
            if !self.adding {
                self.visit.photos.retain(|photo| photo.paper != self.current);
            }
            self.visit.deferred.remove(&self.current);
            self.visit.agreed.remove(&self.current);
            self.visit.photos.push(Photo { paper: self.current.clone(), jpeg });
        } else if !self.adding {
            return;
        }
        self.adding = more;
        if !more {
            self.advance();
        }
    }

    fn advance(&mut self) {
        self.still = None;
        let next = self.visit.missing(&self.visit.plan()).next().map(|need| need.what.key.clone());
        if let Some(next) = next {
            self.current = next;
        }
    }

    pub(super) fn view(&self, shared: &Shared) -> PapersView {
        let plan = self.visit.plan();
        let closed = shared.readiness.closes(&[Device::DocumentCamera]);
        let need = plan.papers.iter().find(|need| need.what.key == self.current);
        let note = self.paper().and_then(|paper| paper.note.as_ref());
        let message = match &closed {
            Some(reason) => shared.text(reason),
            None if self.failed => {
                shared.words("没有拍成，请再拍一次", "No picture was taken: please try again").to_owned()
            }
            None if self.adding && self.still.is_none() => next_page(self.pages(), shared.language),
            None => self.still.as_ref().map(|still| advice(still.advice, shared)).unwrap_or_default().to_owned(),
        };
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
            complete: self.complete() && !self.adding,
            adding: self.adding,
            can_add: self.can_add(),
            camera_open: closed.is_none(),
            message,
            still: self.still.as_ref().map(|still| Picture(Arc::clone(&still.frame))),
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

fn next_page(pages: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("已拍{pages}页。请放好下一页再拍；没有了请按“这份拍完了”"),
        Language::English if pages == 1 => "1 page taken. Lay down the next one, or touch That is all of it".to_owned(),
        Language::English => format!("{pages} pages taken. Lay down the next one, or touch That is all of it"),
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

/// A word about a picture. It is the citizen who decides: what is legible may be kept.
fn advice(advice: Advice, shared: &Shared) -> &str {
    match advice {
        Advice::Good => "",
        Advice::HoldStill => shared.words(
            "照片有些模糊。请放稳后重拍；看得清也可以直接用",
            "It looks blurred. Lay it still and take it again, or keep it if you can read it",
        ),
        Advice::TooDark => {
            shared.words("照片太暗。请避开阴影后重拍", "It is too dark. Move out of the shade and take it again")
        }
        Advice::Glare => shared.words(
            "照片上有反光。请挪动一下再拍；看得清也可以直接用",
            "A lamp is reflected. Move the paper and take it again, or keep it if you can read it",
        ),
        Advice::CornerOutside => shared.words(
            "有一角没有拍到。请放平、四角都露出来再拍",
            "A corner is missing. Lay it flat with all four corners in sight, and take it again",
        ),
        Advice::NoPaper => shared.words(
            "没有看清纸的边缘。请平放在中间再拍；看得清也可以直接用",
            "No sheet was found. Lay it flat in the middle and take it again, or keep it if you can read it",
        ),
    }
}
