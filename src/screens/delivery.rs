//! How the results come.

use super::{OnTouch, keyed, list, means, picks};
use crate::session::Touch;
use crate::session::view::DeliveryView;
use slint::{ComponentHandle, ModelRc};
use yici_ui::{App, DeliveryAdapter, Page};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    let adapter = app.global::<DeliveryAdapter>();
    adapter.on_choose(keyed(touch, Touch::Choose));
    adapter.on_next(means(touch, Touch::Next));
}

pub(super) fn show(app: &App, view: &DeliveryView) -> Page {
    let adapter = app.global::<DeliveryAdapter>();
    adapter.set_options(list(adapter.get_options(), picks(&view.options)));
    adapter.set_can_go_on(view.chosen);
    Page::Delivery
}

pub(super) fn wipe(app: &App) {
    app.global::<DeliveryAdapter>().set_options(ModelRc::default());
}
