//! The card on the reader, and what stands in for it.

use super::{OnTouch, means};
use crate::session::Touch;
use crate::session::view::{IdentifyView, Person, ReaderView};
use slint::ComponentHandle;
use yici_ui::{App, IdentifyAdapter, IdentifyPerson, Page, ReaderState};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    app.global::<IdentifyAdapter>().on_skip(means(touch, Touch::Skip));
}

pub(super) fn show(app: &App, view: &IdentifyView) -> Page {
    let adapter = app.global::<IdentifyAdapter>();
    adapter.set_message(super::script::say(&view.message));
    adapter.set_code(view.code.as_str().into());
    adapter.set_social(view.social.as_str().into());
    adapter.set_state(match view.reader {
        ReaderView::Waiting => ReaderState::Waiting,
        ReaderView::Unreadable => ReaderState::Unreadable,
        ReaderView::Closed => ReaderState::Closed,
    });
    adapter.set_person(match view.person {
        Person::Own => IdentifyPerson::Own,
        Person::Agent => IdentifyPerson::Agent,
        Person::Principal => IdentifyPerson::Principal,
    });
    Page::Identify
}
