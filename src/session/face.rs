//! A picture of the citizen's face, to be compared with the card by whoever decides (人脸核验): offered, never needed.
//!
//! - The camera looks only once the citizen has agreed to the very words that are then handed in with the picture. This
//!   consent is for this picture alone, and stands beside another way that leads on just as well.
//! - Nobody is recognised by this machine. One person's face is kept, whole, or nothing is.
//! - Whoever goes back, leaves or falls silent has agreed to nothing: the picture is gone.
//! - Who is under fourteen is not asked (the law wants their guardian's consent), nor is who comes for another.

use super::review::Review;
use super::shot::Picture;
use super::sign::Signing;
use super::state::State;
use super::visit::Visit;
use super::{Effect, Event, Shared, Touch};
use crate::application::freeze::Face;
use crate::audit;
use crate::catalog::{Device, FaceCheck};
use crate::station::DeviceState;
use crate::voice::Prompt;
use std::sync::Arc;
use yici_hardware::camera::still::FaceAdvice;
use yici_hardware::sound::Cue;
use yici_hardware::{Frame, Personal};

/// Asks for a picture of the face.
pub struct Facing {
    pub(super) visit: Box<Visit>,
    /// The words that were agreed to, as they were read; empty before.
    consent: String,
    stage: Stage,
}

/// How far it is.
enum Stage {
    /// The words of the consent stand there; the camera looks at nobody.
    Asking,
    /// The citizen sees themselves. What was said of the last picture, where it could not be kept.
    Looking { taking: bool, said: Option<Said> },
    /// A picture was taken, and is looked at.
    Looked { jpeg: Personal<Vec<u8>>, frame: Arc<Frame>, advice: FaceAdvice },
}

/// Nothing was taken yet.
const LOOK: Stage = Stage::Looking { taking: false, said: None };

/// Why there is no picture yet.
#[derive(Clone, Copy)]
enum Said {
    /// It could not be kept.
    Advice(FaceAdvice),
    /// None was taken.
    Failed,
}

/// What the page shows.
#[derive(Clone, PartialEq)]
pub struct FaceView {
    /// Which of its faces the page shows.
    pub stage: FaceStage,
    /// What is asked for and what becomes of it: headings, each with its sentence.
    pub terms: Vec<(String, String)>,
    /// A word about the camera or the picture; may be empty.
    pub message: String,
    /// Whether the camera works.
    pub camera_open: bool,
    /// The picture that was taken.
    pub still: Option<Picture>,
}

/// How far the page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaceStage {
    /// Consent is asked for.
    Asking,
    /// Nothing is asked here: it is done the other way.
    OtherWay,
    /// The camera looks.
    Looking,
    /// A picture is to be kept or taken again.
    Looked,
}

impl Facing {
    /// Asks, or goes on to the signature where the matter offers no such thing.
    pub(super) fn enter(mut visit: Box<Visit>, shared: &Shared) -> State {
        visit.face = None;
        match check(&visit) {
            Some(_) => State::Facing(Self { visit, consent: String::new(), stage: Stage::Asking }),
            None => Signing::enter(visit, shared),
        }
    }

    /// The way back from the signature. What was agreed to before is not agreed to any more.
    pub(super) fn again(visit: Box<Visit>, shared: &Shared) -> State {
        if check(&visit).is_some() { Self::enter(visit, shared) } else { Review::enter(visit) }
    }

