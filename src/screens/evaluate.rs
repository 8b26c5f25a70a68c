//! How was it?

use super::{OnTouch, keyed, list, means, picks};
use crate::session::Touch;
use crate::session::view::EvaluateView;
use slint::{ComponentHandle, ModelRc};
use yici_ui::{App, EvaluateAdapter, Page};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    let adapter = app.global::<EvaluateAdapter>();
    adapter.on_choose(keyed(touch, Touch::Choose));
    adapter.on_send(means(touch, Touch::Next));
    adapter.on_skip(means(touch, Touch::Skip));
}

pub(super) fn show(app: &App, view: &EvaluateView) -> Page {
    let adapter = app.global::<EvaluateAdapter>();
    adapter.set_levels(list(adapter.get_levels(), picks(&view.levels)));
    adapter.set_reasons(list(adapter.get_reasons(), picks(&view.reasons)));
    adapter.set_can_send(view.chosen);
    Page::Evaluate
}

pub(super) fn wipe(app: &App) {
    let adapter = app.global::<EvaluateAdapter>();
    adapter.set_levels(ModelRc::default());
    adapter.set_reasons(ModelRc::default());
}
