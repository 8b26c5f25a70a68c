//! From a line of the settings to a driver. Nothing is opened here: every driver opens its device at the first call.

use crate::settings::{
    CardReader as CardReaderSettings, DocumentCamera, DocumentPrinter as DocumentPrinterSettings, Power,
    QrScanner as QrScannerSettings, ReceiptPrinter as ReceiptPrinterSettings, SocialCardReader as SocialCardSettings,
};
use std::time::Duration;
use yici_hardware::camera::file::FileCamera;
use yici_hardware::camera::v4l2::V4l2Camera;
use yici_hardware::card_reader::serial::SerialCardReader;
use yici_hardware::card_reader::transport::usb::UsbCardReader;
use yici_hardware::document_printer::{Address, BadAddress, IppPrinter};
use yici_hardware::power::nut::NutPowerSource;
use yici_hardware::qr_scanner::serial::SerialQrScanner;
use yici_hardware::receipt_printer::escpos::EscposPrinter;
use yici_hardware::social_card::pcsc::PcscSocialCardReader;
use yici_hardware::{
    Camera, CardReader, DocumentPrinter, PowerFault, PowerSource, QrScanner, ReceiptPrinter, SocialCardReader,
};

/// The identity-card reader.
pub fn card_reader(settings: &CardReaderSettings) -> Box<dyn CardReader> {
    match settings {
        CardReaderSettings::Gat467Serial { port, baud } => Box::new(SerialCardReader::new(port, *baud)),
        CardReaderSettings::Gat467Usb { vendor, product } => Box::new(UsbCardReader::new(*vendor, *product)),
    }
}

/// The receipt printer.
pub fn receipt_printer(settings: &ReceiptPrinterSettings) -> Box<dyn ReceiptPrinter> {
    let ReceiptPrinterSettings::EscposSerial { port, baud, font } = settings;
    Box::new(EscposPrinter::new(port, *baud, font.clone()))
}

/// The document camera.
pub fn document_camera(settings: &DocumentCamera) -> Box<dyn Camera> {
    match settings {
        DocumentCamera::V4l2 { port, width, height } => Box::new(V4l2Camera::new(port, (*width, *height))),
        DocumentCamera::PictureFile { path } => Box::new(FileCamera::new(path.clone())),
    }
}

/// The QR scanner.
pub fn qr_scanner(settings: &QrScannerSettings) -> Box<dyn QrScanner> {
    let QrScannerSettings::Serial { port, baud } = settings;
    Box::new(SerialQrScanner::new(port, *baud))
}

/// The social-security card reader.
pub fn social_card_reader(settings: &SocialCardSettings) -> Box<dyn SocialCardReader> {
    let SocialCardSettings::Pcsc { reader } = settings;
    Box::new(PcscSocialCardReader::new(reader))
}

/// The A4 printer.
///
/// # Errors
/// When the address is not one.
pub fn document_printer(settings: &DocumentPrinterSettings) -> Result<Box<dyn DocumentPrinter>, BadAddress> {
    let DocumentPrinterSettings::Ipp { address, patience_seconds } = settings;
    Ok(Box::new(IppPrinter::new(Address::parse(address)?, Duration::from_secs(u64::from(*patience_seconds)))))
}

/// The UPS.
///
/// # Errors
/// When its name could not be asked for.
pub fn power(settings: &Power) -> Result<Box<dyn PowerSource>, PowerFault> {
    let Power::Nut(settings) = settings;
    Ok(Box::new(NutPowerSource::new(settings.clone())?))
}
