//! Goodbye.

use super::{OnTouch, means};
use crate::session::Touch;
use slint::ComponentHandle;
use yici_ui::{App, ThanksAdapter};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    app.global::<ThanksAdapter>().on_finish(means(touch, Touch::Next));
}
