//! The tap itself: a pseudo-terminal before the device's port, and a thread that carries bytes both ways.
//!
//! - What was said one way is held until something is said the other way, or nothing for a while, and is then scrubbed
//!   as a whole: it is known for what it is however it came.
//! - A recording that cannot be written ends; the carrying goes on.
//!
//! Limits: those of the recording ([`super::log`]). A byte may be late
//! by [`BEAT`] twice. The speed of the line is the port's; that of the driver's own port has no effect.

use super::Wire;
use super::log::Log;
use crate::card_reader::transcript::Direction;
use crate::pty::Pty;
use crate::{Fault, Personal};
use serialport::{SerialPort, TTYPort};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long each side is listened to before the other one is.
const BEAT: Duration = Duration::from_millis(2);
/// How long a side may take to take bytes.
const ROOM: Duration = Duration::from_secs(1);

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
    pub fn open(wire: Wire, port: &str, baud: u32, out: impl Write + Send + 'static) -> Result<Self, Fault> {
        let not_there = |why: String| Fault::NotThere { port: port.to_owned(), why };
        let device =
            serialport::new(port, baud).timeout(BEAT).open_native().map_err(|why| not_there(why.to_string()))?;
        let driver = Pty::open().map_err(|why| not_there(why.to_string()))?;
        let log = Log::begin(wire, &format!("at {baud} baud"), out).map_err(Fault::Unplugged)?;
        let over = Arc::<AtomicBool>::default();
        let (path, stop) = (driver.path().to_owned(), Arc::clone(&over));
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
        log.after_a_pause()?;
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
