//! `yici devices`: drive a device by hand, with the kiosk stopped.
//!
//! What a citizen's card says is masked: this is for technicians, on a terminal that may be looked at.

mod cards;
mod record;

use crate::settings::Settings;
use crate::station::{OPENS, drivers};
use crate::technician::{readiness, test_page};
use anyhow::{Context as _, bail};
use clap::{Args, Subcommand, ValueEnum};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use yici_hardware::camera::still;
use yici_hardware::document_printer::JobName;
use yici_hardware::sound::{Cue, Progress};
use yici_hardware::{Frame, Output, Personal, ReceiptPrinter};

/// How long a person may take to lay a card down or to hold a code up.
const PATIENCE: Duration = Duration::from_secs(30);
/// Between two looks.
const LOOKS: Duration = Duration::from_millis(350);

/// Drive a device by hand. Stop the kiosk first: a port has one owner.
#[derive(Args)]
pub struct Devices {
    /// The settings file.
    #[arg(long, default_value = "/etc/yici/kiosk.toml")]
    settings: PathBuf,
    #[command(subcommand)]
    device: Device,
}

#[derive(Subcommand)]
enum Device {
    /// Ask every device that the settings name how it is.
    List,
    /// Wait for an identity card and read it, or ask whether one lies there.
    CardReader {
        /// What it is to do.
        #[arg(value_enum, default_value = "read")]
        what: cards::Act,
    },
    /// Print a test page, or ask how the printer is.
    ReceiptPrinter {
        /// What it is to do.
        #[arg(value_enum, default_value = "test-page")]
        what: PrinterAct,
    },
    /// Take a picture; the file is a PNG.
    DocumentCamera {
        /// Where to.
        file: PathBuf,
    },
    /// Take a picture of whoever stands there and say how it will do; the file is a PNG, of the head and shoulders.
    FaceCamera {
        /// Where to.
        file: PathBuf,
    },
    /// Wait for a code.
    QrScanner,
    /// Wait for a social-security card and read it, or ask whether one is in the reader.
    SocialCardReader {
        /// What it is to do.
        #[arg(value_enum, default_value = "read")]
        what: cards::Act,
    },
    /// Print a PDF and follow it into the tray.
    DocumentPrinter {
        /// The PDF.
        file: PathBuf,
    },
    /// Say what the UPS says.
    Power,
    /// Use a device by hand, and write down what it and its driver say, with personal data replaced: for a maker's support,
    /// or to be played back as a test.
    Record {
        /// The device.
        device: record::Recorded,
        /// Where to; a file of that name must not be there yet.
        file: PathBuf,
    },
    /// Say what the door, the buttons and the other inputs do, for half a minute.
    Sensors,
    /// Light each lamp for a second, one after the other.
    Lamps,
    /// Open the service door's lock for some seconds.
    Door,
    /// Play each signal.
    Sound,
    /// Count what the pen does on the signature pad, for half a minute.
    SignaturePad,
    /// Say how warm it is inside.
    Temperature,
}

/// What the receipt printer is to do.
#[derive(Clone, Copy, ValueEnum)]
enum PrinterAct {
    TestPage,
    Status,
}

impl Devices {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let settings = Settings::read(&self.settings)?;
        match self.device {
            Device::List => list(&settings),
            Device::CardReader { what } => {
                cards::identity(&mut *drivers::card_reader(&settings.card_reader), what, &settings.portrait)
            }
            Device::ReceiptPrinter { what } => {
                receipt_printer(&settings, what, &mut *drivers::receipt_printer(&settings.receipt_printer))
            }
            Device::DocumentCamera { file } => document_camera(&settings, &file),
            Device::FaceCamera { file } => face_camera(&settings, &file),
            Device::QrScanner => qr_scanner(&settings),
            Device::SocialCardReader { what } => {
                let reader = settings.social_card_reader.as_ref().with_context(|| not_fitted("social-card-reader"))?;
                cards::social_security(&mut *drivers::social_card_reader(reader), what)
            }
            Device::DocumentPrinter { file } => document_printer(&settings, &file),
            Device::Power => power(&settings),
            Device::Record { device, file } => record::record(settings, device, &file),
            Device::Sensors => sensors(&settings),
            Device::Lamps => lamps(&settings),
            Device::Door => door(&settings),
            Device::Sound => sound(&settings),
            Device::SignaturePad => signature_pad(&settings),
            Device::Temperature => temperature(&settings),
        }
    }
}

/// Asks again and again until there is something or the person's time is over.
fn wait<T>(what: &str, mut look: impl FnMut() -> anyhow::Result<Option<T>>) -> anyhow::Result<T> {
    println!("{what}");
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Some(found) = look()? {
            return Ok(found);
        }
        std::thread::sleep(LOOKS);
    }
    bail!("nothing came in {PATIENCE:?}")
}

fn not_fitted(section: &str) -> String {
    format!("the settings name none; add a section [{section}]")
}

fn list(settings: &Settings) -> anyhow::Result<()> {
    for finding in readiness::devices(settings).iter().filter(|finding| finding.is_fitted()) {
        println!("{finding}");
    }
    Ok(())
}

