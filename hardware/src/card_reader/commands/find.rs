//! 20 01: is a card there?

use super::{Command, Refusal, Status};
use std::time::Duration;

/// Is there a card in the field that was not read yet? The first step of a read.
pub struct Find;

/// The answer to [`Find`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A card to be selected.
    Card,
    /// No card, or one that has been read and was not lifted since.
    Nothing,
}

impl Command for Find {
    const CODE: u8 = 0x20;
    const PARAMETER: u8 = 0x01;
    const PATIENCE: Duration = Duration::from_millis(250);
    type Reply = Found;

    fn parse(status: Status, data: &[u8]) -> Result<Found, Refusal> {
        match (status, data.len()) {
            (Status::Found, 4) => Ok(Found::Card),
            (Status::NoCard, 0) => Ok(Found::Nothing),
            (Status::Found | Status::NoCard | Status::Ok, _) => Err(Refusal::Malformed("no reply to find")),
            (refused, _) => Err(Refusal::Status(refused)),
        }
    }
}
