//! The tap itself: a pseudo-terminal before the device's port, and a thread that carries bytes both ways.
//!
//! - What was said one way is held until something is said the other way, or nothing for [`PAUSE`], and is then scrubbed
//!   as a whole: it is known for what it is however it came.
//! - A recording that cannot be written ends; the carrying goes on.
//!
//! Limits: [`MAX_HELD`] bytes are held, of more only their number is written; [`MAX_ENTRIES`] pieces. A byte may be late
//! by [`BEAT`] twice. The speed of the line is the port's; that of the driver's own port has no effect.

use super::{Wire, scrub};
use crate::card_reader::transcript::{Direction, Entry, HEAD, MAX_ENTRIES, MAX_PIECE};
use crate::pty::Pty;
use crate::{Fault, Personal};
use serialport::{SerialPort, TTYPort};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long each side is listened to before the other one is.
const BEAT: Duration = Duration::from_millis(2);
/// How long a side may take to take bytes.
const ROOM: Duration = Duration::from_secs(1);
/// After this much silence what was said is over. Longer than any device pauses within what it says.
const PAUSE: Duration = Duration::from_millis(300);
/// The most bytes that are held.
pub const MAX_HELD: usize = 64 * 1024;

/// A tap on a line. It carries and records until it is finished or dropped.
pub struct Tap {
    port: PathBuf,
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<io::Result<()>>>,
}

impl Tap {
    /// Opens the device's port and records what is said there into `out`.
    ///
    /// [`Fault::NotThere`] when it cannot be opened, [`Fault::Unplugged`] when `out` cannot be written.
    pub fn open(wire: Wire, port: &str, baud: u32, mut out: impl Write + Send + 'static) -> Result<Self, Fault> {
        let not_there = |why: String| Fault::NotThere { port: port.to_owned(), why };
        let device =
            serialport::new(port, baud).timeout(BEAT).open_native().map_err(|why| not_there(why.to_string()))?;
        let driver = Pty::open().map_err(|why| not_there(why.to_string()))?;
        writeln!(out, "{HEAD}\n# {wire:?} at {baud} baud, personal data replaced").map_err(Fault::Unplugged)?;
        let over = Arc::<AtomicBool>::default();
        let (path, stop) = (driver.path().to_owned(), Arc::clone(&over));
        let log = Log { wire, out: Box::new(out), began: Instant::now(), entries: 0, held: Held::default() };
        let thread = thread::Builder::new()
            .name(String::from("wire-tap"))
            .spawn(move || carry(device, driver, log, &stop))
            .map_err(Fault::Unplugged)?;
        Ok(Self { port: path, over, thread: Some(thread) })
    }

    /// The port to give to the driver.
    pub fn port(&self) -> &Path {
        &self.port
    }

    /// Ends the recording. The error is the first one there was: of the device's line, or of the file.
    pub fn finish(mut self) -> io::Result<()> {
        self.end()
    }

    fn end(&mut self) -> io::Result<()> {
        self.over.store(true, Ordering::Relaxed);
        self.thread.take().map_or(Ok(()), |thread| thread.join().expect("the tap's thread does not panic"))
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        // One who wants to know calls `finish`.
        let _ = self.end();
    }
}

fn carry(mut device: TTYPort, mut driver: Pty, mut log: Log, over: &AtomicBool) -> io::Result<()> {
    let mut buffer = Personal::new(vec![0; 1_024]);
    let buffer = buffer.reveal_mut();
    while !over.load(Ordering::Relaxed) {
        if let Some(count) = came(driver.read(buffer, BEAT))? {
            log.said(Direction::Out, &buffer[..count])?;
            device.set_timeout(ROOM)?;
            device.write_all(&buffer[..count])?;
            device.set_timeout(BEAT)?;
        }
        if let Some(count) = came(device.read(buffer))? {
            log.said(Direction::In, &buffer[..count])?;
            // A driver that does not listen loses it, as on a real line.
            let _ = driver.write_all(&buffer[..count], ROOM);
        }
        if log.held.last.is_some_and(|last| last.elapsed() > PAUSE) {
            log.write_down()?;
        }
    }
    log.write_down()
}

/// How much came; `None` for silence.
fn came(read: io::Result<usize>) -> io::Result<Option<usize>> {
    match read {
        Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
        Ok(count) => Ok(Some(count)),
        Err(why) if matches!(why.kind(), io::ErrorKind::TimedOut | io::ErrorKind::Interrupted) => Ok(None),
        Err(why) => Err(why),
    }
}

struct Log {
    wire: Wire,
    out: Box<dyn Write + Send>,
    began: Instant,
    entries: usize,
    held: Held,
}

/// What is being said.
struct Held {
    direction: Direction,
    // At its full size from the start: a buffer that grows leaves unerased copies behind.
    bytes: Personal<Vec<u8>>,
    at: Duration,
    last: Option<Instant>,
    too_many: usize,
}

impl Default for Held {
    fn default() -> Self {
        let bytes = Personal::new(Vec::with_capacity(MAX_HELD));
        Self { direction: Direction::Out, bytes, at: Duration::ZERO, last: None, too_many: 0 }
    }
}

impl Log {
    fn said(&mut self, direction: Direction, bytes: &[u8]) -> io::Result<()> {
        if self.held.direction != direction {
            self.write_down()?;
            self.held.direction = direction;
        }
        if self.held.last.replace(Instant::now()).is_none() {
            self.held.at = self.began.elapsed();
        }
        let room = MAX_HELD - self.held.bytes.reveal().len();
        let (kept, lost) = bytes.split_at(bytes.len().min(room));
        self.held.bytes.reveal_mut().extend(kept);
        self.held.too_many += lost.len();
        Ok(())
    }

    fn write_down(&mut self) -> io::Result<()> {
        let clean = scrub::scrub(self.wire, self.held.direction, self.held.bytes.reveal());
        for piece in clean.chunks(MAX_PIECE) {
            self.entries += 1;
            if self.entries > MAX_ENTRIES {
                return Err(io::Error::other("the recording is as long as it may be; what came before is written"));
            }
            let (at, direction) = (self.held.at, self.held.direction);
            writeln!(self.out, "{}", Entry { at, direction, bytes: piece.to_vec(), remark: String::new() })?;
        }
        if self.held.too_many > 0 {
            writeln!(self.out, "# {} bytes more, not recorded", self.held.too_many)?;
        }
        // Erased, and its room kept.
        self.held.bytes.reveal_mut().fill(0);
        self.held.bytes.reveal_mut().clear();
        (self.held.last, self.held.too_many) = (None, 0);
        self.out.flush()
    }
}
