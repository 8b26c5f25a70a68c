//! A reader's own USB port, full speed, four bulk pipes. **Never tried on hardware.**
//!
//! ```text
//! 02 out   preamble, LEN      81 in   preamble, LEN
//! 06 out   the rest           85 in   the rest
//! ```
//!
//! - A frame is cut after its LEN; put together again it is the frame of the serial line, byte by byte.
//! - Which pipe the next bytes of a reply come from is [`Turn`]'s to say; it is pure.
//! - No vendor or product id is built in: none could be verified, so the settings name them.
//! - The first device with these ids is taken, and its interface 0, away from any driver of the system.
//!
//! Limits: ids do not tell two readers of one make apart. A pipe cannot be emptied as a serial line can: [`clear`]
//! takes what is there for at most 16 transfers. nusb waits without bound for a cancelled transfer to come back, which
//! the system promises soon. What the pipes carried is erased only from this program's own copies.
//!
//! Source of the pipes: makers' descriptions of the GA/T 467 module.
//!
//! [`clear`]: Transport::clear

use super::{Connect, Transport};
use crate::card_reader::driver::Gat467;
use crate::card_reader::frame::{HEAD, MAX_FRAME, PREAMBLE};
use crate::{Fault, Personal};
use nusb::MaybeFuture;
use nusb::transfer::{Buffer, Bulk, In, Out, TransferError};
use std::io;
use std::time::Duration;
use zeroize::Zeroize;

/// A card reader on its own USB port.
pub type UsbCardReader = Gat467<UsbIds>;

impl UsbCardReader {
    /// Names the device by its vendor and product id, as `lsusb` shows them. Nothing is opened yet.
    pub fn new(vendor: u16, product: u16) -> Self {
        Self::over(UsbIds { vendor, product })
    }
}

/// What a device is found by.
pub struct UsbIds {
    /// idVendor.
    pub vendor: u16,
    /// idProduct.
    pub product: u16,
}

impl Connect for UsbIds {
    type Line = UsbLine;

    fn connect(&mut self) -> Result<UsbLine, Fault> {
        let not_there =
            |why: String| Fault::NotThere { port: format!("usb {:04x}:{:04x}", self.vendor, self.product), why };
        let mut devices = nusb::list_devices().wait().map_err(|error| not_there(error.to_string()))?;
        let found = devices.find(|device| (device.vendor_id(), device.product_id()) == (self.vendor, self.product));
        let found = found.ok_or_else(|| not_there("no such device".to_owned()))?;
        let device = found.open().wait().map_err(|error| not_there(error.to_string()))?;
        UsbLine::claim(&device).map_err(|error| not_there(error.to_string()))
    }
}

/// The four pipes of a reader.
pub struct UsbLine {
    head_out: nusb::Endpoint<Bulk, Out>,
    rest_out: nusb::Endpoint<Bulk, Out>,
    head_in: nusb::Endpoint<Bulk, In>,
    rest_in: nusb::Endpoint<Bulk, In>,
    turn: Turn,
    /// What came and was not taken yet.
    held: Personal<Vec<u8>>,
}

impl UsbLine {
    fn claim(device: &nusb::Device) -> Result<Self, nusb::Error> {
        let interface = device.detach_and_claim_interface(0).wait()?;
        Ok(Self {
            head_out: interface.endpoint(0x02)?,
            rest_out: interface.endpoint(0x06)?,
            head_in: interface.endpoint(0x81)?,
            rest_in: interface.endpoint(0x85)?,
            turn: Turn::default(),
            held: Personal::default(),
        })
    }
}

impl Transport for UsbLine {
    fn clear(&mut self) -> io::Result<()> {
        self.held.zeroize();
        self.turn = Turn::default();
        for pipe in [&mut self.head_in, &mut self.rest_in] {
            for _ in 0..8 {
                match pull(pipe, MAX_FRAME, Duration::from_millis(2)) {
                    Ok(_stale) => {}
                    Err(error) if error.kind() == io::ErrorKind::TimedOut => break,
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }

    fn send(&mut self, bytes: &[u8], timeout: Duration) -> io::Result<()> {
        let (head, rest) = bytes.split_at(bytes.len().min(HEAD));
        push(&mut self.head_out, head, timeout)?;
        push(&mut self.rest_out, rest, timeout)
    }

    fn receive(&mut self, buffer: &mut [u8], timeout: Duration) -> io::Result<usize> {
        if self.held.reveal().is_empty() {
            self.held = match self.turn.next() {
                Pipe::Head => pull(&mut self.head_in, HEAD, timeout),
                Pipe::Rest(count) => pull(&mut self.rest_in, count, timeout),
            }?;
            self.turn.came(self.held.reveal());
        }
        let held = self.held.reveal_mut();
        let count = buffer.len().min(held.len());
        buffer[..count].copy_from_slice(&held[..count]);
        held.drain(..count);
        Ok(count)
    }
}

/// Which pipe the next bytes of a reply come from.
#[derive(Default)]
pub struct Turn {
    rest: usize,
}

/// A pipe of replies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pipe {
    /// 81: preamble and LEN.
    Head,
    /// 85: so many bytes more; at most those of the longest frame.
    Rest(usize),
}

impl Turn {
    /// The pipe to ask.
    pub fn next(&self) -> Pipe {
        if self.rest == 0 { Pipe::Head } else { Pipe::Rest(self.rest) }
    }

    /// Notes what that pipe brought. Bytes that are no head are nobody's: the next ones come from [`Pipe::Head`] again.
    /// A reader that sends a part of the rest through the head's pipe is understood.
    pub fn came(&mut self, bytes: &[u8]) {
        if self.rest > 0 {
            self.rest = self.rest.saturating_sub(bytes.len());
            return;
        }
        let len = bytes.strip_prefix(&PREAMBLE).and_then(|after| after.first_chunk());
        let len = len.map(|len| usize::from(u16::from_be_bytes(*len)));
        if let Some(len) = len.filter(|len| *len <= MAX_FRAME - HEAD) {
            self.rest = (HEAD + len).saturating_sub(bytes.len());
        }
    }
}

fn push(pipe: &mut nusb::Endpoint<Bulk, Out>, bytes: &[u8], timeout: Duration) -> io::Result<()> {
    pipe.transfer_blocking(bytes.to_vec().into(), timeout).into_result().map(drop).map_err(sort)
}

/// At least one byte of at most `count`, rounded up to whole packets as the bus wants it.
fn pull(pipe: &mut nusb::Endpoint<Bulk, In>, count: usize, timeout: Duration) -> io::Result<Personal<Vec<u8>>> {
    let wanted = count.next_multiple_of(pipe.max_packet_size());
    let done = pipe.transfer_blocking(Buffer::new(wanted), timeout);
    let (status, count) = (done.status, done.actual_len);
    let mut bytes = Personal::new(done.buffer.into_vec());
    bytes.reveal_mut().truncate(count);
    match status {
        Err(error) if count == 0 => Err(sort(error)),
        Ok(()) if count == 0 => Err(io::ErrorKind::TimedOut.into()),
        // What came before the time was over came.
        _ => Ok(bytes),
    }
}

/// A transfer that was cancelled is one whose time was over.
fn sort(error: TransferError) -> io::Error {
    if error == TransferError::Cancelled { io::ErrorKind::TimedOut.into() } else { error.into() }
}
