//! The driver of a card reader that speaks GA/T 467 over a serial line, 8N1.
//!
//! - It opens the port at the first look and, after any fault, again at the next one: a cable may be pulled and put
//!   back without a restart.
//! - Before each command it throws away what the line still holds, in both directions: a reply does not say to what it
//!   answers, and requests that nobody takes must not pile up.
//! - A command is sent at most twice, the second time only when the first answer was garbled.
//! - A look ends within [`LOOK`], whatever the line does. At 115,200 baud a card takes 112 ms of line, at 9,600 more
//!   than a second: below 19,200 baud a slow reader may not be done in time, and counts as silent.
//! - The bytes of a card are erased from the driver's own memory; the system's buffer of the line is out of its reach.

use super::commands::{self, Check, Command, Find, Found, ReadTextAndPhoto, Refusal, Select, Status};
use super::frame::{Body, Decoder, FrameError};
use super::{CardReader, Look, ReadFault, layout};
use crate::Fault;
use serialport::{ClearBuffer, SerialPort};
use std::io::{self, Read, Write};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// The longest look; below the two seconds of [`CardReader::look`].
pub const LOOK: Duration = Duration::from_millis(1_900);

/// The longest pause inside a reply. USB adapters hold bytes back for some 16 ms.
const GAP: Duration = Duration::from_millis(150);

/// A card reader on a serial port.
pub struct SerialCardReader {
    port: String,
    baud: u32,
    line: Option<Line>,
}

impl SerialCardReader {
    /// Names the port and its speed (115,200 unless the reader was set otherwise). Nothing is opened yet.
    pub fn new(port: &str, baud: u32) -> Self {
        Self { port: port.to_owned(), baud, line: None }
    }
}

impl CardReader for SerialCardReader {
    fn look(&mut self) -> Result<Look, Fault> {
        self.on_line(look_over)
    }

    fn check(&mut self) -> Result<(), Fault> {
        self.on_line(|line, deadline| match line.ask::<Check>(deadline) {
            Ok(()) => Ok(()),
            Err(Trouble::Says(status)) => Err(Fault::Broken(status.meaning())),
            Err(Trouble::Line(fault)) => Err(fault),
        })
    }
}

impl SerialCardReader {
    fn on_line<T>(&mut self, talk: impl FnOnce(&mut Line, Instant) -> Result<T, Fault>) -> Result<T, Fault> {
        let deadline = Instant::now() + LOOK;
        let mut line = match self.line.take() {
            Some(line) => line,
            None => Line::open(&self.port, self.baud)?,
        };
        let said = talk(&mut line, deadline)?;
        // Kept only after success: a line that failed is closed, and opened afresh by the next call.
        self.line = Some(line);
        Ok(said)
    }
}

fn look_over(line: &mut Line, deadline: Instant) -> Result<Look, Fault> {
    match line.ask::<Find>(deadline) {
        Ok(Found::Card) => {}
        Ok(Found::Nothing) => return Ok(Look::NoCard),
        Err(trouble) => return trouble.into_look(),
    }
    match line.ask::<Select>(deadline).and_then(|()| line.ask::<ReadTextAndPhoto>(deadline)) {
        Ok(read) => Ok(match layout::decode(read.text.reveal(), read.photo) {
            Ok(card) => Look::Card(Box::new(card)),
            Err(fault) => Look::Unreadable(fault),
        }),
        // A card that leaves can strike a reader dumb. If it answers again, the card is gone and not the reader.
        Err(Trouble::Line(Fault::Silent(_))) if line.says_anything(deadline) => {
            Ok(Look::Unreadable(ReadFault::LiftedTooSoon))
        }
        Err(trouble) => trouble.into_look(),
    }
}

/// Why a command brought no reply.
enum Trouble {
    Says(Status),
    Line(Fault),
}

