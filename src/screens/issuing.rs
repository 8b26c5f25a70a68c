//! The certificate on its way.

use super::{OnTouch, means};
use crate::session::Touch;
use crate::session::view::{IssuingProgress as Progress, IssuingView};
use slint::ComponentHandle;
use yici_ui::{App, IssuingAdapter, IssuingProgress, Page};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    let adapter = app.global::<IssuingAdapter>();
    adapter.on_next(means(touch, Touch::Next));
    adapter.on_try_again(means(touch, Touch::TryAgain));
}

pub(super) fn show(app: &App, view: &IssuingView) -> Page {
    let adapter = app.global::<IssuingAdapter>();
    adapter.set_progress(match view.progress {
        Progress::Asking => IssuingProgress::Asking,
        Progress::Printing => IssuingProgress::Printing,
        Progress::Done => IssuingProgress::Done,
        Progress::Trouble => IssuingProgress::Trouble,
    });
    adapter.set_message(view.message.as_str().into());
    adapter.set_can_try_again(view.can_try_again);
    adapter.set_can_go_on(view.can_go_on);
    Page::Issuing
}
