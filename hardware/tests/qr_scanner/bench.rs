//! A simulator, the real driver on its port, and short words for what a scan found.

use std::time::Duration;
use tempfile::TempDir;
use yici_hardware::qr_scanner::serial::{MAX_SILENCE, SerialQrScanner};
use yici_hardware::qr_scanner::simulator::QrScannerSimulator;
use yici_hardware::{Fault, QrScanner, Scan};

/// Long enough for a machine that is busy with other tests.
pub const GENEROUS: Duration = Duration::from_secs(60);

pub const BAUD: u32 = 9_600;

/// Scans that a code may take to arrive: each waits a fifth of a second.
const SCANS: usize = 100;

pub struct Bench {
    pub hand: QrScannerSimulator,
    pub scanner: SerialQrScanner,
    _directory: TempDir,
}

impl Bench {
    pub fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let link = directory.path().join("qr-scanner");
        let hand = QrScannerSimulator::start(&link).unwrap();
        // This machine is busy: a pause of the simulator's thread must not pass for the end of a code.
        let mut scanner = SerialQrScanner::new(link.to_str().unwrap(), BAUD).with_silence(MAX_SILENCE);
        // The port is open before anything is presented: opening it throws away what came before.
        scanner.check().unwrap();
        Self { hand, scanner, _directory: directory }
    }

    pub fn scan(&mut self) -> Seen {
        Seen::from(self.scanner.scan())
    }

    /// Scans until there is something.
    pub fn something(&mut self) -> Seen {
        (0..SCANS).map(|_| self.scan()).find(|seen| *seen != Seen::Nothing).unwrap_or(Seen::Nothing)
    }
}

/// A scan without what is personal's guard: the codes here are nobody's.
#[derive(Debug, PartialEq, Eq)]
pub enum Seen {
    Nothing,
    Code(Vec<u8>),
    NotThere,
    Unplugged,
    Silent,
    Garbled(&'static str),
}

impl Seen {
    pub fn code(code: &str) -> Self {
        Self::Code(code.as_bytes().to_vec())
    }
}

impl From<Result<Option<Scan>, Fault>> for Seen {
    fn from(scan: Result<Option<Scan>, Fault>) -> Self {
        match scan {
            Ok(None) => Self::Nothing,
            Ok(Some(scan)) => Self::Code(scan.bytes().reveal().clone()),
            Err(Fault::NotThere { .. }) => Self::NotThere,
            Err(Fault::Unplugged(_)) => Self::Unplugged,
            Err(Fault::Silent(_)) => Self::Silent,
            Err(Fault::Garbled(why) | Fault::Broken(why)) => Self::Garbled(why),
        }
    }
}
