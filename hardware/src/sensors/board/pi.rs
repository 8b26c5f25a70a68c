//! The header of a Raspberry Pi; through the crate `rppal`.
//!
//! Levels are read and set in the chip's own registers, edges and debouncing are the kernel's. On any other computer
//! each call ends with [`SensorFault::NotAPi`].
//!
//! Limit: lines that are given back return to the mode that they had, so a lamp goes out when its owner is dropped.

use super::{Board, Change, Drive, Watch};
use crate::sensors::SensorFault;
use crate::sensors::settings::{Bias, InputLine};
use rppal::gpio::{Error, Gpio, InputPin, OutputPin, Pin, Trigger};
use std::collections::BTreeMap;
use std::time::Duration;

/// The header's lines, by their BCM numbers.
pub struct Pi;

impl Board for Pi {
    fn watch(&self, lines: &[InputLine]) -> Result<Box<dyn Watch>, SensorFault> {
        let gpio = Gpio::new().map_err(cannot_open)?;
        let mut pins = Vec::with_capacity(lines.len());
        for wired in lines {
            let pin = pin(&gpio, wired.line)?;
            let mut pin = match wired.bias {
                Bias::None => pin.into_input(),
                Bias::PullUp => pin.into_input_pullup(),
                Bias::PullDown => pin.into_input_pulldown(),
            };
            pin.set_interrupt(Trigger::Both, wired.debounce()).map_err(no_lines)?;
            pins.push(pin);
        }
        Ok(Box::new(Watched { gpio, pins, last: BTreeMap::new() }))
    }

    fn drive(&self, lines: &[(u32, bool)]) -> Result<Box<dyn Drive>, SensorFault> {
        let gpio = Gpio::new().map_err(cannot_open)?;
        let mut pins = Vec::with_capacity(lines.len());
        for (line, high) in lines {
            let pin = pin(&gpio, *line)?;
            pins.push(if *high { pin.into_output_high() } else { pin.into_output_low() });
        }
        Ok(Box::new(Driven(pins)))
    }
}

fn pin(gpio: &Gpio, line: u32) -> Result<Pin, SensorFault> {
    let number = u8::try_from(line).map_err(|_| SensorFault::NoLines(format!("there is no line {line}")))?;
    gpio.get(number).map_err(no_lines)
}

struct Watched {
    gpio: Gpio,
    pins: Vec<InputPin>,
    // The number of each line's last edge.
    last: BTreeMap<u8, u32>,
}

impl Watch for Watched {
    fn is_high(&mut self, line: u32) -> Result<bool, SensorFault> {
        let pin = self.pins.iter().find(|pin| u32::from(pin.pin()) == line);
        pin.map(InputPin::is_high).ok_or_else(|| SensorFault::NoLines(format!("line {line} is not watched")))
    }

    fn wait(&mut self, patience: Duration) -> Result<Option<Change>, SensorFault> {
        let pins: Vec<&InputPin> = self.pins.iter().collect();
        let gone = |error: Error| SensorFault::Gone(error.to_string());
        let Some((pin, edge)) = self.gpio.poll_interrupts(&pins, false, Some(patience)).map_err(gone)? else {
            return Ok(None);
        };
        let next = self.last.insert(pin.pin(), edge.seqno).unwrap_or(0).wrapping_add(1);
        Ok(Some(match edge.trigger {
            Trigger::RisingEdge if edge.seqno == next => Change::Edge { line: pin.pin().into(), high: true },
            Trigger::FallingEdge if edge.seqno == next => Change::Edge { line: pin.pin().into(), high: false },
            _ => Change::Lost,
        }))
    }
}

struct Driven(Vec<OutputPin>);

impl Drive for Driven {
    fn set(&mut self, line: u32, high: bool) -> Result<(), SensorFault> {
        let pin = self.0.iter_mut().find(|pin| u32::from(pin.pin()) == line);
        let pin = pin.ok_or_else(|| SensorFault::NoLines(format!("line {line} is not driven")))?;
        if high {
            pin.set_high()
        } else {
            pin.set_low()
        }
        Ok(())
    }
}

fn cannot_open(error: Error) -> SensorFault {
    match error {
        Error::UnknownModel => SensorFault::NotAPi,
        other => SensorFault::NoChip { chip: "of the Raspberry Pi".to_owned(), why: other.to_string() },
    }
}

fn no_lines(error: Error) -> SensorFault {
    SensorFault::NoLines(error.to_string())
}
