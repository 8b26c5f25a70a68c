//! Everything once more.

use super::{OnTouch, list, means};
use crate::session::Touch;
use crate::session::view::ReviewView;
use slint::{ComponentHandle, Model, ModelRc};
use std::rc::Rc;
use yici_ui::{App, Page, ReviewAdapter, ReviewSection, Row};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    let adapter = app.global::<ReviewAdapter>();
    adapter.on_next(means(touch, Touch::Next));
    let touch = Rc::clone(touch);
    adapter.on_reveal(move |revealed| touch(Touch::Reveal(revealed)));
}

pub(super) fn show(app: &App, view: &ReviewView) -> Page {
    let adapter = app.global::<ReviewAdapter>();
    let shown = adapter.get_sections();
    let sections = view.sections.iter().enumerate().map(|(place, (title, rows))| ReviewSection {
        title: title.as_str().into(),
        rows: list(
            shown.row_data(place).map(|section| section.rows).unwrap_or_default(),
            rows.iter()
                .map(|(label, value)| Row { label: label.as_str().into(), value: value.reveal().into() })
                .collect(),
        ),
    });
    let sections = sections.collect();
    adapter.set_sections(list(adapter.get_sections(), sections));
    adapter.set_revealed(view.revealed);
    Page::Review
}

pub(super) fn wipe(app: &App) {
    app.global::<ReviewAdapter>().set_sections(ModelRc::default());
}
