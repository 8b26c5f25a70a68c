//! What a kiosk feels and shows besides its screen: somebody in front, its door, a lamp at a slot, its own heat.
//!
//! [`settings`] says which line of a chip is what; [`gpio`] turns lines into roles, on a [`board`] of raw lines: the
//! character device on any computer, or a Raspberry Pi. [`mirror`] keeps what the caller was told, without I/O.
//! [`simulator`] is a board with a hand. [`temperature`] reads the kernel's hwmon tree.

pub mod board;
pub mod gpio;
pub mod mirror;
pub mod settings;
pub mod simulator;
pub mod temperature;

use crate::Actor;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::time::Duration;

/// What an input is for. Active means what the name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Input {
    /// Somebody stands in front of the kiosk.
    Presence,
    /// The service door is open.
    DoorOpen,
    /// Somebody tampers with the housing.
    Tamper,
    /// The button for help is pressed.
    Help,
    /// The receipt roll ends soon, by a sensor of the kiosk's own.
    PaperNearEnd,
    /// A receipt lies in the slot and waits to be taken.
    ReceiptInSlot,
    /// Paper lies in the A4 printer's tray.
    PaperInTray,
    /// The keypad beside the screen: on to the next thing.
    KeyNext,
    /// Back to the one before.
    KeyPrevious,
    /// Do it.
    KeyPress,
}

/// What an output is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Output {
    /// The guide light at the card reader.
    CardReaderLight,
    /// The guide light at the slot for social-security cards.
    SocialCardReaderLight,
    /// The guide light at the scanner.
    ScannerLight,
    /// The guide light at the document camera.
    DocumentCameraLight,
    /// The guide light at the signature pad.
    SignatureLight,
    /// The guide light where the receipt comes out.
    ReceiptLight,
    /// The guide light where A4 paper comes out.
    PaperLight,
    /// The light on a citizen's face.
    FaceLight,
    /// The light that calls a clerk.
    HelpLight,
    /// The service door's lock; on opens it.
    DoorRelease,
}

/// An input that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Which.
    pub input: Input,
    /// What it is now.
    pub active: bool,
}

/// The digital inputs of a kiosk.
pub trait Inputs: Send {
    /// Waits for the next change; `None` when there was none. Blocks for at most `patience`, cut to one second.
    ///
    /// Before the first call every input counts as inactive: one that is active is told as an edge by the first calls.
    /// From then on the edges told of one input alternate, so a caller that applies them knows each input's level as it
    /// was when last asked. Edges wake; nothing is polled.
    ///
    /// On `Err` the chip may be gone. The next call opens it again and needs no reset, and tells as edges what changed
    /// meanwhile; pause a second between two that fail.
    fn next_edge(&mut self, patience: Duration) -> Result<Option<Edge>, SensorFault>;
}

/// The digital outputs of a kiosk.
pub trait Outputs: Send {
    /// Switches one on or off. Waits for nothing but the chip itself, which it opens first where it must.
    ///
    /// An output that was never set is off. On `Err` nobody knows what it is; what was asked for is remembered, and the
    /// next call that reaches the chip brings every output to what was last asked.
    fn set(&mut self, output: Output, on: bool) -> Result<(), SensorFault>;
}

/// Why a sensor or a lamp does not work.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SensorFault {
    /// The chip is not there or cannot be opened.
    #[error("cannot open the GPIO chip {chip} ({why}); plug it in, or correct `chip` in the settings file")]
    NoChip {
        /// As the settings name it.
        chip: String,
        /// The system's own words.
        why: String,
    },
    /// The `rppal` driver runs on a computer that is no Raspberry Pi it knows.
    #[error("this is no Raspberry Pi that `rppal` knows; set `driver = \"cdev\"` in the settings file")]
    NotAPi,
    /// The chip is there and does not give us these lines.
    #[error("the GPIO chip gives no lines as asked ({0}); correct their numbers, or stop the program that holds them")]
    NoLines(String),
    /// The chip was there and went away.
    #[error("the GPIO chip went away ({0}); plug its cable in again")]
    Gone(String),
    /// The settings give this role no line.
    #[error("the settings give no line to `{0}`; add it, or do not use it")]
    NotWired(Role),
    /// The settings contradict themselves.
    #[error("line {line} is given to both `{first}` and `{second}`; correct the settings file")]
    Twice {
        /// The line.
        line: u32,
        /// One of the two.
        first: Role,
        /// The other one.
        second: Role,
    },
}

/// An input or an output, for an error's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// An input.
    In(Input),
    /// An output.
    Out(Output),
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A unit variant's own serialisation is the word that stands in the settings file.
        match self {
            Self::In(input) => input.serialize(f),
            Self::Out(output) => output.serialize(f),
        }
    }
}

impl SensorFault {
    /// Who must act.
    pub fn actor(&self) -> Actor {
        match self {
            Self::NoChip { .. } | Self::Gone(_) => Actor::Clerk,
            Self::NotAPi | Self::NoLines(_) | Self::NotWired(_) | Self::Twice { .. } => Actor::Technician,
        }
    }
}
