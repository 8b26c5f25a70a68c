//! 30 03: the newest address.

use super::{Command, Refusal, Status};
use crate::Personal;
use std::time::Duration;

/// The longest reply that is taken for an address, in bytes: four times what fits on a card.
pub const MAX_ADDRESS_LEN: usize = 280;

/// Asks for the address that was written into the chip after the card was printed. Comes after a read, with the card
/// still there.
pub struct ReadNewestAddress;

impl Command for ReadNewestAddress {
    const CODE: u8 = 0x30;
    const PARAMETER: u8 = 0x03;
    const PATIENCE: Duration = Duration::from_millis(500);
    /// UTF-16LE, as the card has it; `None` when it has none. How long it is has no published source: an even number of
    /// bytes up to [`MAX_ADDRESS_LEN`] is taken.
    type Reply = Option<Personal<Vec<u8>>>;

    fn parse(status: Status, data: &[u8]) -> Result<Self::Reply, Refusal> {
        match (status, data.len()) {
            (Status::NoSuchItem, 0) => Ok(None),
            (Status::Ok, 2..=MAX_ADDRESS_LEN) if data.len().is_multiple_of(2) => Ok(Some(Personal::new(data.to_vec()))),
            (Status::Ok | Status::Found | Status::NoSuchItem, _) => {
                Err(Refusal::Malformed("no reply to newest address"))
            }
            (refused, _) => Err(Refusal::Status(refused)),
        }
    }
}
