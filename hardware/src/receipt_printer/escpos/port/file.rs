//! A device file, as the kernel's driver for USB printers makes one.

use super::Port;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::{FileTypeExt as _, OpenOptionsExt as _};
use std::path::Path;
use std::time::{Duration, Instant};

/// Looks at what has come, at most, before it is taken for a line that babbles.
const LOOKS: usize = 64;

pub struct FilePort {
    file: File,
}

impl FilePort {
    /// Opens it. Anything but a character device is refused: a receipt must not be kept in a file.
    pub fn open(path: &Path) -> io::Result<Self> {
        let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
        let flags = i32::try_from(flags.bits()).map_err(io::Error::other)?;
        let file = OpenOptions::new().read(true).write(true).custom_flags(flags).open(path)?;
        if !file.metadata()?.file_type().is_char_device() {
            return Err(io::Error::new(ErrorKind::InvalidInput, "it is no device"));
        }
        Ok(Self { file })
    }

    fn wait_for(&self, what: PollFlags, until: Instant) -> io::Result<()> {
        let left = until.saturating_duration_since(Instant::now());
        let left = Timespec::try_from(left).map_err(io::Error::other)?;
        match poll(&mut [PollFd::new(&self.file, what)], Some(&left))? {
            0 => Err(ErrorKind::TimedOut.into()),
            _ => Ok(()),
        }
    }
}

impl Port for FilePort {
    fn send(&mut self, mut bytes: &[u8], wait: Duration) -> io::Result<()> {
        let until = Instant::now() + wait;
        while !bytes.is_empty() {
            match self.file.write(bytes) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(count) => bytes = &bytes[count..],
                Err(error) if error.kind() == ErrorKind::WouldBlock => self.wait_for(PollFlags::OUT, until)?,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn byte(&mut self, wait: Duration) -> io::Result<u8> {
        let until = Instant::now() + wait;
        let mut byte = [0];
        loop {
            match self.file.read(&mut byte) {
                Ok(1) => return Ok(byte[0]),
                // The kernel's printer driver gives nothing where there is nothing; one that has gone gives an error.
                Ok(_) if Instant::now() >= until => return Err(ErrorKind::TimedOut.into()),
                Ok(_) => std::thread::sleep(Duration::from_millis(5)),
                Err(error) if error.kind() == ErrorKind::WouldBlock => self.wait_for(PollFlags::IN, until)?,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn forget(&mut self) {
        let mut stale = [0; 64];
        for _ in 0..LOOKS {
            if !matches!(self.file.read(&mut stale), Ok(1..)) {
                return;
            }
        }
    }

    /// The kernel does not say; what it took is on its way.
    fn has_left(&mut self) -> io::Result<bool> {
        Ok(true)
    }

    fn drop_all(&mut self) {
        self.forget();
    }
}
