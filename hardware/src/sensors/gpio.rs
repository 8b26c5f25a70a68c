//! Roles on raw lines: polarity, recovery, and what the caller was told.
//!
//! - The chip is opened by the first call, and after any fault again by the next one.
//! - After opening, the levels are read and compared with what the caller knows; so they are when edges were lost.
//! - Inputs and outputs are separate owners: each takes its own lines.

use super::board::{Board, Change, Drive, Watch};
use super::mirror::Mirror;
use super::settings::{GpioSettings, InputLine, OutputLine};
use super::{Edge, Input, Inputs, Output, Outputs, Role, SensorFault};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// The longest wait of [`Inputs::next_edge`].
pub const PATIENCE: Duration = Duration::from_secs(1);

/// Inputs on a board.
pub struct GpioInputs {
    board: Box<dyn Board>,
    wired: Vec<(Input, InputLine)>,
    watch: Option<Box<dyn Watch>>,
    mirror: Mirror,
}

impl GpioInputs {
    /// Takes the settings' inputs; the board's kind is the caller's choice. Nothing is opened yet.
    pub fn new(board: Box<dyn Board>, settings: &GpioSettings) -> Result<Self, SensorFault> {
        settings.check()?;
        let wired = settings.inputs.iter().map(|(input, line)| (*input, *line)).collect();
        Ok(Self { board, wired, watch: None, mirror: Mirror::default() })
    }

    fn read_levels(&mut self, watch: &mut dyn Watch) -> Result<(), SensorFault> {
        for (input, wired) in &self.wired {
            self.mirror.see(*input, watch.is_high(wired.line)? != wired.active_low);
        }
        Ok(())
    }

    fn take(&mut self, watch: &mut dyn Watch, change: Change) -> Result<(), SensorFault> {
        match change {
            Change::Lost => self.read_levels(watch)?,
            Change::Edge { line, high } => {
                if let Some((input, wired)) = self.wired.iter().find(|(_, wired)| wired.line == line) {
                    self.mirror.see(*input, high != wired.active_low);
                }
            }
        }
        Ok(())
    }
}

impl Inputs for GpioInputs {
    fn next_edge(&mut self, patience: Duration) -> Result<Option<Edge>, SensorFault> {
        let until = Instant::now() + patience.min(PATIENCE);
        let mut watch = match self.watch.take() {
            Some(watch) => watch,
            None => {
                let lines: Vec<InputLine> = self.wired.iter().map(|(_, wired)| *wired).collect();
                let mut watch = self.board.watch(&lines)?;
                self.read_levels(watch.as_mut())?;
                watch
            }
        };
        let edge = loop {
            if let Some(edge) = self.mirror.tell() {
                break Some(edge);
            }
            let left = until.saturating_duration_since(Instant::now());
            if let Some(change) = watch.wait(left)? {
                self.take(watch.as_mut(), change)?;
            }
            if left.is_zero() {
                break self.mirror.tell();
            }
        };
        // Kept only after success: a watch that failed is closed.
        self.watch = Some(watch);
        Ok(edge)
    }
}

/// Outputs on a board.
pub struct GpioOutputs {
    board: Box<dyn Board>,
    wired: BTreeMap<Output, OutputLine>,
    on: BTreeMap<Output, bool>,
    drive: Option<Box<dyn Drive>>,
}

impl GpioOutputs {
    /// Takes the settings' outputs; the board's kind is the caller's choice. Nothing is opened yet.
    pub fn new(board: Box<dyn Board>, settings: &GpioSettings) -> Result<Self, SensorFault> {
        settings.check()?;
        let on = settings.outputs.keys().map(|output| (*output, false)).collect();
        Ok(Self { board, wired: settings.outputs.clone(), on, drive: None })
    }
}

impl Outputs for GpioOutputs {
    fn set(&mut self, output: Output, on: bool) -> Result<(), SensorFault> {
        let wired = *self.wired.get(&output).ok_or(SensorFault::NotWired(Role::Out(output)))?;
        self.on.insert(output, on);
        let drive = match self.drive.take() {
            Some(mut drive) => {
                drive.set(wired.line, on != wired.active_low)?;
                drive
            }
            None => {
                let wanted =
                    |(output, wired): (&Output, &OutputLine)| (wired.line, self.on[output] != wired.active_low);
                let levels: Vec<(u32, bool)> = self.wired.iter().map(wanted).collect();
                self.board.drive(&levels)?
            }
        };
        // Kept only after success: lines that failed are given back, and taken afresh with every level wanted.
        self.drive = Some(drive);
        Ok(())
    }
}
