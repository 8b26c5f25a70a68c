//! `yici devices record`: the wire of a serial device, while a person uses the device by hand.
//!
//! The driver is given the tap's port in the place of the device's own, and is then used as `yici devices` uses it.

use super::{card_reader, not_fitted, qr_scanner, receipt_printer};
use crate::settings::{CardReader, QrScanner, ReceiptPrinter, Settings};
use anyhow::{Context as _, bail};
use clap::ValueEnum;
use std::fs::OpenOptions;
use std::path::Path;
use yici_hardware::wire::{Tap, Wire};

/// A device on a serial line.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Serial {
    /// The identity-card reader: a card is read.
    CardReader,
    /// The receipt printer: a test page is printed.
    ReceiptPrinter,
    /// The QR scanner: a code is read.
    QrScanner,
}

pub(super) fn record(mut settings: Settings, device: Serial, file: &Path) -> anyhow::Result<()> {
    let (wire, port, baud) = match device {
        Serial::CardReader => match &mut settings.card_reader {
            CardReader::Gat467Serial { port, baud } => (Wire::CardReader, port, *baud),
            CardReader::Gat467Usb { .. } => bail!("the card reader is on USB; only a serial line can be recorded"),
        },
        Serial::ReceiptPrinter => {
            let ReceiptPrinter::EscposSerial { port, baud, .. } = &mut settings.receipt_printer;
            (Wire::ReceiptPrinter, port, *baud)
        }
        Serial::QrScanner => {
            let scanner = settings.qr_scanner.as_mut().with_context(|| not_fitted("qr-scanner"))?;
            let QrScanner::Serial { port, baud } = scanner;
            (Wire::QrScanner, port, *baud)
        }
    };
    // A recording of another day is not written over.
    let out = OpenOptions::new().write(true).create_new(true).open(file).with_context(|| file.display().to_string())?;
    let tap = Tap::open(wire, port, baud, out)?;
    *port = tap.port().display().to_string();
    let used = match device {
        Serial::CardReader => card_reader(&settings),
        Serial::ReceiptPrinter => receipt_printer(&settings),
        Serial::QrScanner => qr_scanner(&settings),
    };
    // Also when it failed: then above all somebody wants to see what was said.
    tap.finish().with_context(|| format!("recording into {}", file.display()))?;
    println!("recorded: {}, personal data replaced; look at it before you pass it on", file.display());
    used
}
