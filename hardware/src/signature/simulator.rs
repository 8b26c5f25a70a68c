//! A signature pad that is not there: it sends Linux's input events on a pseudo-terminal, and has a hand that signs.
//!
//! - The real driver reads it, byte by byte, with the ranges of [`RANGES`] in its settings.
//! - No thread: each move of the hand is on the line when its call returns.
//!
//! Limit: the line holds some 4 KiB, about 40 points; past that, the hand waits for the driver, at most [`ROOM`].

use super::evdev::PadSettings;
use super::events::{Axis, InputEvent, encode};
use super::pen::{Point, Range, Ranges};
use crate::pty::Pty;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

/// How long the hand waits for the driver to read.
pub const ROOM: Duration = Duration::from_secs(5);

/// The pad's ranges: its units are shares already.
pub const RANGES: Ranges = Ranges { x: SHARES, y: SHARES, pressure: Some(SHARES) };
const SHARES: Range = Range { min: 0, max: 65_535 };

/// A simulated pad and its hand. It may be shared among threads.
pub struct PadSimulator {
    link: PathBuf,
    line: Mutex<Option<Pty>>,
}

impl PadSimulator {
    /// Plugs a pad in whose port is found at `link`. The link's directory must exist.
    pub fn start(link: &Path) -> io::Result<Self> {
        let simulator = Self { link: link.to_owned(), line: Mutex::default() };
        simulator.plug_in()?;
        Ok(simulator)
    }

    /// The settings of a driver that is to read it.
    pub fn settings(&self) -> PadSettings {
        PadSettings { port: self.link.display().to_string(), ranges: Some(RANGES) }
    }

    /// Puts the pen down on a point, or draws it on to there. `NotConnected` when the pad is unplugged.
    pub fn draw(&self, to: Point) -> io::Result<()> {
        self.send(&[
            InputEvent::Axis(Axis::X, to.x.into()),
            InputEvent::Axis(Axis::Y, to.y.into()),
            InputEvent::Axis(Axis::Pressure, to.pressure.into()),
            InputEvent::Touch(true),
            InputEvent::Report,
        ])
    }

    /// Lifts the pen.
    pub fn lift(&self) -> io::Result<()> {
        self.send(&[InputEvent::Axis(Axis::Pressure, 0), InputEvent::Touch(false), InputEvent::Report])
    }

    /// Draws each stroke and lifts the pen after it.
    pub fn sign(&self, strokes: &[Vec<Point>]) -> io::Result<()> {
        strokes.iter().try_for_each(|stroke| {
            stroke.iter().try_for_each(|point| self.draw(*point))?;
            self.lift()
        })
    }

    /// Sends these very events.
    pub fn send(&self, events: &[InputEvent]) -> io::Result<()> {
        let bytes: Vec<u8> = events.iter().flat_map(|event| encode(*event)).collect();
        self.send_bytes(&bytes)
    }

    /// Sends these very bytes.
    pub fn send_bytes(&self, bytes: &[u8]) -> io::Result<()> {
        self.line().as_mut().ok_or(io::ErrorKind::NotConnected)?.write_all(bytes, ROOM)
    }

    /// Pulls the plug.
    pub fn unplug(&self) {
        *self.line() = None;
    }

    /// Plugs it in again, at the same link. Does nothing if it is in already.
    pub fn plug_in(&self) -> io::Result<()> {
        let mut line = self.line();
        if line.is_none() {
            *line = Some(Pty::open_at(&self.link)?);
        }
        Ok(())
    }

    fn line(&self) -> MutexGuard<'_, Option<Pty>> {
        self.line.lock().expect("nobody panics with the lock held")
    }
}

/// A made-up signature of three strokes, for demonstrations and tests: a bar, a sweep and a loop.
pub fn sample_signature() -> Vec<Vec<Point>> {
    let bar = (0..30).map(|step| Point { x: 12_000 + step * 1_200, y: 20_000 - step * 60, pressure: 30_000 });
    let sweep =
        (0..40).map(|step| Point { x: 30_000 - step * 400, y: 12_000 + step * 900, pressure: 45_000 - step * 800 });
    let turn = (0..60_u16).map(|step| {
        let angle = f64::from(step) / 8.0;
        let reach = 4_000.0 + 120.0 * f64::from(step);
        Point { x: near(40_000.0, reach * angle.cos()), y: near(34_000.0, reach * angle.sin()), pressure: 28_000 }
    });
    vec![bar.collect(), sweep.collect(), turn.collect()]
}

fn near(middle: f64, off: f64) -> u16 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped into the range of u16 first")]
    let place = (middle + off).round().clamp(0.0, 65_535.0) as u16;
    place
}
