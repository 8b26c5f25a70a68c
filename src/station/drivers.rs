//! From a line of the settings to a driver. Nothing is opened here: every driver opens its device at the first call.

use super::Devices;
use crate::settings::{
    Camera as CameraSettings, CardReader as CardReaderSettings, DocumentPrinter as DocumentPrinterSettings, Power,
    QrScanner as QrScannerSettings, ReceiptPrinter as ReceiptPrinterSettings, Settings,
    SignaturePad as SignaturePadSettings, SocialCardReader as SocialCardSettings, Sound,
    Temperature as TemperatureSettings,
};
use std::fmt::Display;
use std::path::PathBuf;
use std::time::Duration;
use yici_hardware::camera::file::FileCamera;
use yici_hardware::camera::v4l2::V4l2Camera;
use yici_hardware::card_reader::serial::SerialCardReader;
use yici_hardware::card_reader::transport::usb::UsbCardReader;
use yici_hardware::document_printer::{Address, BadAddress, IppPrinter};
use yici_hardware::power::nut::NutPowerSource;
use yici_hardware::qr_scanner::serial::SerialQrScanner;
use yici_hardware::receipt_printer::escpos::{EscposPrinter, Place};
use yici_hardware::sensors::temperature::{HwmonThermometer, Temperature, Thermometer};
use yici_hardware::signature::evdev::EvdevPad;
use yici_hardware::social_card::pcsc::PcscSocialCardReader;
use yici_hardware::sound::Volume;
use yici_hardware::sound::program::{ProgramPlayer, SoundSettings};
use yici_hardware::{
    Camera, CardReader, DocumentPrinter, Player, PowerFault, PowerSource, QrScanner, ReceiptPrinter, SignaturePad,
    SocialCardReader,
};

/// Every device that the settings name. One whose line makes no sense is left out and said to the technician: the kiosk
/// serves without it.
pub fn all(settings: &Settings) -> Devices {
    let sensors = settings.sensors.as_ref();
    Devices {
        card_reader: card_reader(&settings.card_reader),
        receipt_printer: receipt_printer(&settings.receipt_printer),
        document_camera: camera(&settings.document_camera),
        face_camera: settings.face_camera.as_ref().map(camera),
        qr_scanner: settings.qr_scanner.as_ref().map(qr_scanner),
        social_card_reader: settings.social_card_reader.as_ref().map(social_card_reader),
        document_printer: settings.document_printer.as_ref().and_then(|set| good("A4 printer", document_printer(set))),
        signature_pad: settings.signature_pad.as_ref().map(signature_pad),
        power: settings.power.as_ref().and_then(|set| good("power", power(set))),
        inputs: sensors.filter(|set| !set.inputs.is_empty()).and_then(|set| good("sensors", set.open_inputs())),
        outputs: sensors.filter(|set| !set.outputs.is_empty()).and_then(|set| good("lamps", set.open_outputs())),
        thermometer: settings.temperature.as_ref().map(thermometer),
        sound: settings.sound.as_ref().map(sound),
    }
}

fn good<T>(device: &str, driver: Result<T, impl Display>) -> Option<T> {
    driver.inspect_err(|error| tracing::error!(device, %error, "serving without it")).ok()
}

/// The identity-card reader.
pub fn card_reader(settings: &CardReaderSettings) -> Box<dyn CardReader> {
    match settings {
        CardReaderSettings::Gat467Serial { port, baud } => Box::new(SerialCardReader::new(port, *baud)),
        CardReaderSettings::Gat467Usb { vendor, product } => Box::new(UsbCardReader::new(*vendor, *product)),
    }
}

/// The receipt printer.
pub fn receipt_printer(settings: &ReceiptPrinterSettings) -> Box<dyn ReceiptPrinter> {
    let (place, font) = place(settings);
    let printer = EscposPrinter::at(place, font);
    Box::new(if settings.has_presenter() { printer.with_presenter() } else { printer })
}

/// Where the receipt printer hangs, and its font.
pub fn place(settings: &ReceiptPrinterSettings) -> (Place, Option<PathBuf>) {
    let (place, font) = match settings {
        ReceiptPrinterSettings::EscposSerial { port, baud, font, .. } => (Place::Serial(port.clone(), *baud), font),
        ReceiptPrinterSettings::EscposFile { path, font, .. } => (Place::File(path.clone()), font),
        ReceiptPrinterSettings::EscposUsb { vendor, product, font, .. } => (Place::Usb(*vendor, *product), font),
    };
    (place, font.clone())
}

/// A camera.
pub fn camera(settings: &CameraSettings) -> Box<dyn Camera> {
    match settings {
        CameraSettings::V4l2 { port, width, height } => Box::new(V4l2Camera::new(port, (*width, *height))),
        CameraSettings::PictureFile { path } => Box::new(FileCamera::new(path.clone())),
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

/// The signature pad.
pub fn signature_pad(settings: &SignaturePadSettings) -> Box<dyn SignaturePad> {
    let SignaturePadSettings::Evdev(settings) = settings;
    Box::new(EvdevPad::new(settings.clone()))
}

/// The thermometer, and from when on it is too hot.
pub fn thermometer(settings: &TemperatureSettings) -> (Box<dyn Thermometer>, Temperature) {
    let too_hot = Temperature(i32::from(settings.too_hot) * 1_000);
    (Box::new(HwmonThermometer::new(settings.hwmon.clone())), too_hot)
}

/// The sound card, and how loud it is.
pub fn sound(settings: &Sound) -> (Box<dyn Player>, Volume) {
    let player = ProgramPlayer::new(SoundSettings { command: settings.command.clone() });
    (Box::new(player), Volume::new(settings.volume))
}
