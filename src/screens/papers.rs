//! Papers under the document camera.

use super::{OnTouch, keyed, list, means, picture};
use crate::session::Touch;
use crate::session::view::{PaperProgress, PapersView};
use slint::{ComponentHandle, Image, ModelRc};
use yici_hardware::Frame;
use yici_ui::{App, Page, PaperRow, PaperState, PapersAdapter};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    let adapter = app.global::<PapersAdapter>();
    adapter.on_choose(keyed(touch, Touch::Choose));
    adapter.on_take(means(touch, Touch::TakePicture));
    adapter.on_retake(means(touch, Touch::Retake));
    adapter.on_keep(means(touch, Touch::Keep));
    adapter.on_add_page(means(touch, Touch::KeepAndAdd));
    adapter.on_promise(means(touch, Touch::Defer));
    adapter.on_see_sample(means(touch, Touch::Sample(true)));
    adapter.on_close_sample(means(touch, Touch::Sample(false)));
    adapter.on_next(means(touch, Touch::Next));
}

pub(super) fn show(app: &App, view: &PapersView) -> Page {
    let adapter = app.global::<PapersAdapter>();
    let papers = view.papers.iter().map(|paper| PaperRow {
        key: paper.key.as_str().into(),
        name: super::script::say(&paper.name),
        state: match paper.state {
            PaperProgress::Needed => PaperState::Needed,
            PaperProgress::Taken => PaperState::Taken,
            PaperProgress::Deferred => PaperState::Promised,
            PaperProgress::Committed => PaperState::Committed,
            PaperProgress::Elsewhere => PaperState::Elsewhere,
        },
        current: paper.current,
    });
    adapter.set_papers(list(adapter.get_papers(), papers.collect()));
    adapter.set_name(super::script::say(&view.name));
    adapter.set_note(super::script::say(&view.note));
    adapter.set_reason(super::script::say(&view.reason));
    adapter.set_deferrable(view.deferrable);
    adapter.set_commitment(view.commitment);
    adapter.set_complete(view.complete);
    adapter.set_adding(view.adding);
    adapter.set_can_add(view.can_add);
    adapter.set_camera_open(view.camera_open);
    adapter.set_message(super::script::say(&view.message));
    adapter.set_has_still(view.still.is_some());
    adapter.set_still(view.still.as_ref().map(|still| picture::frame(&still.0)).unwrap_or_default());
    adapter.set_has_sample(view.has_sample);
    adapter.set_sampling(view.sample.is_some());
    adapter.set_sample(view.sample.as_ref().map(picture::sample).unwrap_or_default());
    Page::Papers
}

pub(super) fn show_live(app: &App, frame: Option<&Frame>) {
    app.global::<PapersAdapter>().set_live(frame.map(picture::frame).unwrap_or_default());
}

pub(super) fn wipe(app: &App) {
    let adapter = app.global::<PapersAdapter>();
    adapter.set_papers(ModelRc::default());
    adapter.set_live(Image::default());
    adapter.set_still(Image::default());
    adapter.set_has_still(false);
    adapter.set_sampling(false);
    adapter.set_sample(Image::default());
}
