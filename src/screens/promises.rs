//! Promises for later.

use super::{OnTouch, keyed, list, means};
use crate::session::Touch;
use crate::session::view::PromisesView;
use slint::{ComponentHandle, ModelRc};
use yici_ui::{App, Page, PromiseCard, PromisesAdapter};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    let adapter = app.global::<PromisesAdapter>();
    adapter.on_agree(keyed(touch, Touch::Choose));
    adapter.on_next(means(touch, Touch::Next));
}

pub(super) fn show(app: &App, view: &PromisesView) -> Page {
    let adapter = app.global::<PromisesAdapter>();
    let promises = view.promises.iter().map(|promise| PromiseCard {
        key: promise.key.as_str().into(),
        title: super::script::say(&promise.title),
        kind: super::script::say(&promise.kind),
        later: promise.later,
        text: promise.text.as_str().into(),
        due: super::script::say(&promise.due),
        agreed: promise.agreed,
    });
    adapter.set_promises(list(adapter.get_promises(), promises.collect()));
    adapter.set_can_go_on(view.all_agreed);
    Page::Promises
}

pub(super) fn wipe(app: &App) {
    app.global::<PromisesAdapter>().set_promises(ModelRc::default());
}
