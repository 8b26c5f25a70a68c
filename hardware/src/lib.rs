//! The kiosk's devices: one page of traits.
//!
//! A capability is a file that says what it can do, what its states are and how it fails; its drivers and its
//! simulator lie in the folder of the same name. The same contract suite runs on the simulator and, with an
//! environment variable naming a port, on the real device.
//!
//! Invariants:
//! - Only this package opens a device.
//! - Every call blocks for a bounded time, written in the trait's doc. Nothing here spawns a thread but a simulator.
//! - What the world does (no card, no paper) is a value; what breaks is an error, and an error says who must act.
//! - What a citizen's card or paper says is [`Personal`]: it has no `Debug` and is erased when dropped.

pub mod camera;
pub mod card_reader;
pub mod citizen_number;
pub mod document_printer;
pub mod fault;
pub mod framebuffer;
pub mod media;
pub mod personal;
pub mod power;
pub mod pty;
pub mod qr_scanner;
pub mod receipt_printer;
pub mod sensors;
pub mod signature;
mod simulation;
pub mod social_card;
pub mod sound;
pub mod wire;

pub use camera::{Camera, CameraFault, Frame};
pub use card_reader::{CardReader, IdCard, Look};
pub use document_printer::{DocumentError, DocumentPrinter, DocumentPrinterStatus, JobName, JobOutcome};
pub use fault::{Actor, Fault};
pub use media::Media;
pub use personal::Personal;
pub use power::{PowerFault, PowerSource, PowerState};
pub use qr_scanner::{QrScanner, Scan};
pub use receipt_printer::{Block, Paper, PrintError, PrinterStatus, ReceiptPrinter};
pub use sensors::{Edge, Input, Inputs, Output, Outputs, SensorFault};
pub use signature::{PadFault, SignaturePad, Strokes};
pub use social_card::{SocialCard, SocialCardFault, SocialCardReader, SocialLook};
pub use sound::{Player, SoundFault};
