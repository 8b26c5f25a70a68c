//! Nobody is let in.

use crate::session::Closure as Why;
use crate::session::view::ClosedView;
use slint::ComponentHandle;
use yici_ui::{App, ClosedAdapter, Closure, Page};

pub(super) fn show(app: &App, view: &ClosedView) -> Page {
    let adapter = app.global::<ClosedAdapter>();
    adapter.set_closure(match view.why {
        Why::Asleep => Closure::Asleep,
        Why::OutOfService => Closure::OutOfService,
        Why::SwitchingOff => Closure::SwitchingOff,
        Why::Resting => Closure::Resting,
    });
    adapter.set_hours(super::script::say(&view.hours));
    adapter.set_opens(super::script::say(&view.opens));
    adapter.set_notice(super::script::say(&view.notice));
    Page::Closed
}
