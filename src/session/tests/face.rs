//! A picture of the face: nothing looks before the citizen agreed, and who does not agree is served all the same.

use super::*;
use crate::application::freeze::Face;
use crate::session::face::Facing;
use crate::session::view::{FaceStage, FaceView};
use crate::session::visit::Visit;
use crate::voice::Prompt;
use yici_hardware::camera::still::FaceAdvice;

/// A visit to a matter that offers it, at the page before the signature.
pub(super) fn arrive(bench: &mut Bench, change: fn(&mut Visit)) {
    let id = crate::platform::contract::SubmissionId::generate();
    let mut visit = Visit::new(catalog(), "home-sale", id).expect("shipped");
    change(&mut visit);
    bench.session.state = Facing::enter(Box::new(visit), &bench.session.shared);
}

fn asked() -> Bench {
    let mut bench = Bench::new();
    arrive(&mut bench, |_| {});
    bench
}

fn page(bench: &Bench) -> FaceView {
    let PageView::Face(page) = bench.view().page else { panic!("the page for the face") };
    page
}

fn looks(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Camera(Some(Device::FaceCamera)) | Effect::TakeFace(_)))
}

pub(super) fn answer(bench: &mut Bench, advice: FaceAdvice, is_kept: bool) {
    let frame = yici_hardware::Frame { width: 1, height: 1, rgb: yici_hardware::Personal::new(vec![0; 3]) };
    let picture = is_kept.then(|| (yici_hardware::Personal::new(b"jpeg".to_vec()), Arc::new(frame)));
    bench.on(Event::Face(bench.visit(), advice, picture));
}

fn said(bench: &Bench) -> Option<&Face> {
    bench.session.state.visit().expect("a visit").face.as_ref()
}

#[test]
fn the_camera_looks_only_after_consent() {
    let mut bench = asked();
    for touch in [Touch::TakePicture, Touch::Keep, Touch::Retake, Touch::Anywhere] {
        let effects = bench.touch(touch);
        assert!(!looks(&effects));
        assert!(page(&bench).stage == FaceStage::Asking);
    }
    answer(&mut bench, FaceAdvice::Good, true);
    assert!(page(&bench).stage == FaceStage::Asking, "a picture that nobody asked for is nobody's");
    let effects = bench.touch(Touch::Next);
    assert!(looks(&effects));
    let lit =
        |effect: &Effect| matches!(effect, Effect::Lamps(lamps) if lamps.contains(&yici_hardware::Output::FaceLight));
    assert!(effects.iter().any(lit), "and light falls on the face");
    assert!(page(&bench).stage == FaceStage::Looking);
    assert!(looks(&bench.touch(Touch::TakePicture)));
    assert!(!looks(&bench.touch(Touch::TakePicture)), "once");
    answer(&mut bench, FaceAdvice::Good, true);
    assert!(page(&bench).stage == FaceStage::Looked && page(&bench).still.is_some());
    let effects = bench.touch(Touch::Keep);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Camera(None))));
    let agreed = |effect: &Effect| matches!(effect, Effect::Record(audit::Event::FaceAsked { agreed: true }));
    assert!(effects.iter().any(agreed));
    assert!(matches!(bench.view().page, PageView::Sign(_)));
}

#[test]
fn what_was_read_is_what_is_handed_in() {
    let mut bench = asked();
    let terms = page(&bench).terms;
    assert_eq!(terms.len(), 4);
    bench.touch(Touch::Next);
    // In which language the rest is read changes nothing about it.
    bench.touch(Touch::SwitchLanguage);
    bench.touch(Touch::TakePicture);
    answer(&mut bench, FaceAdvice::Good, true);
    bench.touch(Touch::Keep);
    let Some(Face::Agreed { consent, .. }) = said(&bench) else { panic!("agreed") };
    for (heading, text) in &terms {
        assert!(consent.contains(&format!("{heading}：{text}")), "{consent}");
    }
    bench.sign();
    let handed_in = committed(bench.touch(Touch::Next)).expect("it is handed to the outbox");
    let submission = String::from_utf8(handed_in.bytes.reveal().clone()).expect("JSON");
    let digest = crate::application::freeze::sha256(b"jpeg");
    assert!(submission.contains(&digest) && submission.contains("不想拍怎么办"));
    assert_eq!(handed_in.photos.iter().filter(|photo| photo.jpeg.reveal() == b"jpeg").count(), 1);
}

