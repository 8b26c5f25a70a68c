//! A keypad of two or three raised keys, for those who cannot see or cannot touch the screen: on to the next thing, back
//! to the one before, and do it.
//!
//! - The order is that of the page: the heading, its content, the ways on; while a dialog is up, only what stands in it.
//! - What it stands on wears a ring, from the first key until the next finger.

use crate::{App, Chrome};
use slint::ComponentHandle;
use slint::platform::{Key as Named, WindowEvent};

/// A key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// On to the next thing that can be touched.
    Next,
    /// Back to the one before.
    Previous,
    /// Touch it.
    Press,
}

/// Presses a key and lets it go.
pub fn press(app: &App, key: Key) {
    app.global::<Chrome>().set_by_keys(true);
    let named = match key {
        Key::Next => Named::Tab,
        Key::Previous => Named::Backtab,
        Key::Press => Named::Return,
    };
    strike(app, named);
    // Before the first thing on the page: nothing stands there to be touched.
    if key != Key::Press && app.global::<Chrome>().get_at_head() {
        strike(app, named);
    }
}

fn strike(app: &App, named: Named) {
    let window = app.window();
    window.dispatch_event(WindowEvent::KeyPressed { text: named.into() });
    window.dispatch_event(WindowEvent::KeyReleased { text: named.into() });
}
