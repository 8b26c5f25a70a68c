//! Evidence that frames are painted.
//!
//! The window holds one dot whose colour the renderer must ask for. [`Beat::ask`] makes the dot stale; the answer to the
//! renderer's question is the evidence. A display that hangs asks nothing.

use crate::screens::App;
use slint::{ComponentHandle, Weak};
use std::cell::Cell;
use std::rc::Rc;
use yici_ui::{Chrome, Theme};

/// The question and its answer.
pub struct Beat {
    app: Weak<App>,
    painted: Rc<Cell<i32>>,
}

impl Beat {
    pub(super) fn bind(app: &App) -> Self {
        let painted = Rc::new(Cell::new(-1));
        let (answered, theme) = (Rc::clone(&painted), app.as_weak());
        app.global::<Chrome>().on_painted(move |beat| {
            answered.set(beat);
            theme.upgrade().map_or_else(slint::Color::default, |app| app.global::<Theme>().get_ground())
        });
        Self { app: app.as_weak(), painted }
    }

    /// Asks the renderer for a frame that holds this number.
    pub fn ask(&self, beat: i32) {
        if let Some(app) = self.app.upgrade() {
            app.global::<Chrome>().set_beat(beat);
        }
    }

    /// The number in the last painted frame; -1 before the first.
    pub fn painted(&self) -> i32 {
        self.painted.get()
    }
}
