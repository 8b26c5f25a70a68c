//! Papers that need not be shown.

use super::{OnTouch, keyed, list, means, picks};
use crate::session::Touch;
use crate::session::view::LicencesView;
use slint::{ComponentHandle, ModelRc};
use yici_ui::{App, LicencesAdapter, Page};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    let adapter = app.global::<LicencesAdapter>();
    adapter.on_toggle(keyed(touch, Touch::Choose));
    adapter.on_next(means(touch, Touch::Next));
}

pub(super) fn show(app: &App, view: &LicencesView) -> Page {
    let adapter = app.global::<LicencesAdapter>();
    adapter.set_papers(list(adapter.get_papers(), picks(&view.papers)));
    Page::Licences
}

pub(super) fn wipe(app: &App) {
    app.global::<LicencesAdapter>().set_papers(ModelRc::default());
}
