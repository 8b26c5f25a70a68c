//! Questions and answers on an open line.

use crate::Fault;
use crate::card_reader::Look;
use crate::card_reader::commands::{self, Command, Find, Refusal, Status};
use crate::card_reader::frame::{Body, Decoder, FrameError};
use crate::card_reader::transport::Transport;
use std::io;
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// The longest pause inside a reply. USB adapters hold bytes back for some 16 ms.
const GAP: Duration = Duration::from_millis(150);

/// Why a command brought no reply.
pub enum Trouble {
    /// The reader refused.
    Says(Status),
    /// Nothing came, or nothing that can be used.
    Line(Fault),
}

impl Trouble {
    /// What it means for a look: the card's fault, or the reader's.
    pub fn into_look(self) -> Result<Look, Fault> {
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

/// An open line, and what of a reply has come.
pub struct Line<T> {
    transport: T,
    decoder: Decoder,
}

impl<T: Transport> Line<T> {
    pub fn new(transport: T) -> Self {
        Self { transport, decoder: Decoder::default() }
    }

    pub fn ask<C: Command>(&mut self, deadline: Instant) -> Result<C::Reply, Trouble> {
        match self.ask_once::<C>(deadline) {
            Err(Trouble::Line(Fault::Garbled(_)) | Trouble::Says(Status::RequestChecksum | Status::RequestLength)) => {
                self.ask_once::<C>(deadline)
            }
            answer => answer,
        }
    }

    /// Whether the reader still answers, whatever it says.
    pub fn says_anything(&mut self, deadline: Instant) -> bool {
        !matches!(self.ask::<Find>(deadline), Err(Trouble::Line(_)))
    }

    fn ask_once<C: Command>(&mut self, deadline: Instant) -> Result<C::Reply, Trouble> {
        self.transport.clear()?;
        self.transport.send(&commands::request::<C>(), GAP)?;
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
            let count = match self.transport.receive(&mut *buffer, left) {
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
