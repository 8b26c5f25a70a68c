//! A printer that speaks ESC/POS over a serial line, a device file or its own USB port ([`Place`]).
//!
//! - The line is opened when it is first needed and again after a fault, so plugging the printer in again is enough. The
//!   first answer after opening is thrown away: it may belong to what was asked before.
//! - A receipt counts as printed only when the printer has answered `GS r`, which it does in turn, after what was sent
//!   before, and then says that it is ready. A printer that does not know `GS r` cannot be used.
//! - After a transmission that broke off, the next one begins with 4,096 zero bytes: they complete a picture that
//!   the printer may still be waiting for, and mean nothing otherwise.
//!
//! Limits: 80 mm paper, 576 dots; on a serial line 8 data bits, no parity, no flow control, so the printer must take what
//! the line gives or have room for a receipt (some 2 KiB, or 15 KiB when much of it is drawn). Nothing is retried here.

pub mod encode;
mod line;
pub mod port;
pub mod status;

pub use encode::encode;
pub use port::Place;

use super::font::{self, Font};
use super::{Paper, PrintError, PrinterStatus, ReceiptPrinter};
use crate::wire::Wire;
use crate::wire::log::Log;
use crate::{Fault, Personal};
use line::Line;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// For a status, all four questions together.
const ASKING: Duration = Duration::from_millis(950);
/// For sending a receipt and hearing that it is printed. With a status before and one after, this makes fifteen seconds.
const PRINTING: Duration = Duration::from_secs(13);
/// How long the printer may keep quiet over a receipt before it is asked whether something is wrong.
const QUIET: Duration = Duration::from_millis(500);
/// At least as many bytes as the longest single command has: a line in double size, drawn.
const FILL: usize = 4096;

/// A receipt printer that speaks ESC/POS.
pub struct EscposPrinter {
    place: Place,
    /// Where what is said is written down, if it is.
    log: Option<Arc<Mutex<Log>>>,
    line: Option<Line>,
    font: FontFile,
    /// It has a sensor in its mouth.
    presenter: bool,
    /// The last transmission broke off, and the printer may be waiting for the rest of a command.
    broken_off: bool,
}

/// The font is read when something is first printed.
enum FontFile {
    Named(PathBuf),
    Read(Box<Font>),
    Missing,
}

impl EscposPrinter {
    /// A printer on a serial port.
    pub fn new(port: &str, baud: u32, font: Option<PathBuf>) -> Self {
        Self::at(Place::Serial(port.to_owned(), baud), font)
    }

    /// A printer at this place. Opens nothing yet.
    ///
    /// `font` is a file with Chinese characters for what the printer's own font lacks; without one it is
    /// [`font::STANDARD`]. When it cannot be read, those characters print as `〓`.
    pub fn at(place: Place, font: Option<PathBuf>) -> Self {
        Self {
            place,
            log: None,
            line: None,
            font: FontFile::Named(font.unwrap_or_else(|| Path::new(font::STANDARD).to_owned())),
            presenter: false,
            broken_off: false,
        }
    }

    /// The same, of a model with a presenter and a sensor in its mouth, which knows `DLE EOT 20`. What the presenter does
    /// with a receipt that nobody takes is set at the printer.
    #[must_use]
    pub fn with_presenter(mut self) -> Self {
        self.presenter = true;
        self
    }

    /// The same, writing down into `out` what is said, with personal data replaced ([`crate::wire`]).
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn recorded(mut self, out: impl Write + Send + 'static) -> io::Result<Self> {
        let what = format!("at {:?}", self.place);
        self.log = Some(Arc::new(Mutex::new(Log::begin(Wire::ReceiptPrinter, &what, out)?)));
        Ok(self)
    }

    /// The font, or `None` when there is none.
    fn font(&mut self) -> Option<&Font> {
        if let FontFile::Named(path) = &self.font {
            self.font = match Font::open(path) {
                Ok(font) => FontFile::Read(Box::new(font)),
                Err(why) => {
                    tracing::warn!(%why, "rare characters will print as a geta mark");
                    FontFile::Missing
                }
            };
        }
        match &self.font {
            FontFile::Read(font) => Some(font),
            FontFile::Named(_) | FontFile::Missing => None,
        }
    }

    /// Does something with the open line. A fault closes it, so that the next call starts afresh.
    fn with_line<T>(&mut self, work: impl FnOnce(&mut Line) -> Result<T, Fault>) -> Result<T, Fault> {
        let mut line = match self.line.take() {
            Some(line) => line,
            None => Line::on(match &self.log {
                Some(log) => self.place.open_recorded(Arc::clone(log))?,
                None => self.place.open()?,
            }),
        };
        let done = work(&mut line)?;
        self.line = Some(line);
        Ok(done)
    }
}

impl ReceiptPrinter for EscposPrinter {
    fn status(&mut self) -> Result<PrinterStatus, Fault> {
        self.with_line(|line| {
            line.forget();
            line.status(Instant::now() + ASKING)
        })
    }

    fn presented(&mut self) -> Result<Option<bool>, Fault> {
        if !self.presenter {
            return Ok(None);
        }
        let full = self.with_line(|line| line.full_status(Instant::now() + ASKING))?;
        Ok(Some(status::is_presented(full)))
    }

    fn print(&mut self, paper: &Paper) -> Result<(), PrintError> {
        let before = self.status().map_err(PrintError::Unreachable)?;
        if !before.can_print() {
            return Err(PrintError::Refused(before));
        }
        let bytes = Personal::new(encode(paper, self.font()));
        let fill = if self.broken_off { FILL } else { 0 };
        let after = self.with_line(|line| {
            let deadline = Instant::now() + PRINTING;
            line.send(&vec![0; fill], deadline)?;
            line.send(bytes.reveal(), deadline)?;
            until_printed(line, deadline)
        });
        self.broken_off = after.is_err();
        match after {
            Ok(status) if status.can_print() => Ok(()),
            Ok(status) => Err(PrintError::Unknown(status.to_string())),
            Err(fault) => Err(PrintError::Unknown(fault.to_string())),
        }
    }
}

/// Waits until the printer has printed all it was sent, or says why it cannot, and returns how it then is.
fn until_printed(line: &mut Line, deadline: Instant) -> Result<PrinterStatus, Fault> {
    line.send_to_end(&status::WHEN_PRINTED, deadline)?;
    loop {
        let printed = line.printed(deadline.min(Instant::now() + QUIET))?;
        let status = line.status(Instant::now() + ASKING)?;
        if printed || !status.can_print() {
            return Ok(status);
        }
        if Instant::now() >= deadline {
            return Err(Fault::Silent(PRINTING));
        }
    }
}
