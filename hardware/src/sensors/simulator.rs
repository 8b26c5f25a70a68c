//! A GPIO chip that is not there: a board of raw lines, and a hand that opens doors, presses buttons, looks at lamps and
//! pulls the chip's cable.
//!
//! - Everything above the board is the real code: roles, polarity, recovery, what was told.
//! - Every move of the hand takes effect at once; nobody sleeps.
//! - At most [`EDGES`] edges wait for a watcher; more are lost, as in the kernel.
//!
//! Limit: its contacts do not bounce, since debouncing is the kernel's.

use super::board::{Board, Change, Drive, Watch};
use super::gpio::{GpioInputs, GpioOutputs};
use super::settings::{GpioSettings, InputLine};
use super::{Input, Output, SensorFault};
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// How many edges wait for a watcher.
pub const EDGES: usize = 16;

/// A simulated chip and its hand. It may be shared among threads.
pub struct SensorSimulator {
    settings: GpioSettings,
    chip: Arc<Chip>,
}

#[derive(Default)]
struct Chip {
    lines: Mutex<Lines>,
    changed: Condvar,
}

#[derive(Default)]
struct Lines {
    gone: bool,
    // Counts how often the chip was plugged in: what was opened before is of no more use.
    life: u64,
    high: BTreeMap<u32, bool>,
    driven: BTreeMap<u32, bool>,
    edges: VecDeque<Change>,
}

impl SensorSimulator {
    /// A chip wired as the settings say, with every input inactive.
    pub fn new(settings: GpioSettings) -> Result<Self, SensorFault> {
        settings.check()?;
        let simulator = Self { chip: Arc::default(), settings };
        for wired in simulator.settings.inputs.values() {
            simulator.chip.lock().high.insert(wired.line, wired.active_low);
        }
        Ok(simulator)
    }

    /// The chip's inputs, for the one who watches them.
    pub fn inputs(&self) -> GpioInputs {
        GpioInputs::new(Box::new(SimulatedBoard(Arc::clone(&self.chip))), &self.settings)
            .expect("the settings were checked at the start")
    }

    /// The chip's outputs, for the one who drives them.
    pub fn outputs(&self) -> GpioOutputs {
        GpioOutputs::new(Box::new(SimulatedBoard(Arc::clone(&self.chip))), &self.settings)
            .expect("the settings were checked at the start")
    }

    /// Makes an input active or inactive. An input that is not wired has no effect.
    pub fn set(&self, input: Input, active: bool) {
        if let Some(wired) = self.settings.inputs.get(&input) {
            self.chip.lock().bring(wired.line, active != wired.active_low);
            self.chip.changed.notify_all();
        }
    }

    /// Whether an output is on; one that nobody drives, or that is not wired, is off.
    pub fn is_on(&self, output: Output) -> bool {
        self.chip.lock().is_on(&self.settings, output)
    }

    /// Waits until an output is on or off; `false` when `timeout` was over first.
    #[must_use]
    pub fn wait_until(&self, output: Output, on: bool, timeout: Duration) -> bool {
        let waits = |lines: &mut Lines| lines.is_on(&self.settings, output) != on;
        let waited = self.chip.changed.wait_timeout_while(self.chip.lock(), timeout, waits);
        !waited.expect("nobody panics with the lock held").1.timed_out()
    }

    /// Pulls the chip's cable: lamps go out, and who watches is told.
    pub fn unplug(&self) {
        let mut lines = self.chip.lock();
        lines.gone = true;
        lines.driven.clear();
        self.chip.changed.notify_all();
    }

    /// Plugs it in again. Its inputs are as the hand has left them.
    pub fn plug_in(&self) {
        let mut lines = self.chip.lock();
        lines.gone = false;
        lines.life += 1;
    }
}

impl Chip {
    fn lock(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().expect("nobody panics with the lock held")
    }
}

impl Lines {
    fn bring(&mut self, line: u32, high: bool) {
        if self.high.insert(line, high) == Some(high) {
            return;
        }
        if self.edges.len() < EDGES {
            self.edges.push_back(Change::Edge { line, high });
        } else if let Some(newest) = self.edges.back_mut() {
            *newest = Change::Lost;
        }
    }

    fn is_on(&self, settings: &GpioSettings, output: Output) -> bool {
        let wired = settings.outputs.get(&output);
        wired.is_some_and(|wired| self.driven.get(&wired.line).is_some_and(|high| *high != wired.active_low))
    }

    fn live(&self, life: u64) -> Result<(), SensorFault> {
        let lives = !self.gone && self.life == life;
        if lives { Ok(()) } else { Err(SensorFault::Gone("the cable was pulled".to_owned())) }
    }

    fn openable(&self) -> Result<(), SensorFault> {
        let (chip, why) = ("simulated".to_owned(), "the cable is out".to_owned());
        if self.gone { Err(SensorFault::NoChip { chip, why }) } else { Ok(()) }
    }
}

struct SimulatedBoard(Arc<Chip>);

impl Board for SimulatedBoard {
    fn watch(&self, _lines: &[InputLine]) -> Result<Box<dyn Watch>, SensorFault> {
        let mut lines = self.0.lock();
        lines.openable()?;
        // Edges are kept for who holds the lines, and nobody did.
        lines.edges.clear();
        Ok(Box::new(Held { chip: Arc::clone(&self.0), life: lines.life }))
    }

    fn drive(&self, levels: &[(u32, bool)]) -> Result<Box<dyn Drive>, SensorFault> {
        let mut lines = self.0.lock();
        lines.openable()?;
        lines.driven = levels.iter().copied().collect();
        self.0.changed.notify_all();
        Ok(Box::new(Held { chip: Arc::clone(&self.0), life: lines.life }))
    }
}

/// Lines of the chip, as long as it is not unplugged.
struct Held {
    chip: Arc<Chip>,
    life: u64,
}

impl Watch for Held {
    fn is_high(&mut self, line: u32) -> Result<bool, SensorFault> {
        let lines = self.chip.lock();
        lines.live(self.life).map(|()| lines.high.get(&line).copied().unwrap_or(false))
    }

    fn wait(&mut self, patience: Duration) -> Result<Option<Change>, SensorFault> {
        let life = self.life;
        let waits = |lines: &mut Lines| lines.edges.is_empty() && lines.live(life).is_ok();
        let waited = self.chip.changed.wait_timeout_while(self.chip.lock(), patience, waits);
        let mut lines = waited.expect("nobody panics with the lock held").0;
        lines.live(life).map(|()| lines.edges.pop_front())
    }
}

impl Drive for Held {
    fn set(&mut self, line: u32, high: bool) -> Result<(), SensorFault> {
        let mut lines = self.chip.lock();
        lines.live(self.life)?;
        lines.driven.insert(line, high);
        self.chip.changed.notify_all();
        Ok(())
    }
}
