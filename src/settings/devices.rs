//! A line of the settings brings a device up: `driver = …`, and what that driver needs. Nobody edits code for it.

use serde::Deserialize;
use std::path::PathBuf;
use yici_hardware::power::nut::NutSettings;
use yici_hardware::sensors::temperature::HwmonSettings;
use yici_hardware::signature::evdev::PadSettings;

/// The identity-card reader, by driver.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "driver", rename_all = "kebab-case", deny_unknown_fields)]
pub enum CardReader {
    /// GA/T 467 over a serial line.
    Gat467Serial {
        /// The port.
        port: String,
        /// Bits a second; 115200 unless the reader was set otherwise.
        #[serde(default = "usual_baud")]
        baud: u32,
    },
    /// GA/T 467 over USB. Never tried on a reader.
    Gat467Usb {
        /// Vendor id.
        vendor: u16,
        /// Product id.
        product: u16,
    },
}

/// The site's own decoder of the pictures on cards; without one, nothing shows them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Portrait {
    /// The program's full path and its arguments, as `yici-hardware` documents it; empty for none.
    pub command: Vec<String>,
}

/// The receipt printer, by driver.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "driver", rename_all = "kebab-case", deny_unknown_fields)]
pub enum ReceiptPrinter {
    /// ESC/POS over a serial line.
    EscposSerial {
        /// The port.
        port: String,
        /// Bits a second.
        #[serde(default = "usual_baud")]
        baud: u32,
        /// Font for characters that the printer lacks.
        font: Option<PathBuf>,
        /// The model has a presenter with a sensor in its mouth.
        #[serde(default)]
        presenter: bool,
    },
    /// ESC/POS over a device file of the kernel's printer driver.
    EscposFile {
        /// The file, such as `/dev/usb/lp0`.
        path: PathBuf,
        /// Font for characters that the printer lacks.
        font: Option<PathBuf>,
        /// The model has a presenter with a sensor in its mouth.
        #[serde(default)]
        presenter: bool,
    },
    /// ESC/POS over the printer's own USB port. Never tried on a printer.
    EscposUsb {
        /// Vendor id.
        vendor: u16,
        /// Product id.
        product: u16,
        /// Font for characters that the printer lacks.
        font: Option<PathBuf>,
        /// The model has a presenter with a sensor in its mouth.
        #[serde(default)]
        presenter: bool,
    },
}

impl ReceiptPrinter {
    /// Whether it says that a receipt was taken.
    pub fn has_presenter(&self) -> bool {
        match self {
            Self::EscposSerial { presenter, .. }
            | Self::EscposFile { presenter, .. }
            | Self::EscposUsb { presenter, .. } => *presenter,
        }
    }

    /// The font that it names.
    pub(super) fn font(&mut self) -> Option<&mut PathBuf> {
        match self {
            Self::EscposSerial { font, .. } | Self::EscposFile { font, .. } | Self::EscposUsb { font, .. } => {
                font.as_mut()
            }
        }
    }
}

/// A camera, by driver: the one that looks at papers, or the one that looks at the citizen.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "driver", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Camera {
    /// A camera of the kernel's (V4L2). Never tried on a camera.
    V4l2 {
        /// Its name below `/dev/v4l/by-id`, or any path.
        port: PathBuf,
        /// Pixels across that are wished for.
        #[serde(default = "usual_width")]
        width: u32,
        /// Pixels down that are wished for.
        #[serde(default = "usual_height")]
        height: u32,
    },
    /// A picture file that a person or a test changes by hand.
    PictureFile {
        /// The picture (PNG).
        path: PathBuf,
    },
}

/// The QR scanner, by driver.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "driver", rename_all = "kebab-case", deny_unknown_fields)]
pub enum QrScanner {
    /// Text over a serial line.
    Serial {
        /// The port.
        port: String,
        /// Bits a second.
        #[serde(default = "scanner_baud")]
        baud: u32,
    },
}

/// The social-security card reader, by driver.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "driver", rename_all = "kebab-case", deny_unknown_fields)]
pub enum SocialCardReader {
    /// Any reader that PC/SC knows.
    Pcsc {
        /// A part of its name; empty for the first one.
        #[serde(default)]
        reader: String,
    },
}

/// The A4 printer, by driver.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "driver", rename_all = "kebab-case", deny_unknown_fields)]
pub enum DocumentPrinter {
    /// IPP, straight or through CUPS.
    Ipp {
        /// Where it is, as `yici-hardware` documents it.
        address: String,
        /// Seconds that a document may take to come out.
        #[serde(default = "usual_patience")]
        patience_seconds: u32,
    },
}

/// The UPS, by driver.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "driver", rename_all = "kebab-case")]
pub enum Power {
    /// NUT's server `upsd`.
    Nut(NutSettings),
}

/// The thermometer inside, by driver.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Temperature {
    /// The kernel's hwmon tree.
    pub hwmon: HwmonSettings,
    /// Degrees Celsius from which on somebody should look after the kiosk.
    #[serde(default = "usual_heat")]
    pub too_hot: u8,
}

/// The sound card, through a program that plays.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Sound {
    /// The program and its arguments; it reads a WAV file from its standard input.
    #[serde(default = "usual_player")]
    pub command: Vec<String>,
    /// How loud, 0 to 100.
    #[serde(default = "usual_volume")]
    pub volume: u8,
    /// Folder of recorded prompts, `zh/take-receipt.wav` and so on. What is not there is spoken by the voice's program.
    pub prompts: Option<PathBuf>,
}

/// The signature pad, by driver.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "driver", rename_all = "kebab-case")]
pub enum SignaturePad {
    /// A pad that Linux knows as an input device.
    Evdev(PadSettings),
}

fn usual_heat() -> u8 {
    70
}

fn usual_player() -> Vec<String> {
    yici_hardware::sound::program::SoundSettings::default().command
}

fn usual_volume() -> u8 {
    70
}

fn usual_baud() -> u32 {
    115_200
}

fn scanner_baud() -> u32 {
    9_600
}

fn usual_width() -> u32 {
    1_920
}

fn usual_height() -> u32 {
    1_080
}

fn usual_patience() -> u32 {
    120
}