impl Trouble {
    fn into_look(self) -> Result<Look, Fault> {
        let status = match self {
            Self::Line(fault) => return Err(fault),
            Self::Says(status) => status,
        };
        match status.read_fault() {
            Some(fault) => Ok(Look::Unreadable(fault)),
            None => Err(Fault::Broken(status.meaning())),
        }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Line(Fault::from_io(error, GAP))
    }
}

impl From<serialport::Error> for Trouble {
    fn from(error: serialport::Error) -> Self {
        Self::from(io::Error::from(error))
    }
}

/// An open port.
struct Line {
    port: Box<dyn SerialPort>,
    decoder: Decoder,
}

impl Line {
    fn open(port: &str, baud: u32) -> Result<Self, Fault> {
        let opened = serialport::new(port, baud).timeout(GAP).open();
        let port = opened.map_err(|error| Fault::NotThere { port: port.to_owned(), why: error.to_string() })?;
        Ok(Self { port, decoder: Decoder::default() })
    }

    fn ask<C: Command>(&mut self, deadline: Instant) -> Result<C::Reply, Trouble> {
        match self.ask_once::<C>(deadline) {
            Err(Trouble::Line(Fault::Garbled(_)) | Trouble::Says(Status::RequestChecksum | Status::RequestLength)) => {
                self.ask_once::<C>(deadline)
            }
            answer => answer,
        }
    }

    fn says_anything(&mut self, deadline: Instant) -> bool {
        !matches!(self.ask::<Find>(deadline), Err(Trouble::Line(_)))
    }

    fn ask_once<C: Command>(&mut self, deadline: Instant) -> Result<C::Reply, Trouble> {
        self.port.clear(ClearBuffer::All)?;
        self.port.set_timeout(GAP)?;
        self.port.write_all(&commands::request::<C>())?;
        let body = self.await_frame(C::PATIENCE, deadline);
        // The line may stay open for days: neither half a reply nor a citizen's card stays behind in it.
        self.decoder.clear();
        commands::parse::<C>(body?.reveal()).map_err(|refusal| match refusal {
            Refusal::Status(status) => Trouble::Says(status),
            Refusal::Malformed(why) => Trouble::Line(Fault::Garbled(why)),
        })
    }

    /// The next frame. Waits for its first byte until `patience` is over, then from byte to byte no longer than [`GAP`].
    fn await_frame(&mut self, patience: Duration, deadline: Instant) -> Result<Body, Trouble> {
        let asked = Instant::now();
        let patient_until = deadline.min(asked + patience);
        let mut until = patient_until;
        let mut noise = None;
        let mut buffer = Zeroizing::new([0; 512]);
        loop {
            let now = Instant::now();
            let left = until.saturating_duration_since(now);
            self.port.set_timeout(left)?;
            let count = match self.port.read(&mut *buffer) {
                // However much still comes: a line that babbles must not hold the kiosk.
                Ok(_) if now > deadline => {
                    let fault = noise.map_or(Fault::Silent(asked.elapsed()), Fault::Garbled);
                    return Err(Trouble::Line(fault));
                }
                Ok(0) => return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted && !left.is_zero() => {
                    continue;
                }
                Err(error) => {
                    let fault = Fault::from_io(error, asked.elapsed());
                    let silent = matches!(fault, Fault::Silent(_));
                    return Err(Trouble::Line(noise.filter(|_| silent).map_or(fault, Fault::Garbled)));
                }
            };
            let mut bytes = &buffer[..count];
            while let Some(outcome) = self.decoder.take(&mut bytes) {
                match outcome {
                    Ok(body) => return Ok(body),
                    Err(FrameError::Checksum { .. }) => {
                        return Err(Trouble::Line(Fault::Garbled("a wrong checksum")));
                    }
                    Err(FrameError::Length(_)) => noise = Some("a length that no frame has"),
                }
            }
            until = if self.decoder.is_mid_frame() {
                deadline.min(Instant::now() + GAP)
            } else {
                noise.get_or_insert("bytes that are no frame");
                patient_until
            };
        }
    }
}
