//! For oneself, or for somebody else.

use super::{OnTouch, keyed, list, means, picks};
use crate::session::Touch;
use crate::session::view::WhomView;
use slint::ComponentHandle;
use yici_ui::{App, Page, WhomAdapter};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    let adapter = app.global::<WhomAdapter>();
    adapter.on_choose(keyed(touch, Touch::Choose));
    adapter.on_next(means(touch, Touch::Next));
}

pub(super) fn show(app: &App, view: &WhomView) -> Page {
    let adapter = app.global::<WhomAdapter>();
    adapter.set_options(list(adapter.get_options(), picks(&view.options)));
    Page::Whom
}
