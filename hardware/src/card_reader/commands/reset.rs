//! 10 FF: begin anew.

use super::{Command, Refusal, Status};
use std::time::Duration;

/// Resets the reader's security module. It forgets which card it has read, and finds one that still lies there again.
pub struct Reset;

impl Command for Reset {
    const CODE: u8 = 0x10;
    const PARAMETER: u8 = 0xFF;
    /// Its own test is part of it.
    const PATIENCE: Duration = Duration::from_millis(800);
    type Reply = ();

    fn parse(status: Status, data: &[u8]) -> Result<(), Refusal> {
        match (status, data.len()) {
            (Status::Ok, 0) => Ok(()),
            (Status::Ok | Status::Found, _) => Err(Refusal::Malformed("no reply to reset")),
            (refused, _) => Err(Refusal::Status(refused)),
        }
    }
}
