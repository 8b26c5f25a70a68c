//! How hot it is inside, from the kernel's hwmon tree.
//!
//! A chip's directory is `hwmonN`, and N changes from boot to boot, so a chip is found by what its file `name` says. A
//! value `tempN_input` is in thousandths of a degree Celsius; `tempN_fault` is 1 where the sensor is broken (kernel
//! documentation, `hwmon/sysfs-interface`).
//!
//! At most 64 chips are looked at, and 64 bytes of a file are read.

use crate::Actor;
use serde::Deserialize;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

const CHIPS: usize = 64;
const BYTES: u64 = 64;
/// No part of a kiosk is colder or hotter, in thousandths of a degree: what says so is broken.
const BELIEVABLE: std::ops::RangeInclusive<i32> = -60_000..=150_000;

/// Something that knows how hot it is.
pub trait Thermometer: Send {
    /// Reads once. Takes as long as the chip does, commonly less than a millisecond; looks for the chip afresh each time,
    /// so a module that is loaded again needs no reset.
    fn read(&mut self) -> Result<Temperature, TemperatureFault>;
}

/// A temperature in thousandths of a degree Celsius, -60,000 to 150,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Temperature(pub i32);

impl Temperature {
    /// What a `tempN_input` says, without its end of line. `None` when it is no number, or no part of a kiosk has it.
    pub fn said(text: &str) -> Option<Self> {
        text.parse().ok().filter(|milli| BELIEVABLE.contains(milli)).map(Self)
    }
}

/// Which sensor is read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct HwmonSettings {
    /// The tree.
    #[serde(default = "HwmonSettings::usual_tree")]
    pub tree: PathBuf,
    /// What the chip's `name` says, such as `coretemp` or `cpu_thermal`.
    pub chip: String,
    /// The number of its sensor, from 1.
    #[serde(default = "HwmonSettings::first")]
    pub sensor: u8,
}

impl HwmonSettings {
    fn usual_tree() -> PathBuf {
        "/sys/class/hwmon".into()
    }

    fn first() -> u8 {
        1
    }
}

/// Why a temperature is not known.
#[derive(Debug, thiserror::Error)]
pub enum TemperatureFault {
    /// No chip of that name.
    #[error("no hwmon chip `{chip}` in {tree}; correct `chip` in the settings file, or load its kernel module")]
    NoChip {
        /// The name looked for.
        chip: String,
        /// Where.
        tree: String,
    },
    /// The chip is there, and this sensor of it is not, or cannot be read.
    #[error("cannot read {path} ({why}); correct `sensor` in the settings file")]
    NoSensor {
        /// The file.
        path: String,
        /// The system's own words.
        why: io::Error,
    },
    /// The sensor says that it is broken, or what cannot be.
    #[error("the sensor {0} is broken; have it replaced")]
    Broken(String),
}

impl TemperatureFault {
    /// Who must act.
    pub fn actor(&self) -> Actor {
        Actor::Technician
    }
}

/// A sensor of the kernel's hwmon tree.
pub struct HwmonThermometer {
    settings: HwmonSettings,
}

impl HwmonThermometer {
    /// Names the sensor. Nothing is opened yet.
    pub fn new(settings: HwmonSettings) -> Self {
        Self { settings }
    }

    fn chip(&self) -> Option<PathBuf> {
        let chips = fs::read_dir(&self.settings.tree).ok()?.take(CHIPS).flatten().map(|chip| chip.path());
        // The first by name, so that of two alike the same one is read each time.
        let alike = |chip: &PathBuf| read(&chip.join("name")).is_ok_and(|name| name == self.settings.chip);
        chips.filter(alike).min()
    }
}

impl Thermometer for HwmonThermometer {
    fn read(&mut self) -> Result<Temperature, TemperatureFault> {
        let HwmonSettings { tree, chip, sensor } = &self.settings;
        let found = self
            .chip()
            .ok_or_else(|| TemperatureFault::NoChip { chip: chip.clone(), tree: tree.display().to_string() })?;
        let input = found.join(format!("temp{sensor}_input"));
        let path = input.display().to_string();
        // A chip that has no such file has no way to say it.
        if read(&found.join(format!("temp{sensor}_fault"))).is_ok_and(|fault| fault != "0") {
            return Err(TemperatureFault::Broken(path));
        }
        let said = read(&input).map_err(|why| TemperatureFault::NoSensor { path: path.clone(), why })?;
        Temperature::said(&said).ok_or(TemperatureFault::Broken(path))
    }
}

fn read(path: &Path) -> io::Result<String> {
    let mut said = String::new();
    File::open(path)?.take(BYTES).read_to_string(&mut said)?;
    Ok(said.trim().to_owned())
}
