//! Raw lines of a GPIO chip, as the wire has them: no roles, no polarity.

pub mod cdev;
pub mod pi;

use super::SensorFault;
use super::settings::InputLine;
use std::time::Duration;

/// A chip.
pub trait Board: Send {
    /// Takes lines for watching; they are given back when the watch is dropped. Does not wait.
    fn watch(&self, lines: &[InputLine]) -> Result<Box<dyn Watch>, SensorFault>;

    /// Takes lines for driving, each at its first level, `true` for high. Does not wait.
    fn drive(&self, lines: &[(u32, bool)]) -> Result<Box<dyn Drive>, SensorFault>;
}

/// Lines that are watched. After an `Err` it is of no more use.
pub trait Watch: Send {
    /// The level of a line now.
    fn is_high(&mut self, line: u32) -> Result<bool, SensorFault>;

    /// Waits for the next edge that settled: the line, and whether it went high. Blocks for at most `patience`.
    fn wait(&mut self, patience: Duration) -> Result<Option<Change>, SensorFault>;
}

/// What was seen of watched lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// A line went high or low.
    Edge {
        /// Which.
        line: u32,
        /// Whether it is high now.
        high: bool,
    },
    /// Edges came faster than they were taken, and some are lost: read the levels.
    Lost,
}

/// Lines that are driven. After an `Err` it is of no more use.
pub trait Drive: Send {
    /// Brings a line to a level.
    fn set(&mut self, line: u32, high: bool) -> Result<(), SensorFault>;
}
