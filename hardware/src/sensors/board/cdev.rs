//! Linux's GPIO character device, on any computer that has one; through the crate `gpiocdev`.
//!
//! Edges and debouncing are the kernel's (Linux 5.10 or later). It holds 16 edges a line; more are lost, which their
//! numbering tells.

use super::{Board, Change, Drive, Watch};
use crate::sensors::SensorFault;
use crate::sensors::settings::{Bias, InputLine};
use gpiocdev::chip::Chip;
use gpiocdev::line::{self, EdgeDetection, EdgeKind, Value};
use gpiocdev::request::{Builder, Request};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The name that `gpioinfo` shows beside our lines.
const CONSUMER: &str = "yici";

/// A chip by the path of its character device.
pub struct Cdev {
    chip: PathBuf,
}

impl Cdev {
    /// Names the chip. Nothing is opened yet.
    pub fn new(chip: &Path) -> Self {
        Self { chip: chip.to_owned() }
    }

    fn request(&self) -> Result<Builder, SensorFault> {
        let no_chip = |error: gpiocdev::Error| SensorFault::NoChip {
            chip: self.chip.display().to_string(),
            why: error.to_string(),
        };
        // Opened for its own sake first: a chip that is not there is another fault than a line that is taken.
        Chip::from_path(&self.chip).map_err(no_chip)?;
        let mut request = Request::builder();
        request.on_chip(&self.chip).with_consumer(CONSUMER);
        Ok(request)
    }
}

impl Board for Cdev {
    fn watch(&self, lines: &[InputLine]) -> Result<Box<dyn Watch>, SensorFault> {
        let mut request = self.request()?;
        for wired in lines {
            request.with_line(wired.line).as_input().with_edge_detection(EdgeDetection::BothEdges);
            match wired.bias {
                Bias::None => {}
                Bias::PullUp => drop(request.with_bias(line::Bias::PullUp)),
                Bias::PullDown => drop(request.with_bias(line::Bias::PullDown)),
            }
            if let Some(debounce) = wired.debounce() {
                request.with_debounce_period(debounce);
            }
        }
        Ok(Box::new(Watched { request: request.request().map_err(no_lines)?, last: 0 }))
    }

    fn drive(&self, lines: &[(u32, bool)]) -> Result<Box<dyn Drive>, SensorFault> {
        let mut request = self.request()?;
        for (line, high) in lines {
            request.with_line(*line).as_output(Value::from(*high));
        }
        Ok(Box::new(Driven(request.request().map_err(no_lines)?)))
    }
}

struct Watched {
    request: Request,
    last: u32,
}

impl Watch for Watched {
    fn is_high(&mut self, line: u32) -> Result<bool, SensorFault> {
        self.request.value(line).map(bool::from).map_err(gone)
    }

    fn wait(&mut self, patience: Duration) -> Result<Option<Change>, SensorFault> {
        if !self.request.wait_edge_event(patience).map_err(gone)? {
            return Ok(None);
        }
        let edge = self.request.read_edge_event().map_err(gone)?;
        // Numbered from 1 over all lines of the request.
        let next = self.last.wrapping_add(1);
        self.last = edge.seqno;
        Ok(Some(if edge.seqno == next {
            Change::Edge { line: edge.offset, high: edge.kind == EdgeKind::Rising }
        } else {
            Change::Lost
        }))
    }
}

struct Driven(Request);

impl Drive for Driven {
    fn set(&mut self, line: u32, high: bool) -> Result<(), SensorFault> {
        self.0.set_value(line, Value::from(high)).map(drop).map_err(gone)
    }
}

fn no_lines(error: gpiocdev::Error) -> SensorFault {
    SensorFault::NoLines(error.to_string())
}

fn gone(error: gpiocdev::Error) -> SensorFault {
    SensorFault::Gone(error.to_string())
}
