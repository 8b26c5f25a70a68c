//! Which line of a GPIO chip is what, as a technician writes it.
//!
//! ```toml
//! driver = "cdev"                # any computer; "rppal" on a Raspberry Pi
//! chip = "/dev/gpiochip0"
//! [inputs.door-open]
//! line = 17
//! active-low = true
//! bias = "pull-up"
//! [outputs.receipt-light]
//! line = 22
//! ```

use super::board::{Board, cdev::Cdev, pi::Pi};
use super::gpio::{GpioInputs, GpioOutputs};
use super::{Input, Inputs, Output, Outputs, Role, SensorFault};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

/// A kiosk's digital inputs and outputs.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct GpioSettings {
    /// How the chip is reached.
    #[serde(default)]
    pub driver: Driver,
    /// The character device; `rppal` finds its own and ignores it.
    #[serde(default = "GpioSettings::usual_chip")]
    pub chip: PathBuf,
    /// The inputs that are wired.
    #[serde(default)]
    pub inputs: BTreeMap<Input, InputLine>,
    /// The outputs that are wired.
    #[serde(default)]
    pub outputs: BTreeMap<Output, OutputLine>,
}

/// How the chip is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Driver {
    /// Linux's GPIO character device.
    #[default]
    Cdev,
    /// The crate `rppal`, on a Raspberry Pi.
    Rppal,
}

/// A wired input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct InputLine {
    /// Its number on the chip; on a Raspberry Pi the BCM number.
    pub line: u32,
    /// Whether a low level means active.
    #[serde(default)]
    pub active_low: bool,
    /// The chip's own resistor.
    #[serde(default)]
    pub bias: Bias,
    /// How long a level must stay before it counts, in milliseconds; 0 to count each edge.
    #[serde(default = "InputLine::usual_debounce")]
    pub debounce_ms: u16,
}

/// A wired output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OutputLine {
    /// Its number on the chip; on a Raspberry Pi the BCM number.
    pub line: u32,
    /// Whether a low level means on.
    #[serde(default)]
    pub active_low: bool,
}

/// The chip's own resistor on an input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bias {
    /// None: the wiring has one.
    #[default]
    None,
    /// To the supply.
    PullUp,
    /// To ground.
    PullDown,
}

impl InputLine {
    /// The debounce as a time; `None` when each edge counts.
    pub fn debounce(&self) -> Option<Duration> {
        (self.debounce_ms > 0).then(|| Duration::from_millis(self.debounce_ms.into()))
    }

    // Contacts bounce for some milliseconds; nobody notices thirty.
    fn usual_debounce() -> u16 {
        30
    }
}

impl GpioSettings {
    /// Whether no line is given twice.
    pub fn check(&self) -> Result<(), SensorFault> {
        let inputs = self.inputs.iter().map(|(input, wired)| (wired.line, Role::In(*input)));
        let outputs = self.outputs.iter().map(|(output, wired)| (wired.line, Role::Out(*output)));
        let mut seen = BTreeMap::new();
        for (line, second) in inputs.chain(outputs) {
            if let Some(first) = seen.insert(line, second) {
                return Err(SensorFault::Twice { line, first, second });
            }
        }
        Ok(())
    }

    /// The inputs, by the driver that the settings name. Nothing is opened yet; fails as [`GpioSettings::check`] does.
    pub fn open_inputs(&self) -> Result<Box<dyn Inputs>, SensorFault> {
        Ok(Box::new(GpioInputs::new(self.board(), self)?))
    }

    /// The outputs, by the driver that the settings name. Nothing is opened yet; fails as [`GpioSettings::check`] does.
    pub fn open_outputs(&self) -> Result<Box<dyn Outputs>, SensorFault> {
        Ok(Box::new(GpioOutputs::new(self.board(), self)?))
    }

    fn board(&self) -> Box<dyn Board> {
        match self.driver {
            Driver::Cdev => Box::new(Cdev::new(&self.chip)),
            Driver::Rppal => Box::new(Pi),
        }
    }

    fn usual_chip() -> PathBuf {
        "/dev/gpiochip0".into()
    }
}
