//! A scripted finger. It sends the touch events a panel's driver would, never a mouse's.
//!
//! Positions are logical pixels from the window's upper left corner. Every helper lets enough time pass for a press
//! inside scrolling content to be told from a drag (100 ms), so what it caused has happened when it returns.

use std::cell::RefCell;
use std::time::Duration;

use i_slint_core::input::TouchPhase;
use i_slint_core::lengths::LogicalPoint;
use i_slint_core::platform::InternalEvent;
use slint::platform::WindowEvent;
use slint::{PlatformError, Rgba8Pixel, SharedPixelBuffer, Window};

const HOLD: Duration = Duration::from_millis(120);
const STEP: Duration = Duration::from_millis(16);

/// Sees where a finger goes, before it goes there: one point for a tap, the line for a drag.
pub type Watcher = Box<dyn FnMut(&[(f32, f32)])>;

thread_local! { static WATCHER: RefCell<Option<Watcher>> = const { RefCell::new(None) }; }

/// Lets somebody see everything that this thread's finger does from now on, or nobody.
pub fn mirror(watcher: Option<Watcher>) {
    WATCHER.set(watcher);
}

fn tell(points: &[(f32, f32)]) {
    // Taken out while it is called: a watcher may look at the window.
    if let Some(mut watcher) = WATCHER.take() {
        watcher(points);
        WATCHER.set(Some(watcher));
    }
}

/// Puts the finger down at a point and lifts it there.
pub fn tap(window: &Window, x: f32, y: f32) {
    tell(&[(x, y)]);
    touch(window, x, y, TouchPhase::Started);
    super::pass(HOLD);
    touch(window, x, y, TouchPhase::Ended);
    super::pass(HOLD);
}

/// Draws the finger along a line of points, one frame apart. Nothing happens for an empty line.
pub fn drag(window: &Window, points: &[(f32, f32)]) {
    let (Some(&(x, y)), Some(&(last_x, last_y))) = (points.first(), points.last()) else {
        return;
    };
    tell(points);
    touch(window, x, y, TouchPhase::Started);
    for &(x, y) in points {
        super::pass(STEP);
        touch(window, x, y, TouchPhase::Moved);
    }
    touch(window, last_x, last_y, TouchPhase::Ended);
    super::pass(HOLD);
}

/// What a finger does to the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// It comes down.
    Down,
    /// It is drawn along.
    Along,
    /// It is lifted.
    Up,
    /// The panel lost it.
    Lost,
}

/// One of several fingers at a point, at once and without letting time pass. Fingers are told apart by a number from 0.
pub fn one_of_many(window: &Window, finger: i32, (x, y): (f32, f32), does: Does) {
    let phase = match does {
        Does::Down => TouchPhase::Started,
        Does::Along => TouchPhase::Moved,
        Does::Up => TouchPhase::Ended,
        Does::Lost => TouchPhase::Cancelled,
    };
    let event = InternalEvent::Touch { id: finger, position: LogicalPoint::new(x, y), phase };
    window.dispatch_event(WindowEvent::internal(event));
}

/// What is on the screen now, RGBA with 8 bits each, as wide and high as the window.
///
/// # Errors
/// What the renderer says when the window was never shown.
pub fn snapshot(window: &Window) -> Result<SharedPixelBuffer<Rgba8Pixel>, PlatformError> {
    window.take_snapshot()
}

fn touch(window: &Window, x: f32, y: f32, phase: TouchPhase) {
    let event = InternalEvent::Touch { id: 0, position: LogicalPoint::new(x, y), phase };
    window.dispatch_event(WindowEvent::internal(event));
}
