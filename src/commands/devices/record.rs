//! `yici devices record`: the wire of a device, while a person uses the device by hand.
//!
//! On a serial line the driver is given a tap's port in the place of the device's own, and notices nothing. Elsewhere the
//! driver itself writes down what it says and hears.

use super::{PrinterAct, cards, not_fitted, qr_scanner, receipt_printer};
use crate::settings::{CardReader, QrScanner, ReceiptPrinter, Settings, SocialCardReader};
use crate::station::drivers;
use anyhow::Context as _;
use clap::ValueEnum;
use std::fs::{File, OpenOptions};
use std::path::Path;
use yici_hardware::card_reader::driver::Gat467;
use yici_hardware::card_reader::transcript::Recorder;
use yici_hardware::card_reader::usb::UsbIds;
use yici_hardware::receipt_printer::escpos::EscposPrinter;
use yici_hardware::social_card::PcscSocialCardReader;
use yici_hardware::wire::{Tap, Wire};

/// A device whose wire can be recorded.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Recorded {
    /// The identity-card reader: a card is read.
    CardReader,
    /// The receipt printer: a test page is printed.
    ReceiptPrinter,
    /// The QR scanner: a code is read.
    QrScanner,
    /// The social-security card reader: a card is read.
    SocialCardReader,
}

pub(super) fn record(mut settings: Settings, device: Recorded, file: &Path) -> anyhow::Result<()> {
    // A recording of another day is not written over.
    let out = OpenOptions::new().write(true).create_new(true).open(file).with_context(|| file.display().to_string())?;
    let used = use_it(&mut settings, device, out);
    // Also when it failed: then above all somebody wants to see what was said.
    println!("recorded: {}, personal data replaced; look at it before you pass it on", file.display());
    used
}

fn use_it(settings: &mut Settings, device: Recorded, out: File) -> anyhow::Result<()> {
    match device {
        Recorded::CardReader => match &mut settings.card_reader {
            CardReader::Gat467Serial { port, baud } => {
                let tap = tapped(Wire::CardReader, port, *baud, out)?;
                let mut reader = drivers::card_reader(&settings.card_reader);
                let used = cards::identity(&mut *reader, cards::Act::Read, &settings.portrait);
                end(tap, used)
            }
            CardReader::Gat467Usb { vendor, product } => {
                let ids = UsbIds { vendor: *vendor, product: *product };
                cards::identity(&mut Gat467::over(Recorder::new(ids, out)?), cards::Act::Read, &settings.portrait)
            }
        },
        Recorded::ReceiptPrinter => {
            if let ReceiptPrinter::EscposSerial { port, baud, .. } = &mut settings.receipt_printer {
                let tap = tapped(Wire::ReceiptPrinter, port, *baud, out)?;
                let mut printer = drivers::receipt_printer(&settings.receipt_printer);
                let used = receipt_printer(settings, PrinterAct::TestPage, &mut *printer);
                return end(tap, used);
            }
            let (place, font) = drivers::place(&settings.receipt_printer);
            let mut printer = EscposPrinter::at(place, font).recorded(out)?;
            receipt_printer(settings, PrinterAct::TestPage, &mut printer)
        }
        Recorded::QrScanner => {
            let scanner = settings.qr_scanner.as_mut().with_context(|| not_fitted("qr-scanner"))?;
            let QrScanner::Serial { port, baud } = scanner;
            let tap = tapped(Wire::QrScanner, port, *baud, out)?;
            let used = qr_scanner(settings);
            end(tap, used)
        }
        Recorded::SocialCardReader => {
            let reader = settings.social_card_reader.as_ref().with_context(|| not_fitted("social-card-reader"))?;
            let SocialCardReader::Pcsc { reader } = reader;
            cards::social_security(&mut PcscSocialCardReader::new(reader).recorded(out)?, cards::Act::Read)
        }
    }
}

/// Puts a tap on the line, and its port in the place of the device's.
fn tapped(wire: Wire, port: &mut String, baud: u32, out: File) -> anyhow::Result<Tap> {
    let tap = Tap::open(wire, port, baud, out)?;
    *port = tap.port().display().to_string();
    Ok(tap)
}

fn end(tap: Tap, used: anyhow::Result<()>) -> anyhow::Result<()> {
    tap.finish().context("the recording")?;
    used
}
