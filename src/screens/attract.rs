//! Nobody is there.

use super::script::say;
use super::{OnTouch, means};
use crate::session::Touch;
use crate::session::view::AttractView;
use slint::ComponentHandle;
use yici_ui::{App, AttractAdapter, Page};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    app.global::<AttractAdapter>().on_start(means(touch, Touch::Start));
}

pub(super) fn show(app: &App, view: &AttractView) -> Page {
    app.global::<AttractAdapter>().set_notice(say(&view.notice));
    Page::Attract
}