#[test]
fn whoever_says_no_goes_on_from_every_stage_and_nothing_is_kept() {
    for stage in 0..3 {
        let mut bench = asked();
        if stage > 0 {
            bench.touch(Touch::Next);
        }
        if stage > 1 {
            bench.touch(Touch::TakePicture);
            answer(&mut bench, FaceAdvice::Good, true);
        }
        let effects = bench.touch(Touch::Skip);
        assert!(effects.iter().any(|effect| matches!(effect, Effect::Camera(None))));
        assert!(matches!(bench.view().page, PageView::Sign(_)) && matches!(said(&bench), Some(Face::Declined)));
        bench.sign();
        let handed_in = committed(bench.touch(Touch::Next)).expect("it is handed to the outbox");
        assert!(handed_in.photos.is_empty());
        assert!(String::from_utf8_lossy(handed_in.bytes.reveal()).contains(r#"\"face\":{\"agreed\":false}"#));
    }
}

#[test]
fn going_back_withdraws_the_consent() {
    let mut bench = asked();
    bench.touch(Touch::Next);
    bench.touch(Touch::TakePicture);
    answer(&mut bench, FaceAdvice::Good, true);
    bench.touch(Touch::Keep);
    bench.touch(Touch::Back);
    assert!(page(&bench).stage == FaceStage::Asking && said(&bench).is_none(), "from the signature");
    bench.touch(Touch::Next);
    bench.touch(Touch::TakePicture);
    answer(&mut bench, FaceAdvice::Good, true);
    let effects = bench.touch(Touch::Back);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Camera(None))));
    assert!(page(&bench).stage == FaceStage::Asking && said(&bench).is_none(), "from the picture");
    bench.touch(Touch::Back);
    assert!(matches!(bench.view().page, PageView::Review(_)));
}

#[test]
fn a_picture_that_may_not_be_kept_is_taken_again() {
    let mut bench = asked();
    bench.touch(Touch::Next);
    for advice in [FaceAdvice::NoFace, FaceAdvice::SecondFace, FaceAdvice::ComeCloser] {
        bench.touch(Touch::TakePicture);
        answer(&mut bench, advice, false);
        assert!(page(&bench).stage == FaceStage::Looking && !page(&bench).message.is_empty());
    }
    bench.touch(Touch::TakePicture);
    bench.on(Event::StillFailed(bench.visit()));
    assert!(page(&bench).message.contains("请再拍一次"));
    bench.touch(Touch::TakePicture);
    answer(&mut bench, FaceAdvice::HoldStill, true);
    assert!(page(&bench).stage == FaceStage::Looked && page(&bench).message.contains("模糊"));
    bench.touch(Touch::Retake);
    assert!(page(&bench).stage == FaceStage::Looking && page(&bench).message.is_empty());
}

#[test]
fn children_and_kiosks_without_a_camera_take_the_other_way_without_being_asked() {
    let mut bench = Bench::new();
    arrive(&mut bench, |visit| visit.is_child = true);
    let shown = page(&bench);
    assert!(shown.stage == FaceStage::OtherWay && shown.message.contains("14周岁") && shown.terms.len() == 1);
    assert_eq!(bench.view().chrome.prompt, Prompt::CheckedLater.text("zh"));
    assert!(!looks(&bench.touch(Touch::Next)));
    assert!(matches!(said(&bench), Some(Face::Declined)));

    let mut bench = Bench::new();
    bench.devices(DeviceState::NotFitted);
    arrive(&mut bench, |_| {});
    assert!(page(&bench).stage == FaceStage::OtherWay);
    bench.touch(Touch::Next);
    assert!(matches!(bench.view().page, PageView::Sign(_)));
}

#[test]
fn a_camera_that_is_out_of_order_takes_no_way_from_anybody() {
    let mut bench = asked();
    bench.devices(DeviceState::Gone(yici_hardware::Actor::Clerk));
    assert!(!page(&bench).camera_open && !page(&bench).message.is_empty());
    assert!(!looks(&bench.touch(Touch::Next)));
    assert!(page(&bench).stage == FaceStage::Asking);
    bench.devices(DeviceState::Ready);
    bench.touch(Touch::Next);
    bench.devices(DeviceState::Gone(yici_hardware::Actor::Clerk));
    assert!(!looks(&bench.touch(Touch::TakePicture)));
    bench.touch(Touch::Skip);
    assert!(matches!(bench.view().page, PageView::Sign(_)));
}

#[test]
fn whoever_comes_for_another_and_other_matters_are_not_asked() {
    let mut bench = Bench::new();
    arrive(&mut bench, |visit| visit.on_behalf = true);
    assert!(matches!(bench.view().page, PageView::Sign(_)));
    let mut bench = Bench::new();
    bench.reach_the_pad();
    assert!(matches!(bench.view().page, PageView::Sign(_)) && said(&bench).is_none());
}
