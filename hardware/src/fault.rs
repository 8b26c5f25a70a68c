//! What breaks in a device, and who must act.

use std::time::Duration;

/// Who can put a fault right. The screen, the lamp and the clerk's list are chosen by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Actor {
    /// It mends itself, or the next attempt will.
    Nobody,
    /// The person at the screen can: put the card back, hold it still.
    Citizen,
    /// The clerk of the place can: load paper, close a cover, plug a cable in.
    Clerk,
    /// It takes tools, a spare part or settings.
    Technician,
}

/// A fault of the line to a device, the same for every capability that hangs on a serial port.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The port is not there or cannot be opened.
    #[error("cannot open {port}: {why}; plug the device in, or correct its `port` in the settings file")]
    NotThere {
        /// The port as the settings name it.
        port: String,
        /// The system's own words.
        why: String,
    },
    /// The port was there and went away in the middle.
    #[error("the line to the device broke ({0}); plug its cable in again")]
    Unplugged(std::io::Error),
    /// Nothing came back in the time that the protocol allows.
    #[error("no answer in {0:?}; check the device's power and cable")]
    Silent(Duration),
    /// Bytes came back that are not the protocol's.
    #[error("answered with bytes that are not the protocol's ({0}); check the baud rate and the cable")]
    Garbled(&'static str),
    /// The device answers, and says that it cannot work.
    #[error("the device says: {0}; have it repaired or replaced")]
    Broken(&'static str),
}

impl Fault {
    /// Who must act.
    pub fn actor(&self) -> Actor {
        match self {
            Self::NotThere { .. } | Self::Unplugged(_) | Self::Silent(_) => Actor::Clerk,
            Self::Garbled(_) | Self::Broken(_) => Actor::Technician,
        }
    }

    /// Sorts an I/O error: a time-out is silence, anything else a broken line.
    pub fn from_io(error: std::io::Error, waited: Duration) -> Self {
        match error.kind() {
            std::io::ErrorKind::TimedOut | std::io::ErrorKind::WouldBlock => Self::Silent(waited),
            _ => Self::Unplugged(error),
        }
    }
}
