//! Where a printer hangs: a serial line, a device file of the kernel's, or its own USB port.
//!
//! - [`Place`] names it and opens it; [`Port`] is what is open. Nothing of the protocol is in here.
//! - Every call blocks for a bounded time.

mod file;
mod recorded;
mod serial;
pub mod usb;

use crate::Fault;
use crate::wire::log::Log;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Where a printer is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A serial port, at so many baud.
    Serial(String, u32),
    /// A device file that the kernel's own driver serves, such as `/dev/usb/lp0`.
    File(PathBuf),
    /// The first device with this vendor and product id. **Never tried on hardware.**
    Usb(u16, u16),
}

impl Place {
    /// Opens it, to be written down there.
    pub(super) fn open_recorded(&self, log: Arc<Mutex<Log>>) -> Result<Box<dyn Port>, Fault> {
        Ok(Box::new(recorded::RecordedPort { inner: self.open()?, log }))
    }

    /// Opens it.
    pub(super) fn open(&self) -> Result<Box<dyn Port>, Fault> {
        let not_there = |port: String, why: String| Fault::NotThere { port, why };
        match self {
            Self::Serial(port, baud) => {
                let opened = serial::open(port, *baud).map_err(|why| not_there(port.clone(), why.to_string()))?;
                Ok(Box::new(opened))
            }
            Self::File(path) => {
                let why = |why: io::Error| not_there(path.display().to_string(), why.to_string());
                Ok(Box::new(file::FilePort::open(path).map_err(why)?))
            }
            Self::Usb(vendor, product) => {
                let why = |why: String| not_there(format!("usb {vendor:04x}:{product:04x}"), why);
                Ok(Box::new(usb::UsbPort::open(*vendor, *product).map_err(why)?))
            }
        }
    }
}

/// An open port. After any error but `TimedOut` it is of no more use.
pub(super) trait Port: Send {
    /// Gives all of `bytes`, which are few, to the system. `TimedOut` when it did not take them in `wait`.
    fn send(&mut self, bytes: &[u8], wait: Duration) -> io::Result<()>;
    /// Takes one byte. `TimedOut` when none came in `wait`.
    fn byte(&mut self, wait: Duration) -> io::Result<u8>;
    /// Drops what has come and was not taken. Best effort.
    fn forget(&mut self);
    /// Whether all that was given to the system has left, as far as it says.
    fn has_left(&mut self) -> io::Result<bool>;
    /// Drops what was not taken and what has not left, so that closing does not wait for it. Best effort.
    fn drop_all(&mut self);
}
