//! Nobody is there.

use super::home::Home;
use super::state::State;
use super::{Event, Shared, Touch};

/// Waits for a touch.
pub struct Attract;

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct AttractView {
    /// What the kiosk owes whoever comes next; may be empty.
    pub notice: String,
}

impl Attract {
    pub(super) fn on(self, event: Event, shared: &mut Shared) -> State {
        match event {
            Event::Touch(Touch::Start) => {
                shared.notice = None;
                Home::enter()
            }
            _ => State::Attract(self),
        }
    }

    pub(super) fn view(shared: &Shared) -> AttractView {
        AttractView { notice: shared.notice.as_ref().map(|notice| shared.text(notice)).unwrap_or_default() }
    }
}
