//! A camera that streams, whatever its stream comes from: what to do when it stalls, changes or goes away.
//!
//! - It is opened at the first call and, after it went away, again at the next one.
//! - Each opening asks anew what the camera sends, so one that comes back as another, or with another format, is only a
//!   camera.
//! - A picture is never older than the call: what was waiting is thrown away, and the next one awaited.
//! - Each picture is converted once, from the source's buffer into the frame: no copy in between.
//! - A camera that stalls, or sends what is no picture, is closed and opened afresh after [`MISSES`] calls.

use super::v4l2::negotiate::Mode;
use super::{Camera, CameraFault, Frame};
use std::io;
use std::time::{Duration, Instant};

/// The longest wait for a picture; below the half second of [`Camera::frame`], to leave time for converting it.
pub const WAIT: Duration = Duration::from_millis(400);

/// Calls without a picture after which the camera is opened afresh. One alone may be a camera that is only waking up, or
/// a picture that a bad contact damaged.
pub const MISSES: u8 = 5;

/// Pictures that may be waiting already; a fast camera must not keep a call here.
const WAITING: usize = 2;

/// Where a stream comes from.
pub trait Source: Send {
    /// The stream once it is open.
    type Stream: Stream;

    /// Opens it, and says what it will send.
    fn open(&mut self) -> Result<(Self::Stream, Mode), Trouble>;

    /// Whether it is there, without opening it.
    fn find(&self) -> io::Result<()>;

    /// What it is called, for a technician.
    fn name(&self) -> String;
}

/// A stream of pictures. An error means that it has ended.
pub trait Stream: Send {
    /// Whether a picture can be taken without blocking, now or within `patience`.
    fn ready(&mut self, patience: Duration) -> io::Result<bool>;

    /// Takes the oldest picture and hands it to `see`; `None` when the source itself says that it is damaged.
    fn take(&mut self, see: &mut dyn FnMut(Option<&[u8]>)) -> io::Result<()>;
}

/// Why a source does not open.
pub enum Trouble {
    /// The system's own reason.
    System(io::Error),
    /// It is there and cannot be used.
    Unusable(String),
}

impl From<io::Error> for Trouble {
    fn from(why: io::Error) -> Self {
        Self::System(why)
    }
}

/// A camera over such a source.
pub struct StreamingCamera<S: Source> {
    source: S,
    open: Option<Open<S::Stream>>,
}

struct Open<T> {
    stream: T,
    mode: Mode,
    misses: u8,
}

impl<S: Source> StreamingCamera<S> {
    /// Over this source. Nothing is opened yet.
    pub fn over(source: S) -> Self {
        Self { source, open: None }
    }
}

impl<S: Source> Camera for StreamingCamera<S> {
    fn frame(&mut self) -> Result<Frame, CameraFault> {
        let name = self.source.name();
        let gone = |why: &io::Error| CameraFault::Gone(format!("{name} ({why})"));
        let mut open = match self.open.take() {
            Some(open) => open,
            None => match self.source.open() {
                Ok((stream, mode)) => Open { stream, mode, misses: 0 },
                Err(Trouble::System(why)) => return Err(gone(&why)),
                Err(Trouble::Unusable(why)) => return Err(CameraFault::Unusable(why)),
            },
        };
        let answer = open.next().map_err(|why| gone(&why))?;
        open.misses = if answer.is_ok() { 0 } else { open.misses + 1 };
        if open.misses < MISSES {
            self.open = Some(open);
        }
        answer
    }

    fn rest(&mut self) -> Result<(), CameraFault> {
        self.open = None;
        self.source.find().map_err(|why| CameraFault::Gone(format!("{} ({why})", self.source.name())))
    }
}

impl<T: Stream> Open<T> {
    /// The first picture that comes after now. The outer error is the stream's: the camera went away.
    fn next(&mut self) -> io::Result<Result<Frame, CameraFault>> {
        let until = Instant::now() + WAIT;
        for _ in 0..WAITING {
            if !self.stream.ready(Duration::ZERO)? {
                break;
            }
            self.stream.take(&mut |_| {})?;
        }
        if !self.stream.ready(until.saturating_duration_since(Instant::now()))? {
            return Ok(Err(CameraFault::Stalled(WAIT)));
        }
        let (mode, mut seen) = (self.mode, None);
        self.stream.take(&mut |picture| {
            let damaged = || String::from("marked as damaged by its driver");
            seen =
                Some(picture.ok_or_else(damaged).and_then(|bytes| mode.decode(bytes)).map_err(CameraFault::Unusable));
        })?;
        seen.ok_or_else(|| io::Error::other("it gave no picture though one was ready"))
    }
}
