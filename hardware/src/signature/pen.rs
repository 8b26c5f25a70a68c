//! From events to the pen's way over the pad. No I/O.
//!
//! - A moment ends with a report; axes that it does not name stay as they were.
//! - A stroke begins when a report finds the pen touching with both axes known, and always at a point.
//! - After a loss of events the stroke is over, and the next begins when the pen touches anew.

use super::events::{Axis, InputEvent};
use serde::Deserialize;
use zeroize::Zeroize;

/// Where the pen is and how hard it presses; each a share of the pad's range, 0 to 65,535. X goes right, y goes down.
#[derive(Clone, Copy, PartialEq, Eq, Zeroize)]
pub struct Point {
    /// From the left edge.
    pub x: u16,
    /// From the upper edge.
    pub y: u16,
    /// From none; 65,535 where the pad does not feel it.
    pub pressure: u16,
}

/// A move of the pen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Pen {
    /// It came down here: a stroke begins.
    Down(Point),
    /// It went on to here.
    Move(Point),
    /// It was lifted: the stroke is over.
    Up,
}

/// The least and the greatest value of an axis, in the pad's own units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// The least.
    pub min: i32,
    /// The greatest; more than the least.
    pub max: i32,
}

impl Range {
    /// The value as a share, 0 to 65,535; outside of the range it counts as its edge. A range without width has no share
    /// but 0.
    pub fn share(self, value: i32) -> u16 {
        let width = i64::from(self.max) - i64::from(self.min);
        if width <= 0 {
            return 0;
        }
        let from = i64::from(value.clamp(self.min, self.max)) - i64::from(self.min);
        u16::try_from(from * i64::from(u16::MAX) / width).expect("a share of the range is at most one")
    }
}

/// The ranges of a pad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ranges {
    /// Across.
    pub x: Range,
    /// Down.
    pub y: Range,
    /// Pressure, where the pad feels it.
    pub pressure: Option<Range>,
}

/// Follows the pen through a pad's events.
pub struct Follower {
    ranges: Ranges,
    x: Option<u16>,
    y: Option<u16>,
    pressure: u16,
    touches: bool,
    drawing: bool,
    lost: bool,
    last: Option<Point>,
}

impl Follower {
    /// The pen is away and nothing is known of it.
    pub fn new(ranges: Ranges) -> Self {
        let pressure = if ranges.pressure.is_some() { 0 } else { u16::MAX };
        Self { ranges, x: None, y: None, pressure, touches: false, drawing: false, lost: false, last: None }
    }

    /// Takes the next event; gives a move where one is complete.
    pub fn take(&mut self, event: InputEvent) -> Option<Pen> {
        match event {
            InputEvent::Report if self.lost => {
                self.lost = false;
                None
            }
            InputEvent::Report => self.report(),
            InputEvent::Dropped => {
                (self.lost, self.touches) = (true, false);
                self.lift()
            }
            _ if self.lost => None,
            InputEvent::Touch(touches) => {
                self.touches = touches;
                None
            }
            InputEvent::Axis(axis, value) => {
                self.bring(axis, value);
                None
            }
            InputEvent::Other => None,
        }
    }

    fn bring(&mut self, axis: Axis, value: i32) {
        match (axis, self.ranges.pressure) {
            (Axis::X, _) => self.x = Some(self.ranges.x.share(value)),
            (Axis::Y, _) => self.y = Some(self.ranges.y.share(value)),
            (Axis::Pressure, Some(range)) => self.pressure = range.share(value),
            (Axis::Pressure, None) => {}
        }
    }

    fn report(&mut self) -> Option<Pen> {
        let (true, Some(x), Some(y)) = (self.touches, self.x, self.y) else {
            return self.lift();
        };
        let point = Point { x, y, pressure: self.pressure };
        let before = self.last.replace(point);
        match std::mem::replace(&mut self.drawing, true) {
            false => Some(Pen::Down(point)),
            true if before == Some(point) => None,
            true => Some(Pen::Move(point)),
        }
    }

    fn lift(&mut self) -> Option<Pen> {
        self.last = None;
        std::mem::take(&mut self.drawing).then_some(Pen::Up)
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        (self.x, self.y) = (None, None);
        self.last.zeroize();
    }
}
