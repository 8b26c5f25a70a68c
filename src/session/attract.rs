//! Nobody is there.

use super::home::Home;
use super::state::State;
use super::{Event, Shared, Touch};
use crate::shelf::Freshness;
use crate::text::Language;

/// Waits for a touch.
pub struct Attract;

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct AttractView {
    /// What the kiosk owes whoever comes next, else how old its matters are; may be empty.
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
        let owed = shared.notice.as_ref().map(|notice| shared.text(notice));
        AttractView { notice: owed.or_else(|| of_the_catalog(shared)).unwrap_or_default() }
    }
}

/// What is to be known of the matters before anything is begun.
fn of_the_catalog(shared: &Shared) -> Option<String> {
    match shared.freshness {
        Freshness::Fresh => None,
        Freshness::Old { days } => Some(match shared.language {
            Language::Chinese => format!("办事指南已{days}天未更新，如有疑问请询问工作人员"),
            Language::English => {
                format!("The guides here were last renewed {days} days ago. If in doubt, ask a clerk.")
            }
        }),
        Freshness::Closed => Some(closed(shared)),
    }
}

/// Why no matter can be done, once the catalog is past its limit.
pub(super) fn closed(shared: &Shared) -> String {
    shared
        .words("办事指南已过期，暂停办理，请到窗口办理", "The guides here are out of date; please go to the counter")
        .to_owned()
}
