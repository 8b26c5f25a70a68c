//! Pictures of one paper, page by page: asked for, come, looked at, kept or taken again.
//!
//! Limits: [`MOST_PAGES`] pages a paper; of all papers [`MOST_PICTURES`].

use super::visit::Visit;
use super::{Effect, Event, Shared, Touch};
use crate::application::freeze::Photo;
use crate::catalog::Device;
use crate::platform::contract::{MAX_ATTACHMENTS, SubmissionId};
use crate::text::Language;
use std::sync::Arc;
use yici_hardware::camera::still::Advice;
use yici_hardware::sound::Cue;
use yici_hardware::{Frame, Personal};

/// The most pictures of papers in a submission: one attachment more may be a picture of the face.
const MOST_PICTURES: usize = MAX_ATTACHMENTS - 1;

/// The most pages of one paper.
const MOST_PAGES: usize = 8;

/// The picture of the paper in hand.
#[derive(Default)]
pub struct Shot {
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

impl Shot {
    /// Deals with what concerns the picture. Gives back what does not.
    pub(super) fn on(&mut self, event: Event, visit: SubmissionId, shared: &mut Shared) -> Option<Event> {
        match event {
            Event::Touch(Touch::TakePicture) => {
                if self.still.is_none() && !self.taking {
                    self.failed = false;
                    self.taking = true;
                    shared.effects.push(Effect::TakeStill(visit));
                }
            }
            Event::Still(id, jpeg, frame, advice) if id == visit && self.taking => {
                self.taking = false;
                shared.effects.push(Effect::Cue(if advice == Advice::Good { Cue::Done } else { Cue::Attention }));
                self.still = Some(Still { jpeg, frame, advice });
            }
            Event::StillFailed(id) if id == visit && self.taking => {
                self.taking = false;
                self.failed = true;
            }
            Event::Touch(Touch::Retake) => self.still = None,
            event => return Some(event),
        }
        None
    }

    /// Whether a picture was asked for and has not come.
    pub(super) fn is_under_way(&self) -> bool {
        self.taking
    }

    /// Whether the next picture is a further page of the paper in hand.
    pub(super) fn is_adding(&self) -> bool {
        self.adding
    }

    /// Whether a page can follow the one that was taken.
    pub(super) fn can_add(&self, visit: &Visit, paper: &str) -> bool {
        self.still.is_some() && self.pages(visit, paper) + 1 < MOST_PAGES && visit.photos.len() + 1 < MOST_PICTURES
    }

    /// Pages of the paper in hand that are kept, and stay.
    fn pages(&self, visit: &Visit, paper: &str) -> usize {
        if self.adding { visit.pages(paper).count() } else { 0 }
    }

    /// Keeps the picture, as the last of its paper or with another to come. Without a picture, the paper is whole. `None`
    /// where there is nothing to keep; otherwise whether the paper is whole now.
    pub(super) fn keep(&mut self, visit: &mut Visit, paper: &str, more: bool) -> Option<bool> {
        match self.still.take() {
            Some(Still { jpeg, .. }) => {
                if !self.adding {
                    visit.photos.retain(|photo| photo.paper != paper);
                }
                visit.deferred.remove(paper);
                visit.agreed.remove(paper);
                visit.photos.push(Photo { paper: paper.to_owned(), jpeg });
            }
            None if self.adding => {}
            None => return None,
        }
        self.adding = more;
        Some(!more)
    }

    /// Another paper is in hand.
    pub(super) fn throw_away(&mut self) {
        self.still = None;
        self.adding = false;
    }

    /// What is to be looked at.
    pub(super) fn picture(&self) -> Option<Picture> {
        self.still.as_ref().map(|still| Picture(Arc::clone(&still.frame)))
    }

    /// A word about the camera or the picture; may be empty.
    pub(super) fn message(&self, visit: &Visit, paper: &str, shared: &Shared) -> String {
        match shared.readiness.closes(&[Device::DocumentCamera]) {
            Some(reason) => shared.text(&reason),
            None if self.failed => {
                shared.words("没有拍成，请再拍一次", "No picture was taken: please try again").to_owned()
            }
            None if self.adding && self.still.is_none() => next_page(self.pages(visit, paper), shared.language),
            None => self.still.as_ref().map(|still| advice(still.advice, shared)).unwrap_or_default().to_owned(),
        }
    }
}

/// Whether pictures can be taken.
pub(super) fn camera_is_open(shared: &Shared) -> bool {
    shared.readiness.closes(&[Device::DocumentCamera]).is_none()
}

fn next_page(pages: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("已拍{pages}页。请放好下一页再拍；没有了请按“这份拍完了”"),
        Language::English if pages == 1 => "1 page taken. Lay down the next one, or touch That is all of it".to_owned(),
        Language::English => format!("{pages} pages taken. Lay down the next one, or touch That is all of it"),
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
