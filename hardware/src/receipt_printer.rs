//! Printing a receipt.
//!
//! [`escpos`] drives a printer that speaks ESC/POS over a serial line; [`text`] decides which characters the printer's own
//! font can draw, [`layout`] sets the lines, [`raster`] draws those that the printer cannot, with a [`font`] file;
//! [`simulator`] interprets the bytes strictly and draws the paper.

pub mod escpos;
pub mod font;
pub mod layout;
pub mod raster;
pub mod simulator;
pub mod text;

use crate::{Actor, Fault};
use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A printer of narrow paper with a cutter.
pub trait ReceiptPrinter: Send {
    /// Asks the printer how it is, in its own real-time words (DLE EOT). Blocks for at most one second.
    fn status(&mut self) -> Result<PrinterStatus, Fault>;

    /// Prints the paper and cuts it. Blocks for at most fifteen seconds.
    ///
    /// `Ok` means: the printer took every byte, was asked afterwards and says that it is ready. On
    /// [`PrintError::Refused`] nothing was printed. On [`PrintError::Unknown`] part of it may be on paper: print the
    /// whole receipt again and mark it as a reprint, never its tail.
    fn print(&mut self, paper: &Paper) -> Result<(), PrintError>;

    /// Whether a receipt is presented and was not taken (XFS4IoT: media presented, taken); `None` where the printer has no
    /// sensor in its mouth. Blocks for at most one second.
    fn presented(&mut self) -> Result<Option<bool>, Fault> {
        Ok(None)
    }
}

/// How the printer is. When several hold at once, what keeps it from printing is reported, the cover first (the paper
/// sensors mean nothing while it is open), then paper, cutter and the rest; `PaperLow` only when nothing else holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrinterStatus {
    /// Ready, with enough paper.
    Ready,
    /// Ready, but the roll ends soon.
    PaperLow,
    /// No paper.
    PaperOut,
    /// The cover is open.
    CoverOpen,
    /// The cutter is stuck.
    CutterJammed,
    /// An error that the printer gives no other reason for; most are cleared by switching it off and on.
    Broken,
}

impl fmt::Display for PrinterStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ready => "the printer is ready",
            Self::PaperLow => "the paper ends soon; have a roll at hand",
            Self::PaperOut => "out of paper; load a roll",
            Self::CoverOpen => "the cover is open; close it",
            Self::CutterJammed => "the cutter is stuck; clear it, then switch the printer off and on",
            Self::Broken => "the printer reports an error; switch it off and on",
        })
    }
}

impl PrinterStatus {
    /// Whether a receipt can be printed now.
    pub fn can_print(self) -> bool {
        matches!(self, Self::Ready | Self::PaperLow)
    }

    /// Who must act.
    pub fn actor(self) -> Actor {
        match self {
            Self::Ready => Actor::Nobody,
            Self::PaperLow | Self::PaperOut | Self::CoverOpen => Actor::Clerk,
            Self::CutterJammed | Self::Broken => Actor::Technician,
        }
    }
}

/// Why a receipt did not come out.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// Nothing was printed: the printer said so before the first byte was sent.
    #[error("nothing was printed: {0}")]
    Refused(PrinterStatus),
    /// Nothing was printed: the printer could not be reached.
    #[error("nothing was printed: {0}")]
    Unreachable(Fault),
    /// The receipt was under way; nobody knows how much of it is on paper.
    #[error("the receipt may be incomplete: {0}")]
    Unknown(String),
}

/// One piece of paper, as data. It is erased when dropped, since a receipt names a citizen.
#[derive(Clone, Default, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Paper {
    /// What stands on it, from top to bottom. The driver cuts after the last block.
    pub blocks: Vec<Block>,
}

/// A block of a [`Paper`].
#[derive(Clone, PartialEq, Eq, Zeroize)]
pub enum Block {
    /// A centred line in double size.
    Title(String),
    /// A centred line.
    Centred(String),
    /// Text, wrapped at the paper's width.
    Text(String),
    /// A label, and a value that stands at the right edge, or below when there is no room.
    Pair(String, String),
    /// The number a citizen keeps: centred, double size.
    Number(String),
    /// A thin line across.
    Rule,
    /// A QR code, centred. At most 300 bytes, or it is set as text; ASCII, since readers must guess what else means.
    Qr(String),
    /// An empty line.
    Space,
}
