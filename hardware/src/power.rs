//! Where the kiosk's power comes from: the line, a battery, or soon nothing.
//!
//! The one driver asks NUT's server `upsd` over its text protocol: [`nut`]. Its lines are made and taken apart in
//! [`words`], which does no I/O. [`simulator`] answers the same lines on a local socket. [`debounce`] tells a change from
//! a flutter; it is pure and its patience belongs to the station.

pub mod debounce;
pub mod nut;
pub mod simulator;
pub mod words;

use crate::Actor;
use std::time::Duration;

/// Something that knows where the power comes from.
pub trait PowerSource: Send {
    /// Asks once. Blocks for at most two seconds; do not call more often than once a second.
    ///
    /// The answer is what the UPS said last, which a driver of NUT asks for every few seconds. On `Err` nothing is known;
    /// the next call starts afresh and needs no reset. A fault is no power cut: a kiosk goes on while it cannot ask.
    fn state(&mut self) -> Result<PowerState, PowerFault>;
}

/// What the power is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PowerState {
    /// The line feeds the kiosk, whatever the battery's charge.
    OnLine,
    /// The battery feeds it: finish the current citizen, then rest.
    OnBattery {
        /// Charge in per cent, 0 to 100, where the UPS says it.
        charge: Option<u8>,
        /// Time left as the UPS estimates it, where it does.
        runtime: Option<Duration>,
    },
    /// The battery feeds it and is nearly empty, or the UPS is about to switch off: shut down now.
    LowBattery,
    /// The UPS answers and says neither line nor battery: it is off, starting, or of a kind that does not tell.
    Unknown,
}

/// A [`PowerState`] without its figures, so that two can be compared while the charge goes down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Supply {
    /// The line.
    Line,
    /// The battery.
    Battery,
    /// The battery's last minutes.
    LastMinutes,
    /// Not told.
    Unknown,
}

impl PowerState {
    /// The state without its figures.
    pub fn supply(self) -> Supply {
        match self {
            Self::OnLine => Supply::Line,
            Self::OnBattery { .. } => Supply::Battery,
            Self::LowBattery => Supply::LastMinutes,
            Self::Unknown => Supply::Unknown,
        }
    }
}

/// Why the power's state is not known.
#[derive(Debug, thiserror::Error)]
pub enum PowerFault {
    /// The server cannot be reached.
    #[error("no NUT server at {address} ({why}); start nut-server, or correct `address` in the settings file")]
    NoServer {
        /// Where it was looked for.
        address: std::net::SocketAddr,
        /// The system's own words.
        why: String,
    },
    /// The connection broke in the middle.
    #[error("the NUT server hung up ({0}); it is asked again")]
    HungUp(std::io::Error),
    /// Nothing came back in time.
    #[error("the NUT server did not answer in {0:?}; restart nut-server")]
    Silent(Duration),
    /// The server has no UPS of that name.
    #[error("the NUT server knows no UPS `{0}`; add it to ups.conf, or correct `ups` in the settings file")]
    NoSuchUps(String),
    /// The server lost its UPS.
    #[error("the NUT server has lost the UPS ({0}); plug the UPS's data cable in again")]
    UpsLost(&'static str),
    /// The server refuses to answer us.
    #[error("the NUT server refuses to answer ({0}); correct upsd.users or the settings file")]
    Refused(String),
    /// What came back is not the protocol's.
    #[error("the NUT server's answer makes no sense ({0}); correct `address` in the settings file")]
    Garbled(&'static str),
    /// The name in the settings can name no UPS.
    #[error("`{0}` cannot be a UPS's name; correct `ups` in the settings file")]
    BadName(String),
}

impl PowerFault {
    /// Who must act.
    pub fn actor(&self) -> Actor {
        match self {
            Self::HungUp(_) => Actor::Nobody,
            Self::UpsLost(_) => Actor::Clerk,
            Self::NoServer { .. }
            | Self::Silent(_)
            | Self::NoSuchUps(_)
            | Self::Refused(_)
            | Self::Garbled(_)
            | Self::BadName(_) => Actor::Technician,
        }
    }
}
