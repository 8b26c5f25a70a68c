//! What it costs, and how it is paid.

use super::{OnTouch, list, means};
use crate::session::Touch;
use crate::session::view::FeesView;
use slint::ComponentHandle;
use yici_ui::{App, FeesAdapter, Page, Row};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    app.global::<FeesAdapter>().on_next(means(touch, Touch::Next));
}

pub(super) fn show(app: &App, view: &FeesView) -> Page {
    let adapter = app.global::<FeesAdapter>();
    let row = |(fee, items): &(String, String)| Row { label: items.into(), value: fee.into() };
    adapter.set_rows(list(adapter.get_rows(), view.rows.iter().map(row).collect()));
    adapter.set_total(view.total.as_str().into());
    adapter.set_how(view.how.as_str().into());
    Page::Fees
}
