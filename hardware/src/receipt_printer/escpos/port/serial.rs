//! A serial line.

use super::Port;
use serialport::{ClearBuffer, SerialPort, TTYPort};
use std::io::{self, Read, Write};
use std::time::Duration;

pub fn open(port: &str, baud: u32) -> serialport::Result<TTYPort> {
    serialport::new(port, baud).open_native()
}

impl Port for TTYPort {
    fn send(&mut self, bytes: &[u8], wait: Duration) -> io::Result<()> {
        self.set_timeout(wait)?;
        self.write_all(bytes)
    }

    fn byte(&mut self, wait: Duration) -> io::Result<u8> {
        self.set_timeout(wait)?;
        let mut byte = [0];
        self.read_exact(&mut byte)?;
        Ok(byte[0])
    }

    fn forget(&mut self) {
        let _ = self.clear(ClearBuffer::Input);
    }

    fn has_left(&mut self) -> io::Result<bool> {
        // `flush` would wait without end for a printer that has stopped.
        Ok(self.bytes_to_write()? == 0)
    }

    fn drop_all(&mut self) {
        let _ = self.clear(ClearBuffer::All);
    }
}
