//! The card on the reader. The page has no control of its own.

use crate::session::view::{IdentifyView, ReaderView};
use slint::ComponentHandle;
use yici_ui::{App, IdentifyAdapter, Page, ReaderState};

pub(super) fn show(app: &App, view: &IdentifyView) -> Page {
    let adapter = app.global::<IdentifyAdapter>();
    adapter.set_message(view.message.as_str().into());
    adapter.set_state(match view.reader {
        ReaderView::Waiting => ReaderState::Waiting,
        ReaderView::Unreadable => ReaderState::Unreadable,
        ReaderView::Closed => ReaderState::Closed,
    });
    Page::Identify
}
