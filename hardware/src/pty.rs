//! A pseudo-terminal on which a simulator lives.
//!
//! - A driver opens [`Pty::path`] like any serial port. It may close and reopen it: the line does not end while the
//!   [`Pty`] lives.
//! - With [`Pty::open_at`] the port has a name that stays the same from one `Pty` to the next, as udev gives one to a
//!   device wherever it is plugged in.
//! - Dropping the `Pty` pulls the plug: the name is gone, and a driver that still holds the port reads an error.
//! - The line is raw: no echo, no translation of newlines. The baud rate is accepted and has no effect on speed.
//!
//! Limits: the system holds some 4 KiB in each direction. On a full line [`Pty::write_all`] gives up after its time-out,
//! but a driver's own `write` of more than the room left blocks in the system call. A driver that is killed leaves its
//! mark of exclusive use (`TIOCEXCL`) behind until the `Pty` is dropped; one that closes the port does not.

use serialport::{SerialPort, TTYPort};
use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The device's end of a pseudo-terminal.
pub struct Pty {
    device: TTYPort,
    // Held open so that `device` never sees "nobody there" between two drivers.
    _port: TTYPort,
    target: PathBuf,
    link: Option<PathBuf>,
}

impl Pty {
    /// Opens a pair whose port has only the name that the system gave it.
    pub fn open() -> io::Result<Self> {
        let (device, port) = TTYPort::pair()?;
        // The copies are closed in child processes; the originals would keep the line up after the plug was pulled.
        let (device, _port) = (device.try_clone_native()?, port.try_clone_native()?);
        let name = port.name().ok_or_else(|| io::Error::other("the pseudo-terminal has no name"))?;
        Ok(Self { device, _port, target: PathBuf::from(name), link: None })
    }

    /// Opens a pair and makes `link` point to its port. A link that is already there is replaced; its directory must
    /// exist.
    ///
    /// Anything else at that path is left alone: that is `AlreadyExists`.
    pub fn open_at(link: &Path) -> io::Result<Self> {
        if link.symlink_metadata().is_ok_and(|found| !found.is_symlink()) {
            let why = format!("{} is not a link; choose another name for the port", link.display());
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, why));
        }
        let mut pty = Self::open()?;
        // Renamed into place, so a driver finds the old port or the new one, never neither.
        let mut fresh = link.as_os_str().to_owned();
        fresh.push(format!(".new-{}", pty.target.file_name().unwrap_or_default().display()));
        let fresh = PathBuf::from(fresh);
        let _ = fs::remove_file(&fresh);
        symlink(&pty.target, &fresh)?;
        fs::rename(&fresh, link)?;
        pty.link = Some(link.to_owned());
        Ok(pty)
    }

    /// Where a driver finds the port: the link, if there is one.
    pub fn path(&self) -> &Path {
        self.link.as_deref().unwrap_or(&self.target)
    }

    /// Reads what a driver has written, at least one byte; blocks for at most `timeout`.
    ///
    /// `TimedOut` when nothing came.
    pub fn read(&mut self, buffer: &mut [u8], timeout: Duration) -> io::Result<usize> {
        self.device.set_timeout(timeout)?;
        self.device.read(buffer)
    }

    /// Sends `bytes` to the driver. Each byte waits for room for at most `timeout`.
    ///
    /// `TimedOut` when the line stayed full; nobody then knows how much the driver will read.
    pub fn write_all(&mut self, bytes: &[u8], timeout: Duration) -> io::Result<()> {
        self.device.set_timeout(timeout)?;
        // One by one: the system promises room for one byte only, and blocks without end in a longer write.
        bytes.iter().try_for_each(|byte| self.device.write_all(std::slice::from_ref(byte)))
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if let Some(link) = &self.link
            && fs::read_link(link).is_ok_and(|target| target == self.target)
        {
            // Best effort: a link that stays behind points nowhere, and the next `open_at` replaces it.
            let _ = fs::remove_file(link);
        }
    }
}
