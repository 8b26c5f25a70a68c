//! 11 FF: are you well?

use super::{Command, Refusal, Status};
use std::time::Duration;

/// Asks the reader how it is. Leaves a card that lies there alone.
pub struct Check;

impl Command for Check {
    const CODE: u8 = 0x11;
    const PARAMETER: u8 = 0xFF;
    const PATIENCE: Duration = Duration::from_millis(250);
    type Reply = ();

    fn parse(status: Status, data: &[u8]) -> Result<(), Refusal> {
        match (status, data.len()) {
            (Status::Ok, 0) => Ok(()),
            (Status::Ok | Status::Found, _) => Err(Refusal::Malformed("no reply to status")),
            (refused, _) => Err(Refusal::Status(refused)),
        }
    }
}
