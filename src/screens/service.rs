//! The service mode.

use super::{OnTouch, lines, list, means};
use crate::session::Touch;
use crate::session::view::{ServiceStage as Stage, ServiceView};
use slint::{ComponentHandle, ModelRc};
use std::rc::Rc;
use yici_hardware::Personal;
use yici_ui::{App, Page, ServiceAdapter, ServiceStage};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    let adapter = app.global::<ServiceAdapter>();
    let write = Rc::clone(touch);
    adapter.on_digit(move |digit| write(Touch::Write(Personal::new(digit.into()))));
    adapter.on_erase(means(touch, Touch::EraseLast));
    adapter.on_clear(means(touch, Touch::EraseAll));
    adapter.on_next(means(touch, Touch::Next));
    adapter.on_choose(super::keyed(touch, Touch::Choose));
}

pub(super) fn show(app: &App, view: &ServiceView) -> Page {
    let adapter = app.global::<ServiceAdapter>();
    adapter.set_stage(match view.stage {
        Stage::Asking => ServiceStage::Asking,
        Stage::Clock => ServiceStage::Clock,
        Stage::Busy => ServiceStage::Busy,
        Stage::Menu => ServiceStage::Menu,
        Stage::Sure => ServiceStage::Sure,
        Stage::Told => ServiceStage::Told,
    });
    adapter.set_title(view.title.as_str().into());
    adapter.set_entered(view.entered.as_str().into());
    adapter.set_note(view.note.as_str().into());
    adapter.set_trouble(view.trouble);
    adapter.set_tasks(list(adapter.get_tasks(), super::picks(&view.tasks)));
    adapter.set_lines(list(adapter.get_lines(), lines(&view.lines)));
    adapter.set_main(view.main.as_str().into());
    adapter.set_can_go_on(view.can_go_on);
    adapter.set_offers_clock(view.offers_clock);
    Page::Service
}

pub(super) fn wipe(app: &App) {
    let adapter = app.global::<ServiceAdapter>();
    adapter.set_entered("".into());
    adapter.set_lines(ModelRc::default());
}
