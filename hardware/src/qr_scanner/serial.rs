//! The driver of a scanner on a serial line (RS-232, or USB set to be a serial port), 8N1.
//!
//! - It opens the port at the first call and, after a broken line, again at the next one: a cable may be pulled and put
//!   back without a restart.
//! - A line that babbles is one fault, and holds no call for longer than [`CALL`].
//! - It sends nothing, except in [`SerialQrScanner::probe`].
//!
//! Limits: the system's buffer of the line holds some 4 KiB that nobody asked for; [`QrScanner::forget`] empties it. A
//! scanner on RS-232 that lost its power is not noticed, since it is silent either way; one on USB is.

use super::framing::{Framer, Overlong, SILENCE};
use super::newland::{self, Answer};
use super::{QrScanner, Scan};
use crate::Fault;
use serialport::{ClearBuffer, SerialPort};
use std::io::{self, Read, Write};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// After this a call waits for nothing but one more silence: below the second of [`QrScanner::scan`].
pub const CALL: Duration = Duration::from_millis(500);

/// What a scan that finds nothing waits for the first byte. More only delays the one who calls.
const WAIT: Duration = Duration::from_millis(200);

/// The longest silence that a scanner can be given.
pub const MAX_SILENCE: Duration = Duration::from_millis(400);

/// A scanner on a serial port.
pub struct SerialQrScanner {
    port: String,
    baud: u32,
    silence: Duration,
    line: Option<Line>,
}

impl SerialQrScanner {
    /// Names the port and its speed (9,600 unless the scanner was set otherwise; any on USB). Nothing is opened yet.
    pub fn new(port: &str, baud: u32) -> Self {
        Self { port: port.to_owned(), baud, silence: SILENCE, line: None }
    }

    /// The silence that ends a code without a line end, in place of [`SILENCE`]; at most [`MAX_SILENCE`]. More is for a
    /// scanner behind a radio link, which pauses inside a code.
    #[must_use]
    pub fn with_silence(self, silence: Duration) -> Self {
        Self { silence: silence.min(MAX_SILENCE), ..self }
    }

    /// Whether the scanner speaks Newland's programming protocol: a sign that it is there and powered. Changes no
    /// setting; a code that is waiting is lost. Blocks for at most half a second.
    ///
    /// For a technician's check: another make may take the question for something else.
    pub fn probe(&mut self) -> Result<bool, Fault> {
        self.on_line(Line::probe)
    }

    fn on_line<T>(&mut self, talk: impl FnOnce(&mut Line) -> Result<T, Fault>) -> Result<T, Fault> {
        let mut line = match self.line.take() {
            Some(line) => line,
            None => Line::open(&self.port, self.baud, self.silence)?,
        };
        let said = talk(&mut line);
        // A line that babbles is kept: what it still says belongs to the fault that was told.
        if !matches!(said, Err(Fault::Unplugged(_))) {
            self.line = Some(line);
        }
        said
    }
}

impl QrScanner for SerialQrScanner {
    fn scan(&mut self) -> Result<Option<Scan>, Fault> {
        self.on_line(Line::scan)
    }

    fn forget(&mut self) -> Result<(), Fault> {
        self.on_line(Line::forget)
    }

    fn check(&mut self) -> Result<(), Fault> {
        self.on_line(|line| line.port.bytes_to_read().map(|_| ()).map_err(broken))
    }
}

/// An open port.
struct Line {
    port: Box<dyn SerialPort>,
    silence: Duration,
    framer: Framer,
    /// Read, and after the end of the code that was passed on last.
    ahead: Zeroizing<Vec<u8>>,
}

impl Line {
    fn open(port: &str, baud: u32, silence: Duration) -> Result<Self, Fault> {
        let opened = serialport::new(port, baud).timeout(WAIT).open();
        let port = opened.map_err(|error| Fault::NotThere { port: port.to_owned(), why: error.to_string() })?;
        Ok(Self { port, silence, framer: Framer::default(), ahead: Zeroizing::default() })
    }

    fn scan(&mut self) -> Result<Option<Scan>, Fault> {
        let deadline = Instant::now() + CALL;
        let mut buffer = Zeroizing::new([0; 512]);
        let mut fresh = std::mem::take(&mut self.ahead);
        loop {
            let mut bytes = fresh.as_slice();
            if let Some(outcome) = self.framer.take(&mut bytes) {
                self.ahead = Zeroizing::new(bytes.to_vec());
                return match outcome {
                    Ok(scan) => Ok(Some(scan)),
                    Err(Overlong) => Err(Fault::Garbled("more than 4,096 bytes without an end of line")),
                };
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                // It still talks; the next call goes on here.
                return Ok(None);
            }
            match self.read(&mut *buffer, if self.framer.is_mid_code() { self.silence } else { WAIT.min(left) })? {
                Some(count) => fresh = Zeroizing::new(buffer[..count].to_vec()),
                None => return Ok(self.framer.end()),
            }
        }
    }

    fn forget(&mut self) -> Result<(), Fault> {
        let deadline = Instant::now() + CALL;
        self.framer.clear();
        self.ahead = Zeroizing::default();
        self.port.clear(ClearBuffer::Input).map_err(broken)?;
        // The rest of a code that is on its way is no code.
        let mut buffer = Zeroizing::new([0; 512]);
        while self.read(&mut *buffer, self.silence)?.is_some() {
            if Instant::now() >= deadline {
                self.framer.skip();
                break;
            }
        }
        Ok(())
    }

    fn probe(&mut self) -> Result<bool, Fault> {
        self.framer.clear();
        self.ahead = Zeroizing::default();
        self.port.clear(ClearBuffer::Input).map_err(broken)?;
        let begun = self.ask(newland::BEGIN, newland::BEGUN)?;
        // Also when it did not answer: one that heard and was slow must not stay in programming.
        let ended = self.ask(newland::END, newland::ENDED)?;
        Ok(begun && ended)
    }

    fn ask(&mut self, question: &[u8], wanted: &'static [u8]) -> Result<bool, Fault> {
        let deadline = Instant::now() + newland::PATIENCE;
        self.port.write_all(question).map_err(|error| Fault::from_io(error, WAIT))?;
        let mut answer = Answer::new(wanted);
        let mut buffer = Zeroizing::new([0; 64]);
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.read(&mut *buffer, left)? {
                Some(count) if answer.saw(&buffer[..count]) => return Ok(true),
                Some(_) if !left.is_zero() => {}
                _ => return Ok(false),
            }
        }
    }

    /// Reads at least one byte; `None` after `patience`.
    fn read(&mut self, buffer: &mut [u8], patience: Duration) -> Result<Option<usize>, Fault> {
        self.port.set_timeout(patience).map_err(broken)?;
        match self.port.read(buffer) {
            Ok(0) => Err(Fault::Unplugged(io::ErrorKind::UnexpectedEof.into())),
            Ok(count) => Ok(Some(count)),
            Err(error) => match Fault::from_io(error, patience) {
                Fault::Silent(_) => Ok(None),
                Fault::Unplugged(why) if why.kind() == io::ErrorKind::Interrupted => Ok(None),
                fault => Err(fault),
            },
        }
    }
}

fn broken(error: serialport::Error) -> Fault {
    Fault::Unplugged(error.into())
}
