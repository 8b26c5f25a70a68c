//! A number in the queue, or a booking.

use super::{OnTouch, means};
use crate::session::Touch;
use crate::session::view::TicketView;
use slint::ComponentHandle;
use yici_ui::{App, Page, TicketAdapter};

pub(super) fn bind(app: &App, touch: &OnTouch) {
    let adapter = app.global::<TicketAdapter>();
    adapter.on_try_again(means(touch, Touch::TryAgain));
    adapter.on_print_again(means(touch, Touch::PrintAgain));
    adapter.on_finish(means(touch, Touch::Next));
}

pub(super) fn show(app: &App, view: &TicketView) -> Page {
    let adapter = app.global::<TicketAdapter>();
    adapter.set_asking(view.asking);
    adapter.set_failed(view.failed);
    adapter.set_number(view.number.as_str().into());
    adapter.set_hall(view.hall.as_str().into());
    adapter.set_when(view.when.as_str().into());
    adapter.set_ahead(view.ahead.as_str().into());
    adapter.set_message(view.message.as_str().into());
    adapter.set_trouble(view.trouble);
    adapter.set_can_print_again(view.can_print_again);
    adapter.set_can_finish(view.can_finish);
    Page::Ticket
}

pub(super) fn wipe(app: &App) {
    let adapter = app.global::<TicketAdapter>();
    for empty in [TicketAdapter::set_number, TicketAdapter::set_hall, TicketAdapter::set_when, TicketAdapter::set_ahead]
    {
        empty(&adapter, "".into());
    }
}