fn receipt_printer(settings: &Settings, what: PrinterAct, printer: &mut dyn ReceiptPrinter) -> anyhow::Result<()> {
    match what {
        PrinterAct::Status => println!("{}", printer.status()?),
        PrinterAct::TestPage => {
            printer.print(&test_page::receipt(settings))?;
            println!("printed: every line whole? the code readable? the paper cut?");
        }
    }
    Ok(())
}

fn document_camera(settings: &Settings, file: &Path) -> anyhow::Result<()> {
    let frame = drivers::camera(&settings.document_camera).frame()?;
    let look = still::look(&frame);
    write_png(&frame, file)?;
    println!("{} x {}, {:?}: {}", frame.width, frame.height, look.advice, file.display());
    Ok(())
}

fn face_camera(settings: &Settings, file: &Path) -> anyhow::Result<()> {
    let camera = settings.face_camera.as_ref().with_context(|| not_fitted("face-camera"))?;
    let frame = drivers::camera(camera).frame()?;
    let (advice, portrait) = still::face(&frame);
    match portrait {
        Some(portrait) => {
            write_png(&portrait, file)?;
            println!("{} x {}, {advice:?}: {}", portrait.width, portrait.height, file.display());
        }
        None => println!("{} x {}, {advice:?}: nothing was kept", frame.width, frame.height),
    }
    Ok(())
}

fn write_png(frame: &Frame, file: &Path) -> anyhow::Result<()> {
    let mut encoder =
        png::Encoder::new(std::io::BufWriter::new(std::fs::File::create(file)?), frame.width, frame.height);
    encoder.set_color(png::ColorType::Rgb);
    Ok(encoder.write_header()?.write_image_data(frame.rgb.reveal())?)
}

fn qr_scanner(settings: &Settings) -> anyhow::Result<()> {
    let scanner = settings.qr_scanner.as_ref().with_context(|| not_fitted("qr-scanner"))?;
    let mut scanner = drivers::qr_scanner(scanner);
    let scan = wait("hold a code to the scanner", || Ok(scanner.scan()?))?;
    println!("read: {} bytes", scan.bytes().reveal().len());
    Ok(())
}

fn document_printer(settings: &Settings, file: &std::path::Path) -> anyhow::Result<()> {
    let printer = settings.document_printer.as_ref().with_context(|| not_fitted("document-printer"))?;
    let pdf = Personal::new(std::fs::read(file).with_context(|| file.display().to_string())?);
    let outcome =
        drivers::document_printer(printer)?.print(&pdf, &JobName::new("devices", "by hand"), &mut |status| {
            println!("{status:?}");
            ControlFlow::Continue(())
        })?;
    println!("{outcome:?}");
    Ok(())
}

fn power(settings: &Settings) -> anyhow::Result<()> {
    let power = settings.power.as_ref().with_context(|| not_fitted("power"))?;
    println!("{:?}", drivers::power(power)?.state()?);
    Ok(())
}

fn sensors(settings: &Settings) -> anyhow::Result<()> {
    let mut inputs = settings.sensors.as_ref().with_context(|| not_fitted("sensors"))?.open_inputs()?;
    println!("open the door, press the button, stand in front of the kiosk");
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Some(edge) = inputs.next_edge(Duration::from_secs(1))? {
            println!("{:?}: {}", edge.input, if edge.active { "active" } else { "not active" });
        }
    }
    Ok(())
}

fn lamps(settings: &Settings) -> anyhow::Result<()> {
    let wiring = settings.sensors.as_ref().with_context(|| not_fitted("sensors"))?;
    let mut outputs = wiring.open_outputs()?;
    for lamp in wiring.outputs.keys().filter(|output| **output != Output::DoorRelease) {
        println!("{lamp:?}");
        outputs.set(*lamp, true)?;
        std::thread::sleep(Duration::from_secs(1));
        outputs.set(*lamp, false)?;
    }
    Ok(())
}

fn door(settings: &Settings) -> anyhow::Result<()> {
    let mut outputs = settings.sensors.as_ref().with_context(|| not_fitted("sensors"))?.open_outputs()?;
    outputs.set(Output::DoorRelease, true)?;
    println!("the lock is open for {OPENS:?}: pull the door");
    std::thread::sleep(OPENS);
    Ok(outputs.set(Output::DoorRelease, false)?)
}

fn sound(settings: &Settings) -> anyhow::Result<()> {
    let (mut player, volume) = drivers::sound(settings.sound.as_ref().with_context(|| not_fitted("sound"))?);
    for cue in Cue::ALL {
        println!("{cue:?}");
        player.play(&cue.clip(), volume)?;
        while player.progress()? == Progress::Playing {
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    Ok(())
}

fn signature_pad(settings: &Settings) -> anyhow::Result<()> {
    let pad = settings.signature_pad.as_ref().with_context(|| not_fitted("signature-pad"))?;
    let mut pad = drivers::signature_pad(pad);
    println!("write on the pad");
    let (start, mut moves) = (Instant::now(), 0);
    while start.elapsed() < PATIENCE {
        moves += usize::from(pad.next(Duration::from_secs(1))?.is_some());
    }
    println!("{moves} moves of the pen");
    Ok(())
}

fn temperature(settings: &Settings) -> anyhow::Result<()> {
    let (mut meter, _) =
        drivers::thermometer(settings.temperature.as_ref().with_context(|| not_fitted("temperature"))?);
    println!("{:.1} degrees Celsius", f64::from(meter.read()?.0) / 1_000.0);
    Ok(())
}
