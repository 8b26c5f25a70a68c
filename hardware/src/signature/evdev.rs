//! The driver of a pad that Linux knows as an input device.
//!
//! - It opens the pad at the first call and, after any fault, again at the next one.
//! - It takes the pad for itself, so that the pen moves nothing else on the screen.
//! - The pad says its ranges. Where the settings give them, the port is read as a plain stream of events and is asked
//!   nothing: for a pad that says wrong ones, and for a recording or a simulator. It is then not taken for ourselves.
//! - At most [`BATCH`] events are read at once; the memory that they were read into is erased, the moves that wait to be
//!   taken are not.

use super::events::{self, Axis, EVENT_LEN, InputEvent};
use super::pen::{Follower, Range, Ranges};
use super::{PadFault, Pen, SignaturePad};
use evdevil::event::{Abs, Key};
use evdevil::{AbsInfo, Evdev};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags, open};
use rustix::io::Errno;
use serde::Deserialize;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// The longest wait of [`SignaturePad::next`].
pub const PATIENCE: Duration = Duration::from_secs(1);
/// How many events are read at once.
pub const BATCH: usize = 32;

/// Which pad.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PadSettings {
    /// Its device, best by a name that stays, as in `/dev/input/by-id`.
    pub port: String,
    /// Its ranges, for a pad that says wrong ones or none; see the head of this module.
    pub ranges: Option<Ranges>,
}

/// A signature pad on an input device.
pub struct EvdevPad {
    settings: PadSettings,
    pad: Option<Pad>,
}

impl EvdevPad {
    /// Names the pad. Nothing is opened yet.
    pub fn new(settings: PadSettings) -> Self {
        Self { settings, pad: None }
    }
}

impl SignaturePad for EvdevPad {
    fn next(&mut self, patience: Duration) -> Result<Option<Pen>, PadFault> {
        let until = Instant::now() + patience.min(PATIENCE);
        let mut pad = match self.pad.take() {
            Some(pad) => pad,
            None => Pad::open(&self.settings)?,
        };
        let pen = loop {
            if let Some(pen) = pad.moves.pop_front() {
                break Some(pen);
            }
            let left = until.saturating_duration_since(Instant::now());
            let more = pad.wait(left).and_then(|ready| if ready { pad.read() } else { Ok(()) });
            more.map_err(PadFault::Unplugged)?;
            if left.is_zero() {
                break pad.moves.pop_front();
            }
        };
        // Kept only after success: a pad that failed is closed.
        self.pad = Some(pad);
        Ok(pen)
    }
}

struct Pad {
    stream: File,
    follower: Follower,
    // The beginning of an event, where a stream was cut inside one.
    rest: Zeroizing<Vec<u8>>,
    moves: VecDeque<Pen>,
}

impl Pad {
    fn open(settings: &PadSettings) -> Result<Self, PadFault> {
        let (stream, follower) = match settings.ranges {
            Some(ranges) => (open_stream(&settings.port)?, Follower::new(ranges)),
            None => open_pad(&settings.port)?,
        };
        let rest = Zeroizing::new(Vec::with_capacity(EVENT_LEN * (BATCH + 1)));
        Ok(Self { stream, follower, rest, moves: VecDeque::with_capacity(BATCH + 1) })
    }

    fn wait(&self, patience: Duration) -> io::Result<bool> {
        let patience = Timespec::try_from(patience).map_err(|_| ErrorKind::InvalidInput)?;
        match poll(&mut [PollFd::new(&self.stream, PollFlags::IN)], Some(&patience)) {
            // A pad that went away counts as ready: reading it says why.
            Ok(ready) => Ok(ready > 0),
            Err(Errno::INTR) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    fn read(&mut self) -> io::Result<()> {
        let mut buffer = Zeroizing::new([0; EVENT_LEN * BATCH]);
        match self.stream.read(buffer.as_mut_slice()) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(count) => self.rest.extend_from_slice(&buffer[..count]),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => return Ok(()),
            Err(error) => return Err(error),
        }
        let (whole, rest) = self.rest.as_chunks::<EVENT_LEN>();
        let moves = whole.iter().filter_map(|event| self.follower.take(events::decode(event)));
        self.moves.extend(moves);
        let rest = rest.len();
        let taken = self.rest.len() - rest;
        self.rest.copy_within(taken.., 0);
        self.rest.truncate(rest);
        Ok(())
    }
}

/// An input device: taken for ourselves, its ranges asked.
fn open_pad(port: &str) -> Result<(File, Follower), PadFault> {
    let not_a_pad = |why: String| PadFault::NotAPad { port: port.to_owned(), why };
    let pad = Evdev::open(port).map_err(|why| match why.kind() {
        ErrorKind::InvalidInput => not_a_pad(why.to_string()),
        _ => PadFault::NotThere { port: port.to_owned(), why },
    })?;
    let asked = |error: io::Error| not_a_pad(error.to_string());
    let axes = pad.supported_abs_axes().map_err(asked)?;
    let keys = pad.supported_keys().map_err(asked)?;
    if !(axes.contains(Abs::X) && axes.contains(Abs::Y) && keys.contains(Key::BTN_TOUCH)) {
        return Err(not_a_pad("it has no pen that touches".to_owned()));
    }
    let axis = |axis| pad.abs_info(axis).map_err(asked);
    let (x, y) = (axis(Abs::X)?, axis(Abs::Y)?);
    let pressure = if axes.contains(Abs::PRESSURE) { Some(axis(Abs::PRESSURE)?) } else { None };
    let ranges = Ranges { x: x.into(), y: y.into(), pressure: pressure.map(Range::from) };
    let mut follower = Follower::new(ranges);
    // The kernel tells of an axis only when it changes, so what it holds now must be asked.
    for (axis, info) in [(Axis::X, Some(x)), (Axis::Y, Some(y)), (Axis::Pressure, pressure)] {
        info.and_then(|info| follower.take(InputEvent::Axis(axis, info.raw_value())));
    }
    pad.grab().map_err(|error| not_a_pad(format!("another program holds it: {error}")))?;
    pad.set_nonblocking(true).map_err(asked)?;
    Ok((File::from(OwnedFd::from(pad)), follower))
}

/// A stream of recorded events.
fn open_stream(port: &str) -> Result<File, PadFault> {
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let not_there = |error: Errno| PadFault::NotThere { port: port.to_owned(), why: error.into() };
    open(port, flags, Mode::empty()).map(File::from).map_err(not_there)
}

impl From<AbsInfo> for Range {
    fn from(axis: AbsInfo) -> Self {
        Self { min: axis.minimum(), max: axis.maximum() }
    }
}
