//! Choosing a matter.

use super::script::say;
use super::{OnTouch, keyed, list, means};
use crate::catalog::Side;
use crate::session::Touch;
use crate::session::view::{HomeView, Tile};
use slint::ComponentHandle;
use std::rc::Rc;
use yici_ui::{App, HomeAdapter, MatterTile, Page};

/// More than the tallest screen shows at once. The page makes the others after its first frame.
const AT_FIRST: usize = 8;

pub(super) fn bind(app: &App, touch: &OnTouch) {
    let adapter = app.global::<HomeAdapter>();
    adapter.on_choose(keyed(touch, Touch::Choose));
    adapter.on_privacy(means(touch, Touch::Privacy));
    adapter.on_search(means(touch, Touch::Search));
    let touch = Rc::clone(touch);
    adapter
        .on_choose_side(move |side| touch(Touch::ChooseSide(if side == 0 { Side::Person } else { Side::Enterprise })));
}

pub(super) fn show(app: &App, view: &HomeView) -> Page {
    let adapter = app.global::<HomeAdapter>();
    adapter.set_side(i32::from(view.side == Side::Enterprise));
    let (first, further) = view.matters.split_at(AT_FIRST.min(view.matters.len()));
    adapter.set_matters(list(adapter.get_matters(), first.iter().map(tile).collect()));
    adapter.set_further(list(adapter.get_further(), further.iter().map(tile).collect()));
    Page::Home
}

fn tile(tile: &Tile) -> MatterTile {
    MatterTile {
        key: tile.key.as_str().into(),
        name: say(&tile.name),
        summary: say(&tile.summary),
        facts: say(&tile.facts),
        open: tile.closed.is_none(),
        reason: say(tile.closed.as_deref().unwrap_or_default()),
    }
}
