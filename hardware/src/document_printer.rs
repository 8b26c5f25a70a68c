//! Printing an A4 document: a form, a certificate, the readiness report.
//!
//! [`ipp`] drives a printer that speaks IPP, straight or through CUPS; [`address`] says where it is, [`http`] carries the
//! messages, [`message`] makes them, [`mod@answer`] reads them, [`reasons`] and [`job`] say what they mean. Only `http`
//! does I/O.
//!
//! - A document is printed, or it is not, or nobody knows: never assumed.
//! - A retry prints nothing twice: the name under which a document is sent follows from its bytes and its occasion
//!   ([`JobName`]), and the printer is asked for that name first.
//! - A document that did not come out in time is withdrawn: it must not come out in front of the next citizen.

pub mod address;
pub mod answer;
pub mod http;
pub mod ipp;
pub mod job;
pub mod message;
pub mod reasons;

pub use address::{Address, BadAddress};
pub use ipp::IppPrinter;
pub use job::JobName;

use crate::{Actor, Fault, Personal};
use std::fmt;
use std::ops::ControlFlow;

/// A printer of A4 sheets.
pub trait DocumentPrinter: Send {
    /// Asks the printer how it is. Blocks for at most three seconds.
    fn status(&mut self) -> Result<DocumentPrinterStatus, Fault>;

    /// Prints a PDF (at most [`MAX_DOCUMENT`] bytes) and follows it until it lies in the tray. Blocks for at most the
    /// patience that the driver was given, and a minute more.
    ///
    /// `watch` is called about twice a second while the document waits or prints, with what the printer says of itself
    /// then: the screen can ask for paper. Its [`ControlFlow::Break`] withdraws the document, as the end of the patience
    /// does.
    ///
    /// `Ok` means: the printer says that the job is complete. On [`DocumentError::Unknown`], and on a crash of the kiosk,
    /// call again with the same document and the same name: a job that is still there is followed, one that is complete
    /// is not printed again. That rests on the printer's list of jobs; one that forgets a job at once, or that was
    /// switched off in between, may print it twice.
    fn print(
        &mut self,
        pdf: &Personal<Vec<u8>>,
        name: &JobName,
        watch: &mut dyn FnMut(DocumentPrinterStatus) -> ControlFlow<()>,
    ) -> Result<JobOutcome, DocumentError>;
}

/// The longest document: 32 MiB.
pub const MAX_DOCUMENT: usize = 32 * 1024 * 1024;

/// How the printer is. When several hold at once, the first of this list that keeps it from printing is reported; what
/// does not keep it from printing comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentPrinterStatus {
    /// The print server answers, the printer behind it does not.
    Offline,
    /// A cover or a door is open.
    CoverOpen,
    /// Paper is stuck.
    Jam,
    /// A tray is not in its place.
    TrayMissing,
    /// No paper.
    PaperOut,
    /// No toner or ink.
    TonerOut,
    /// The output tray is full.
    OutputFull,
    /// It stopped for another reason, or for none that it gives.
    Broken,
    /// Somebody paused it, or it takes no jobs.
    Paused,
    /// It prints, but the paper ends soon.
    PaperLow,
    /// It prints, but the toner or ink ends soon.
    TonerLow,
    /// It is printing; a document waits its turn.
    Busy,
    /// Ready.
    Ready,
}

impl DocumentPrinterStatus {
    /// Whether a document sent now would be printed.
    pub fn can_print(self) -> bool {
        matches!(self, Self::Ready | Self::Busy | Self::PaperLow | Self::TonerLow)
    }

    /// Who must act.
    pub fn actor(self) -> Actor {
        match self {
            Self::Ready | Self::Busy => Actor::Nobody,
            Self::Broken | Self::Paused => Actor::Technician,
            Self::Offline
            | Self::CoverOpen
            | Self::Jam
            | Self::TrayMissing
            | Self::PaperOut
            | Self::TonerOut
            | Self::OutputFull
            | Self::PaperLow
            | Self::TonerLow => Actor::Clerk,
        }
    }
}

impl fmt::Display for DocumentPrinterStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Offline => "the printer is off-line; switch it on and check its cable",
            Self::CoverOpen => "a cover is open; close it",
            Self::Jam => "paper is stuck; open the printer and take it out",
            Self::TrayMissing => "a tray is missing; put it in",
            Self::PaperOut => "out of paper; load A4 paper",
            Self::TonerOut => "out of toner; put a new cartridge in",
            Self::OutputFull => "the output tray is full; take the paper away",
            Self::Broken => "the printer reports an error; look at its own display",
            Self::Paused => "the printer is paused; resume it at its panel or in CUPS",
            Self::PaperLow => "the paper ends soon; load A4 paper",
            Self::TonerLow => "the toner ends soon; have a cartridge at hand",
            Self::Busy => "the printer is printing",
            Self::Ready => "the printer is ready",
        })
    }
}

/// How a document came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobOutcome {
    /// Printed now.
    Printed,
    /// Not sent: the printer has already completed this very document for this very occasion.
    AlreadyPrinted,
}

/// Why a document did not come out.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// Nothing was sent: it is no PDF, or too long a one.
    #[error("nothing was printed: {0}; this is a fault of the kiosk's own, report it")]
    NotADocument(&'static str),
    /// Nothing was sent: the printer said beforehand that it cannot print.
    #[error("nothing was printed: {0}")]
    Refused(DocumentPrinterStatus),
    /// Nothing was sent: the printer could not be asked.
    #[error("nothing was printed: {0}")]
    Unreachable(Fault),
    /// Nothing was printed: the printer did not take the document. The number is IPP's status code (RFC 8011,
    /// appendix B).
    #[error("nothing was printed: the printer refuses the document (IPP status {0:#06x}); check that it prints PDF")]
    Rejected(u16),
    /// The printer ended the job by itself, or somebody did at its panel. Part of it may be on paper; nothing more will
    /// come.
    #[error("the printer ended the job ({0}); part of it may be in the tray: take it away and print again")]
    Ended(String),
    /// Time was over, or the watcher said so, and the printer has dropped the job. Part of it may be on paper; nothing
    /// more will come.
    #[error("the document was withdrawn ({0}); part of it may be in the tray: take it away")]
    Withdrawn(DocumentPrinterStatus),
    /// It was sent, and nobody knows what became of it: it may be on paper, and may still come out.
    #[error("nobody knows whether the document was printed ({0}); look into the tray before printing it again")]
    Unknown(String),
}

impl DocumentError {
    /// Who must act.
    pub fn actor(&self) -> Actor {
        match self {
            Self::Refused(status) | Self::Withdrawn(status) => status.actor(),
            Self::Unreachable(fault) => fault.actor(),
            Self::Ended(_) | Self::Unknown(_) => Actor::Clerk,
            Self::NotADocument(_) | Self::Rejected(_) => Actor::Technician,
        }
    }
}
