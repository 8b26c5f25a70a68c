//! What becomes of what a citizen gives.

use super::{OnTouch, list, means};
use crate::session::Touch;
use crate::session::view::PrivacyView;
use slint::ComponentHandle;
use yici_ui::{App, Page, PrivacyAdapter, Row};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    app.global::<PrivacyAdapter>().on_next(means(touch, Touch::Next));
}

pub(super) fn show(app: &App, view: &PrivacyView) -> Page {
    let adapter = app.global::<PrivacyAdapter>();
    let row = |(label, value): &(String, String)| Row { label: label.into(), value: value.into() };
    adapter.set_parts(list(adapter.get_parts(), view.parts.iter().map(row).collect()));
    Page::Privacy
}
