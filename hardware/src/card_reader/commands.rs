//! The words of GA/T 467 that the driver uses: one command, one file; no port in sight.
//!
//! A read is always find, select, read, in this order, and newest address after it where the card may have one. Every reply has at most [`super::frame::MAX_FRAME`] bytes, and
//! what it carries is checked for its length before it is used.

mod check;
mod find;
mod newest_address;
mod read;
mod reset;
mod select;
mod status;

pub use check::Check;
pub use find::{Find, Found};
pub use newest_address::{MAX_ADDRESS_LEN, ReadNewestAddress};
pub use read::{PHOTO_LEN, ReadTextAndPhoto, TEXT_LEN, TextAndPhoto};
pub use reset::Reset;
pub use select::Select;
pub use status::Status;

use super::frame;
use std::time::Duration;

/// A request and the reply that belongs to it.
pub trait Command {
    /// CMD.
    const CODE: u8;
    /// PARA.
    const PARAMETER: u8;
    /// How long a healthy reader may take until the first byte of its reply.
    const PATIENCE: Duration;
    /// What the reply says.
    type Reply;

    /// Reads the data of a reply whose status is `status`.
    fn parse(status: Status, data: &[u8]) -> Result<Self::Reply, Refusal>;
}

/// Why a whole frame does not hold what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The reader says no.
    #[error("the reader says: {}", .0.meaning())]
    Status(Status),
    /// It is no reply to this command. Ask once more: it may be a late reply to the command before.
    #[error("{0}; ask again, then check the baud rate and the cable")]
    Malformed(&'static str),
}

/// The bytes that ask for `C`.
pub fn request<C: Command>() -> Vec<u8> {
    frame::request(C::CODE, C::PARAMETER)
}

/// Reads a frame's body as the reply to `C`.
pub fn parse<C: Command>(body: &[u8]) -> Result<C::Reply, Refusal> {
    let Some(([_, _, sw3], data)) = body.split_first_chunk() else {
        return Err(Refusal::Malformed("a reply without a status word"));
    };
    let status = Status::from_sw3(*sw3).ok_or(Refusal::Malformed("a status word that the standard has not"))?;
    C::parse(status, data)
}