    pub(super) fn on(mut self, event: Event, shared: &mut Shared) -> State {
        let is_open = camera_is_open(shared);
        match (self.stage, event) {
            (_, Event::Touch(Touch::Skip)) => Self::go_on(self.visit, Face::Declined, shared),
            (Stage::Asking, Event::Touch(Touch::Next)) if !is_asked(&self.visit, shared) => {
                Self::go_on(self.visit, Face::Declined, shared)
            }
            (Stage::Asking, Event::Touch(Touch::Next)) if is_open => {
                self.consent = check(&self.visit).map(|check| consent(&terms(check, shared))).unwrap_or_default();
                shared.effects.push(Effect::Camera(Some(Device::FaceCamera)));
                State::Facing(Self { stage: LOOK, ..self })
            }
            (Stage::Asking, Event::Touch(Touch::Back)) => Review::enter(self.visit),
            (Stage::Looking { taking: false, .. }, Event::Touch(Touch::TakePicture)) if is_open => {
                shared.effects.push(Effect::TakeFace(self.visit.id));
                State::Facing(Self { stage: Stage::Looking { taking: true, said: None }, ..self })
            }
            (Stage::Looking { taking: true, .. }, Event::Face(id, advice, picture)) if id == self.visit.id => {
                let is_good = advice == FaceAdvice::Good;
                shared.effects.push(Effect::Cue(if is_good { Cue::Done } else { Cue::Attention }));
                let stage = match picture {
                    Some((jpeg, frame)) => Stage::Looked { jpeg, frame, advice },
                    None => Stage::Looking { taking: false, said: Some(Said::Advice(advice)) },
                };
                State::Facing(Self { stage, ..self })
            }
            (Stage::Looking { taking: true, .. }, Event::StillFailed(id)) if id == self.visit.id => {
                let stage = Stage::Looking { taking: false, said: Some(Said::Failed) };
                State::Facing(Self { stage, ..self })
            }
            (Stage::Looked { .. }, Event::Touch(Touch::Retake)) => State::Facing(Self { stage: LOOK, ..self }),
            (Stage::Looked { jpeg, .. }, Event::Touch(Touch::Keep)) => {
                Self::go_on(self.visit, Face::Agreed { consent: self.consent, jpeg }, shared)
            }
            (Stage::Looking { .. } | Stage::Looked { .. }, Event::Touch(Touch::Back)) => {
                shared.effects.push(Effect::Camera(None));
                Self::enter(self.visit, shared)
            }
            (stage, _) => State::Facing(Self { stage, ..self }),
        }
    }

    /// Whether the camera looks.
    pub(super) fn looks(&self) -> bool {
        !matches!(self.stage, Stage::Asking)
    }

    pub(super) fn prompt(&self, shared: &Shared) -> Prompt {
        match self.stage {
            Stage::Asking if is_asked(&self.visit, shared) => Prompt::Face,
            Stage::Asking => Prompt::CheckedLater,
            _ => Prompt::LookIntoTheCamera,
        }
    }

    fn go_on(mut visit: Box<Visit>, face: Face, shared: &mut Shared) -> State {
        let agreed = matches!(face, Face::Agreed { .. });
        shared.effects.extend([Effect::Camera(None), Effect::Record(audit::Event::FaceAsked { agreed })]);
        visit.face = Some(face);
        Signing::enter(visit, shared)
    }

    pub(super) fn view(&self, shared: &Shared) -> FaceView {
        let terms = check(&self.visit).map(|check| terms(check, shared)).unwrap_or_default();
        let (stage, message, still) = match &self.stage {
            Stage::Asking if !is_asked(&self.visit, shared) => (FaceStage::OtherWay, self.why_not(shared), None),
            Stage::Asking => (FaceStage::Asking, camera(shared), None),
            Stage::Looking { said: Some(Said::Failed), .. } => {
                let failed = shared.words("没有拍成，请再拍一次", "No picture was taken: please try again");
                (FaceStage::Looking, failed.to_owned(), None)
            }
            Stage::Looking { said: Some(Said::Advice(said)), .. } => {
                (FaceStage::Looking, advice(*said, shared).to_owned(), None)
            }
            Stage::Looking { said: None, .. } => (FaceStage::Looking, camera(shared), None),
            Stage::Looked { frame, advice: said, .. } => {
                (FaceStage::Looked, advice(*said, shared).to_owned(), Some(Picture(Arc::clone(frame))))
            }
        };
        // Of what is not asked, only the other way is to be read.
        let terms = if stage == FaceStage::OtherWay { terms.into_iter().skip(OTHERWISE).collect() } else { terms };
        FaceView { stage, terms, message, camera_open: camera_is_open(shared), still }
    }

