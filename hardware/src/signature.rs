//! A citizen's signature on a pad of its own.
//!
//! [`evdev`] reads a pad through Linux's input events; the bytes are taken apart in [`events`] and become the pen's way in
//! [`pen`], neither of which does I/O. [`strokes`] collects it within bounds. [`simulator`] sends the same bytes on a
//! pseudo-terminal.
//!
//! A signature is personal: nothing here has a `Debug` that shows where a pen was.

pub mod evdev;
pub mod events;
pub mod pen;
pub mod simulator;
pub mod strokes;

pub use pen::{Pen, Point};
pub use strokes::Strokes;

use crate::Actor;
use std::time::Duration;

/// A pad that a citizen signs on.
pub trait SignaturePad: Send {
    /// Waits for the pen's next move; `None` when it made none. Blocks for at most `patience`, cut to one second.
    ///
    /// The moves of a stroke begin with a [`Pen::Down`] and end with [`Pen::Up`]. On `Err` the stroke is over, without an
    /// `Up`; the next call opens the pad again and needs no reset. Moves made while nobody asked are kept by the system
    /// up to its bound; past that the stroke ends.
    fn next(&mut self, patience: Duration) -> Result<Option<Pen>, PadFault>;
}

/// Why there is no pen.
#[derive(Debug, thiserror::Error)]
pub enum PadFault {
    /// The pad is not there or cannot be opened.
    #[error("cannot open the signature pad {port} ({why}); plug it in, or correct its `port` in the settings file")]
    NotThere {
        /// The port as the settings name it.
        port: String,
        /// The system's own words.
        why: std::io::Error,
    },
    /// It is there, and is no pad with a pen.
    #[error("{port} is no signature pad ({why}); correct its `port` in the settings file")]
    NotAPad {
        /// The port as the settings name it.
        port: String,
        /// What it lacks.
        why: String,
    },
    /// It went away.
    #[error("the signature pad went away ({0}); plug its cable in again")]
    Unplugged(std::io::Error),
}

impl PadFault {
    /// Who must act.
    pub fn actor(&self) -> Actor {
        match self {
            Self::NotThere { .. } | Self::Unplugged(_) => Actor::Clerk,
            Self::NotAPad { .. } => Actor::Technician,
        }
    }
}
