//! A picture of the citizen's face, for whoever agrees to it.

use super::{OnTouch, list, means, picture, script};
use crate::session::Touch;
use crate::session::view::{FaceStage, FaceView};
use slint::{ComponentHandle, Image};
use yici_hardware::Frame;
use yici_ui::{App, FaceAdapter, FaceStage as Stage, Page, Row};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    let adapter = app.global::<FaceAdapter>();
    adapter.on_agree(means(touch, Touch::Next));
    adapter.on_decline(means(touch, Touch::Skip));
    adapter.on_take(means(touch, Touch::TakePicture));
    adapter.on_retake(means(touch, Touch::Retake));
    adapter.on_keep(means(touch, Touch::Keep));
}

pub(super) fn show(app: &App, view: &FaceView) -> Page {
    let adapter = app.global::<FaceAdapter>();
    let row = |(label, value): &(String, String)| Row { label: script::say(label), value: script::say(value) };
    adapter.set_stage(match view.stage {
        FaceStage::Asking => Stage::Asking,
        FaceStage::OtherWay => Stage::OtherWay,
        FaceStage::Looking => Stage::Looking,
        FaceStage::Looked => Stage::Looked,
    });
    adapter.set_terms(list(adapter.get_terms(), view.terms.iter().map(row).collect()));
    adapter.set_message(script::say(&view.message));
    adapter.set_camera_open(view.camera_open);
    adapter.set_still(view.still.as_ref().map(|still| picture::frame(&still.0)).unwrap_or_default());
    Page::Face
}

pub(super) fn show_live(app: &App, frame: Option<&Frame>) {
    app.global::<FaceAdapter>().set_live(frame.map(picture::frame).unwrap_or_default());
}

pub(super) fn wipe(app: &App) {
    let adapter = app.global::<FaceAdapter>();
    adapter.set_live(Image::default());
    adapter.set_still(Image::default());
}
