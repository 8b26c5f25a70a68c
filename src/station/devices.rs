//! What is fitted to this kiosk.

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
