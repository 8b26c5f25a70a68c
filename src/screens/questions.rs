//! Situation questions.

use super::script::say;
use super::{OnTouch, keyed, list, means, picks};
use crate::session::Touch;
use crate::session::view::QuestionsView;
use slint::{ComponentHandle, ModelRc};
use yici_ui::{App, Page, QuestionsAdapter};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    let adapter = app.global::<QuestionsAdapter>();
    adapter.on_choose(keyed(touch, Touch::Choose));
    adapter.on_next(means(touch, Touch::Next));
}

pub(super) fn show(app: &App, view: &QuestionsView) -> Page {
    let adapter = app.global::<QuestionsAdapter>();
    adapter.set_number(i32::try_from(view.number).unwrap_or(i32::MAX));
    adapter.set_count(i32::try_from(view.count).unwrap_or(i32::MAX));
    adapter.set_text(say(&view.text));
    adapter.set_help(say(&view.help));
    adapter.set_options(list(adapter.get_options(), picks(&view.options)));
    adapter.set_can_go_on(view.answered);
    Page::Questions
}

pub(super) fn wipe(app: &App) {
    app.global::<QuestionsAdapter>().set_options(ModelRc::default());
}
