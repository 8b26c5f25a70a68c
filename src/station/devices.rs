//! What is fitted to this kiosk.

use crate::catalog::Device;
use yici_hardware::sensors::temperature::{Temperature, Thermometer};
use yici_hardware::sound::Volume;
use yici_hardware::{
    Camera, CardReader, DocumentPrinter, Inputs, Outputs, Player, PowerSource, QrScanner, ReceiptPrinter, SignaturePad,
    SocialCardReader,
};

/// The devices of a kiosk, by driver. What is `None` is not fitted.
#[expect(missing_docs, reason = "each is the device of that name")]
pub struct Devices {
    pub card_reader: Box<dyn CardReader>,
    pub receipt_printer: Box<dyn ReceiptPrinter>,
    pub document_camera: Box<dyn Camera>,
    pub face_camera: Option<Box<dyn Camera>>,
    pub qr_scanner: Option<Box<dyn QrScanner>>,
    pub social_card_reader: Option<Box<dyn SocialCardReader>>,
    pub document_printer: Option<Box<dyn DocumentPrinter>>,
    pub signature_pad: Option<Box<dyn SignaturePad>>,
    pub power: Option<Box<dyn PowerSource>>,
    pub inputs: Option<Box<dyn Inputs>>,
    pub outputs: Option<Box<dyn Outputs>>,
    /// With the temperature from which on somebody should look after the kiosk.
    pub thermometer: Option<(Box<dyn Thermometer>, Temperature)>,
    /// With its volume.
    pub sound: Option<(Box<dyn Player>, Volume)>,
}

impl Devices {
    /// Whether the device is fitted.
    pub fn has(&self, device: Device) -> bool {
        match device {
            Device::CardReader | Device::ReceiptPrinter | Device::DocumentCamera => true,
            Device::FaceCamera => self.face_camera.is_some(),
            Device::QrScanner => self.qr_scanner.is_some(),
            Device::SocialCardReader => self.social_card_reader.is_some(),
            Device::DocumentPrinter => self.document_printer.is_some(),
            Device::SignaturePad => self.signature_pad.is_some(),
            Device::Power => self.power.is_some(),
            Device::Sensors => self.inputs.is_some(),
            Device::Lamps => self.outputs.is_some(),
            Device::Temperature => self.thermometer.is_some(),
            Device::Sound => self.sound.is_some(),
        }
    }
}
