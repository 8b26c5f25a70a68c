//! The line between the driver and a reader: bytes out, bytes in, and nothing of the protocol but what the line itself
//! asks for.
//!
//! - [`Connect`] names a line and opens it; [`Transport`] is a line that is open. The driver opens one, keeps it while it
//!   is well, and drops it after any fault.
//! - Every call blocks for a bounded time.

pub mod serial;
pub mod usb;

use crate::Fault;
use std::io;
use std::time::Duration;

/// A line that can be opened, again and again: a cable may be pulled and put back.
pub trait Connect: Send {
    /// The line once it is open.
    type Line: Transport;

    /// Opens it. Blocks for no longer than the system needs to open a device, and does not wait for one to appear.
    ///
    /// [`Fault::NotThere`] when there is none.
    fn connect(&mut self) -> Result<Self::Line, Fault>;
}

/// An open line.
///
/// After any `Err` but `TimedOut` it is of no more use: drop it and connect again.
pub trait Transport: Send {
    /// Throws away what was received and not yet taken, and what was not yet sent. Blocks for at most 50 ms.
    fn clear(&mut self) -> io::Result<()>;

    /// Sends all of `bytes`, which are one whole request. Blocks for about `timeout` at most.
    fn send(&mut self, bytes: &[u8], timeout: Duration) -> io::Result<()>;

    /// Takes what has come, at least one byte, as soon as there is one; blocks for at most `timeout`.
    ///
    /// `TimedOut` when nothing came; `Ok(0)` when the line has ended.
    fn receive(&mut self, buffer: &mut [u8], timeout: Duration) -> io::Result<usize>;
}