    fn why_not(&self, shared: &Shared) -> String {
        let words = if self.visit.is_child {
            shared.words("未满14周岁，不做人脸核验", "Nobody under fourteen is asked for a picture")
        } else {
            shared.words("本机没有人像摄像头", "This kiosk has no camera for it")
        };
        words.to_owned()
    }
}

/// What the matter offers to this citizen.
fn check(visit: &Visit) -> Option<&FaceCheck> {
    visit.matter().matter.face.as_ref().filter(|_| !visit.on_behalf)
}

/// Whether this citizen, at this kiosk, is asked at all.
fn is_asked(visit: &Visit, shared: &Shared) -> bool {
    !visit.is_child && *shared.readiness.state(Device::FaceCamera) != DeviceState::NotFitted
}

fn camera_is_open(shared: &Shared) -> bool {
    shared.readiness.closes(&[Device::FaceCamera]).is_none()
}

/// Why the camera cannot be used; empty when it can.
fn camera(shared: &Shared) -> String {
    shared.readiness.closes(&[Device::FaceCamera]).map(|why| shared.text(&why)).unwrap_or_default()
}

/// Which of the terms is the other way.
const OTHERWISE: usize = 3;

/// What is agreed to. Each sentence is true of this program.
fn terms(check: &FaceCheck, shared: &Shared) -> Vec<(String, String)> {
    let own = |heading: (&str, &str), text: (&str, &str)| {
        (shared.words(heading.0, heading.1).to_owned(), shared.words(text.0, text.1).to_owned())
    };
    let of_matter = |heading: (&str, &str), text| (shared.words(heading.0, heading.1).to_owned(), shared.text(text));
    vec![
        own(
            ("拍什么", "What is taken"),
            (
                "一张您的正面头像。按下“拍照”才拍，您看过再用。",
                "One picture of your head, from the front. It is taken only when you touch Take picture, and used once you have seen it.",
            ),
        ),
        of_matter(("做什么用", "What for"), &check.purpose),
        own(
            ("怎样保存", "How it is kept"),
            (
                "照片和申请一起加密提交，只有受理部门能打开；本机不比对、不识别，送达后立即删除，也不会用在别处。",
                "It is sealed with your application, for the department alone. This machine compares and recognises nobody, erases it once it has arrived, and uses it for nothing else.",
            ),
        ),
        of_matter(("不想拍怎么办", "If you would rather not"), &check.otherwise),
    ]
}

/// The words that are handed in.
fn consent(terms: &[(String, String)]) -> String {
    terms.iter().map(|(heading, text)| format!("{heading}：{text}")).collect::<Vec<_>>().join("\n")
}

/// A word about a picture.
fn advice(advice: FaceAdvice, shared: &Shared) -> &str {
    match advice {
        FaceAdvice::Good => "",
        FaceAdvice::NoFace => shared.words(
            "没有看到您的脸。请站到屏幕前，正对上方的镜头",
            "Your face was not seen. Stand before the screen and look into the camera above it",
        ),
        FaceAdvice::SecondFace => shared.words(
            "画面里还有别人，没有保存。请让旁边的人让开一点",
            "Somebody else is in the picture, and it was not kept. Please ask them to step aside",
        ),
        FaceAdvice::ComeCloser => shared.words("请再靠近一点", "Please come a little closer"),
        FaceAdvice::StepBack => shared.words("请往后退一点", "Please step back a little"),
        FaceAdvice::ToTheMiddle => shared.words("请站到画面中间", "Please stand in the middle"),
        FaceAdvice::TooDark => {
            shared.words("照片太暗。可以重拍，也可以直接用", "It is too dark. Take it again, or use it as it is")
        }
        FaceAdvice::Glare => shared.words(
            "脸上光太强。请侧开强光重拍，也可以直接用",
            "The light on your face is too strong. Turn away from it and try again, or use it as it is",
        ),
        FaceAdvice::HoldStill => shared.words(
            "照片有些模糊。请站稳重拍，也可以直接用",
            "It looks blurred. Hold still and take it again, or use it as it is",
        ),
    }
}
