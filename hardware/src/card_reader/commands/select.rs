//! 20 02: select the card that was found.

use super::{Command, Refusal, Status};
use std::time::Duration;

/// Selects the card that was found. The second step of a read.
pub struct Select;

impl Command for Select {
    const CODE: u8 = 0x20;
    const PARAMETER: u8 = 0x02;
    const PATIENCE: Duration = Duration::from_millis(250);
    type Reply = ();

    fn parse(status: Status, data: &[u8]) -> Result<(), Refusal> {
        match (status, data.len()) {
            (Status::Ok, 8) => Ok(()),
            (Status::Ok | Status::Found, _) => Err(Refusal::Malformed("no reply to select")),
            (refused, _) => Err(Refusal::Status(refused)),
        }
    }
}
