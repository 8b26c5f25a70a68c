//! The wizard of a kiosk that is not set up yet. The sheet in which a field is written is the form's.

use super::{OnTouch, form, keyed, list, means, picks, said};
use crate::session::Touch;
use crate::setup::SetupView;
use slint::ComponentHandle;
use std::rc::Rc;
use yici_ui::{App, FormAdapter, Page, SetupAdapter, Writing};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    let adapter = app.global::<SetupAdapter>();
    adapter.on_choose(keyed(touch, Touch::Choose));
    adapter.on_edit(keyed(touch, Touch::Edit));
    let resize = Rc::clone(touch);
    adapter.on_resize(move |by| resize(Touch::Choose(by.to_string())));
    adapter.on_next(means(touch, Touch::Next));
}

pub(super) fn show(app: &App, view: &SetupView) -> Page {
    let adapter = app.global::<SetupAdapter>();
    adapter.set_title(view.title.as_str().into());
    adapter.set_note(view.note.as_str().into());
    adapter.set_trouble(view.trouble);
    adapter.set_busy(view.busy);
    adapter.set_picks(list(adapter.get_picks(), picks(&view.picks)));
    adapter.set_fields(list(adapter.get_fields(), view.fields.iter().map(form::row).collect()));
    adapter.set_lines(list(adapter.get_lines(), said(&view.lines)));
    adapter.set_card(view.card.map_or(0.0, |thousandths| f32::from(thousandths) / 1_000.0));
    adapter.set_main(view.main.as_str().into());
    adapter.set_can_go_on(view.can_go_on);
    let sheet = app.global::<FormAdapter>();
    sheet.set_editing(view.sheet.is_some());
    if let Some((open, exact)) = &view.sheet {
        form::show_sheet(&sheet, open);
        if *exact {
            sheet.set_writing(Writing::Exact);
        }
    }
    Page::Setup
}
