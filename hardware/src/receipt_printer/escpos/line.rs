//! The line to a printer: bytes out within a deadline, answers in.
//!
//! Two kinds of answer can be under way at once, to `DLE EOT` and to `GS r`, and between them what the printer says unasked;
//! they are told apart by their fixed bits. At most [`MAX_NOISE`] bytes that are none of these are passed over.

use super::super::PrinterStatus;
use super::port::Port;
use super::status::{self, QUESTIONS};
use crate::Fault;
use std::time::{Duration, Instant};

/// Written at a time. The system says that there is room without saying how much, and blocks without end when a write
/// needs more. Linux never says so with less room than this (tried on a pseudo-terminal filled in uneven steps).
const CHUNK: usize = 256;
/// How long the line may take nothing: the printer is off, or its buffer is full because it has stopped.
const STUCK: Duration = Duration::from_secs(3);
/// Bytes passed over while waiting for one answer.
const MAX_NOISE: usize = 16;
/// Between the four bytes that come unasked; at 9600 baud they take four milliseconds.
const PACKET: Duration = Duration::from_millis(100);
/// For the answer that is thrown away.
const FIRST: Duration = Duration::from_millis(250);

/// What came in.
enum Heard {
    /// An answer to `DLE EOT`.
    RealTime(u8),
    /// The answer to `GS r`.
    Printed,
    /// How the printer is, unasked.
    Unasked(PrinterStatus),
    /// Nothing that has a meaning.
    Noise,
}

/// An open line.
pub struct Line {
    port: Box<dyn Port>,
    /// Nothing was asked yet since it was opened.
    fresh: bool,
    /// The answer to `GS r` has come.
    printed: bool,
}

impl Line {
    pub fn on(port: Box<dyn Port>) -> Self {
        Self { port, fresh: true, printed: false }
    }

    /// Drops what has come in unasked. Best effort: what cannot be dropped is passed over as noise.
    pub fn forget(&mut self) {
        self.port.forget();
        self.printed = false;
    }

    /// Asks the four questions.
    pub fn status(&mut self, deadline: Instant) -> Result<PrinterStatus, Fault> {
        if std::mem::replace(&mut self.fresh, false) {
            self.throw_first_answer_away(deadline)?;
        }
        let mut answers = [0; QUESTIONS.len()];
        for (answer, question) in answers.iter_mut().zip(QUESTIONS) {
            self.send(&status::ask(question), deadline)?;
            *answer = self.real_time_answer(deadline)?;
        }
        Ok(status::decode(answers))
    }

    /// Asks for the full status. Only a printer with a presenter knows the question.
    pub fn full_status(&mut self, deadline: Instant) -> Result<[u8; 4], Fault> {
        self.forget();
        self.send(&status::ask(status::FULL), deadline)?;
        let mut last = 0;
        for _ in 0..MAX_NOISE {
            let byte = self.byte(deadline)?;
            if [last, byte] == status::FULL_BEGINS {
                let mut full = [0; 4];
                for byte in &mut full {
                    *byte = self.byte(deadline)?;
                }
                return Ok(full);
            }
            last = byte;
        }
        Err(Fault::Garbled("no answer to DLE EOT 20 has this form"))
    }

    fn throw_first_answer_away(&mut self, deadline: Instant) -> Result<(), Fault> {
        self.send(&status::ask(QUESTIONS[0]), deadline)?;
        match self.real_time_answer(deadline.min(Instant::now() + FIRST)) {
            Err(broken @ Fault::Unplugged(_)) => Err(broken),
            Ok(_) | Err(_) => {
                self.forget();
                Ok(())
            }
        }
    }

    /// Gives `bytes` to the system, to be sent.
    pub fn send(&mut self, bytes: &[u8], deadline: Instant) -> Result<(), Fault> {
        for chunk in bytes.chunks(CHUNK) {
            let wait = STUCK.min(deadline.saturating_duration_since(Instant::now()));
            self.port.send(chunk, wait).map_err(|error| Fault::from_io(error, wait))?;
        }
        Ok(())
    }

    /// Like [`Line::send`], and returns once the last byte has left: what is asked next is then answered at once.
    pub fn send_to_end(&mut self, bytes: &[u8], deadline: Instant) -> Result<(), Fault> {
        self.forget();
        self.send(bytes, deadline)?;
        while !self.port.has_left().map_err(Fault::Unplugged)? {
            if Instant::now() >= deadline {
                return Err(Fault::Silent(STUCK));
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }

    /// Whether the answer to `GS r` has come or comes by `until`. Ends early when the printer says by itself that it cannot
    /// print.
    pub fn printed(&mut self, until: Instant) -> Result<bool, Fault> {
        while !self.printed {
            match self.hear(until) {
                Ok(Heard::Printed) => self.printed = true,
                Ok(Heard::Unasked(status)) if !status.can_print() => return Ok(false),
                Ok(_) => {}
                Err(Fault::Silent(_)) => return Ok(false),
                Err(fault) => return Err(fault),
            }
        }
        Ok(true)
    }

    fn real_time_answer(&mut self, deadline: Instant) -> Result<u8, Fault> {
        for _ in 0..MAX_NOISE {
            match self.hear(deadline)? {
                Heard::RealTime(answer) => return Ok(answer),
                Heard::Printed => self.printed = true,
                Heard::Unasked(_) | Heard::Noise => {}
            }
        }
        Err(Fault::Garbled("no answer to DLE EOT has this form"))
    }

    fn hear(&mut self, deadline: Instant) -> Result<Heard, Fault> {
        let byte = self.byte(deadline)?;
        if !status::is_unasked(byte) {
            return Ok(match byte {
                _ if status::is_real_time(byte) => Heard::RealTime(byte),
                _ if status::is_when_printed(byte) => Heard::Printed,
                _ => Heard::Noise,
            });
        }
        let mut packet = [byte, 0, 0, 0];
        for byte in &mut packet[1..] {
            match self.byte(Instant::now() + PACKET) {
                Ok(next) => *byte = next,
                Err(Fault::Silent(_)) => return Ok(Heard::Noise),
                Err(fault) => return Err(fault),
            }
        }
        Ok(status::decode_unasked(packet).map_or(Heard::Noise, Heard::Unasked))
    }

    fn byte(&mut self, deadline: Instant) -> Result<u8, Fault> {
        let wait = deadline.saturating_duration_since(Instant::now());
        self.port.byte(wait).map_err(|error| Fault::from_io(error, wait))
    }
}

impl Drop for Line {
    /// What could not be sent is thrown away, or the system would wait for it while closing.
    fn drop(&mut self) {
        self.port.drop_all();
    }
}
