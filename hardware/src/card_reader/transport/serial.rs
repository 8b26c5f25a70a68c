//! A serial line, 8N1: a real port, a USB adapter, or the simulator's pseudo-terminal.
//!
//! The bytes of a card are erased from the driver's own memory; the system's buffer of the line is out of its reach.

use super::{Connect, Transport};
use crate::Fault;
use crate::card_reader::driver::Gat467;
use serialport::{ClearBuffer, SerialPort};
use std::io::{self, Read, Write};
use std::time::Duration;

/// A card reader on a serial port.
pub type SerialCardReader = Gat467<Port>;

impl SerialCardReader {
    /// Names the port and its speed (115,200 unless the reader was set otherwise). Nothing is opened yet.
    ///
    /// At 115,200 baud a card takes 115 ms of line, at 9,600 more than a second: below 19,200 baud a slow reader may not
    /// be done in time, and counts as silent.
    pub fn new(port: &str, baud: u32) -> Self {
        Self::over(Port::new(port, baud))
    }
}

/// The name and the speed of a serial port.
pub struct Port {
    path: String,
    baud: u32,
}

impl Port {
    /// Nothing is opened yet.
    pub fn new(path: &str, baud: u32) -> Self {
        Self { path: path.to_owned(), baud }
    }
}

impl Connect for Port {
    type Line = SerialLine;

    fn connect(&mut self) -> Result<SerialLine, Fault> {
        let opened = serialport::new(&self.path, self.baud).open();
        opened.map(SerialLine).map_err(|error| Fault::NotThere { port: self.path.clone(), why: error.to_string() })
    }
}

/// A serial port that is open.
pub struct SerialLine(Box<dyn SerialPort>);

impl Transport for SerialLine {
    fn clear(&mut self) -> io::Result<()> {
        Ok(self.0.clear(ClearBuffer::All)?)
    }

    fn send(&mut self, bytes: &[u8], timeout: Duration) -> io::Result<()> {
        self.0.set_timeout(timeout)?;
        self.0.write_all(bytes)
    }

    fn receive(&mut self, buffer: &mut [u8], timeout: Duration) -> io::Result<usize> {
        self.0.set_timeout(timeout)?;
        self.0.read(buffer)
    }
}
