//! On the way to disk.

use super::{OnTouch, means};
use crate::session::Touch;
use crate::session::view::HandingInView;
use slint::ComponentHandle;
use yici_ui::{App, HandingInAdapter, Page};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    app.global::<HandingInAdapter>().on_try_again(means(touch, Touch::TryAgain));
}

pub(super) fn show(app: &App, view: &HandingInView) -> Page {
    let adapter = app.global::<HandingInAdapter>();
    adapter.set_message(super::script::say(&view.message));
    adapter.set_failed(view.failed);
    Page::HandingIn
}
