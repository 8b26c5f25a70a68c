//! A printer's own USB port: the printer class (7), one bulk pipe each way. **Never tried on hardware.**
//!
//! - The pipes are found in the device's own description: [`pipes`] is pure. A printer that cannot answer has no pipe
//!   inwards, and is refused: what it printed could not be known.
//! - What a transfer brings is kept and given byte by byte.
//!
//! Limits: ids do not tell two printers of one make apart; the first is taken, away from any driver of the system. nusb
//! waits without bound for a cancelled transfer to come back, which the system promises soon.

use super::Port;
use nusb::MaybeFuture;
use nusb::descriptors::TransferType;
use nusb::transfer::{Buffer, Bulk, In, Out, TransferError};
use std::collections::VecDeque;
use std::io;
use std::time::Duration;

/// The class of printers.
const PRINTER: u8 = 7;

/// One pipe of an interface, as the device describes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Described {
    /// Number of the interface.
    pub interface: u8,
    /// Its class.
    pub class: u8,
    /// The pipe's address; bit 7 is set inwards.
    pub address: u8,
    /// Whether it is a bulk pipe.
    pub bulk: bool,
}

/// The interface to claim and its pipes, out and in: those of the first interface of the printer class that has both.
pub fn pipes(described: &[Described]) -> Option<(u8, u8, u8)> {
    let printers = || described.iter().filter(|pipe| pipe.class == PRINTER && pipe.bulk);
    printers().find_map(|pipe| {
        let of = |inwards: bool| {
            printers().find(|other| other.interface == pipe.interface && (other.address & 0x80 != 0) == inwards)
        };
        Some((pipe.interface, of(false)?.address, of(true)?.address))
    })
}

pub(super) struct UsbPort {
    to: nusb::Endpoint<Bulk, Out>,
    from: nusb::Endpoint<Bulk, In>,
    held: VecDeque<u8>,
}

impl UsbPort {
    pub(super) fn open(vendor: u16, product: u16) -> Result<Self, String> {
        let said = |error: nusb::Error| error.to_string();
        let mut devices = nusb::list_devices().wait().map_err(said)?;
        let found = devices.find(|device| (device.vendor_id(), device.product_id()) == (vendor, product));
        let device = found.ok_or("no such device")?.open().wait().map_err(said)?;
        let configuration = device.active_configuration().map_err(|error| error.to_string())?;
        let described: Vec<Described> = configuration
            .interfaces()
            .flat_map(|interface| {
                let first = interface.first_alt_setting();
                let (interface, class) = (first.interface_number(), first.class());
                let of = |pipe: nusb::descriptors::EndpointDescriptor<'_>| Described {
                    interface,
                    class,
                    address: pipe.address(),
                    bulk: pipe.transfer_type() == TransferType::Bulk,
                };
                first.endpoints().map(of).collect::<Vec<_>>()
            })
            .collect();
        let (interface, to, from) = pipes(&described).ok_or("it is no printer that can answer")?;
        let interface = device.detach_and_claim_interface(interface).wait().map_err(said)?;
        Ok(Self {
            to: interface.endpoint(to).map_err(said)?,
            from: interface.endpoint(from).map_err(said)?,
            held: VecDeque::new(),
        })
    }

    fn pull(&mut self, wait: Duration) -> io::Result<()> {
        let done = self.from.transfer_blocking(Buffer::new(self.from.max_packet_size()), wait);
        let came = &done.buffer[..done.actual_len];
        self.held.extend(came);
        match done.status {
            Err(error) if came.is_empty() => Err(sort(error)),
            _ => Ok(()),
        }
    }
}

impl Port for UsbPort {
    fn send(&mut self, bytes: &[u8], wait: Duration) -> io::Result<()> {
        self.to.transfer_blocking(bytes.to_vec().into(), wait).into_result().map(drop).map_err(sort)
    }

    fn byte(&mut self, wait: Duration) -> io::Result<u8> {
        if self.held.is_empty() {
            self.pull(wait)?;
        }
        self.held.pop_front().ok_or_else(|| io::ErrorKind::TimedOut.into())
    }

    fn forget(&mut self) {
        self.held.clear();
        let _ = self.pull(Duration::from_millis(2));
        self.held.clear();
    }

    fn has_left(&mut self) -> io::Result<bool> {
        Ok(true)
    }

    fn drop_all(&mut self) {
        self.forget();
    }
}

/// A transfer that was cancelled is one whose time was over.
fn sort(error: TransferError) -> io::Error {
    if error == TransferError::Cancelled { io::ErrorKind::TimedOut.into() } else { error.into() }
}
