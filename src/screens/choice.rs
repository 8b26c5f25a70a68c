//! All items, or some.

use super::script::say;
use super::{OnTouch, keyed, list, means};
use crate::session::Touch;
use crate::session::view::{ChoiceView, ItemView};
use slint::{ComponentHandle, ModelRc};
use yici_ui::{App, ChoiceAdapter, ItemChoice, Page};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    let adapter = app.global::<ChoiceAdapter>();
    adapter.on_toggle(keyed(touch, Touch::Choose));
    adapter.on_choose_all(means(touch, Touch::ChooseAll));
    adapter.on_next(means(touch, Touch::Next));
}

pub(super) fn show(app: &App, view: &ChoiceView) -> Page {
    let adapter = app.global::<ChoiceAdapter>();
    adapter.set_items(list(adapter.get_items(), view.items.iter().map(item).collect()));
    adapter.set_limit(say(&view.limit));
    adapter.set_workload(say(&view.workload));
    adapter.set_all_chosen(view.all);
    adapter.set_can_go_on(view.any);
    Page::Choice
}

fn item(item: &ItemView) -> ItemChoice {
    ItemChoice {
        key: item.key.as_str().into(),
        name: say(&item.name),
        department: say(&item.department),
        limit: say(&item.limit),
        chosen: item.chosen,
        locked: false,
        reason: say(&item.bound),
    }
}

pub(super) fn wipe(app: &App) {
    app.global::<ChoiceAdapter>().set_items(ModelRc::default());
}
