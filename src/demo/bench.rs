//! The devices, the platform and the courier around one kiosk.

use crate::courier;
use crate::settings::Settings;
use crate::station::{Devices, drivers};
use anyhow::Context as _;
use std::fs;
use std::path::{Path, PathBuf};
use tokio::sync::oneshot;
use yici_hardware::camera::file::CameraHand;
use yici_hardware::camera::sample::{HEIGHT, WIDTH, sample_document, sample_face};
use yici_hardware::card_reader::simulator::{CardReaderSimulator, sample_card};
use yici_hardware::power::simulator::{PowerSimulator, UPS};
use yici_hardware::qr_scanner::simulator::QrScannerSimulator;
use yici_hardware::receipt_printer::simulator::ReceiptPrinterSimulator;
use yici_hardware::sensors::simulator::SensorSimulator;
use yici_hardware::signature::simulator::PadSimulator;
use yici_platform::ReferencePlatform;

/// Everything around a kiosk, each with its hand.
pub struct Bench {
    /// The identity-card reader.
    pub reader: CardReaderSimulator,
    /// The receipt printer.
    pub printer: ReceiptPrinterSimulator,
    /// The document camera.
    pub camera: CameraHand,
    /// The camera above the screen.
    pub face: CameraHand,
    /// The QR scanner.
    pub scanner: QrScannerSimulator,
    /// The signature pad.
    pub pad: PadSimulator,
    /// The UPS.
    pub power: PowerSimulator,
    /// Door, presence, the button for help, the slot, and the lamps.
    pub sensors: SensorSimulator,
    /// The platform.
    pub platform: ReferencePlatform,
    settings: PathBuf,
    folder: PathBuf,
    courier: Option<Courier>,
}

impl Bench {
    /// Sets the bench up in a folder, which keeps what an earlier bench left there: the platform and the outbox go on.
    ///
    /// # Errors
    /// When the machine gives no pseudo-terminal, port or file.
    pub fn start(folder: &Path) -> anyhow::Result<Self> {
        let ports = folder.join("ports");
        fs::create_dir_all(&ports)?;
        fs::create_dir_all(folder.join("run"))?;
        let folder = folder.canonicalize()?;
        let platform = ReferencePlatform::start(&folder.join("platform"))?;
        let camera = CameraHand::new(folder.join("ports/camera.png"));
        let face = CameraHand::new(folder.join("ports/face.png"));
        let power = PowerSimulator::start().context("the UPS")?;
        let settings = folder.join("kiosk.toml");
        fs::write(&settings, settings_file(&folder, &platform.url(), &power))?;
        let bench = Self {
            reader: CardReaderSimulator::start(&folder.join("ports/card-reader")).context("the card reader")?,
            printer: ReceiptPrinterSimulator::start(&folder.join("ports/receipt-printer")).context("the printer")?,
            camera,
            face,
            scanner: QrScannerSimulator::start(&folder.join("ports/qr-scanner")).context("the scanner")?,
            pad: PadSimulator::start(&folder.join("ports/signature-pad")).context("the signature pad")?,
            power,
            sensors: SensorSimulator::new(toml::from_str(WIRING)?)?,
            platform,
            settings,
            folder,
            courier: None,
        };
        bench.place_paper()?;
        bench.stand_there()?;
        Ok(bench)
    }

    /// Lays the synthesised card on the reader.
    ///
    /// # Errors
    /// When the card does not fit its layout.
    pub fn lay_card(&self) -> anyhow::Result<()> {
        self.reader.insert(&sample_card()).map_err(|_| anyhow::anyhow!("the sample card does not fit its layout"))
    }

    /// Lays a synthesised paper under the camera.
    ///
    /// # Errors
    /// When the picture cannot be written.
    pub fn place_paper(&self) -> anyhow::Result<()> {
        let paper = sample_document(
            "出生记录单",
            &["新生儿：王安    性别：男", "出生日期：2026年11月1日", "出生地点：示范市妇幼保健院", "母亲：王小满"],
            WIDTH,
            HEIGHT,
        );
        Ok(self.camera.place(&paper)?)
    }

    /// Puts a synthesised person before the camera above the screen.
    ///
    /// # Errors
    /// As [`Bench::place_paper`].
    pub fn stand_there(&self) -> anyhow::Result<()> {
        Ok(self.face.place(&sample_face(WIDTH, HEIGHT))?)
    }

    /// Starts the courier.
    ///
    /// # Errors
    /// When the settings cannot be used.
    pub fn start_courier(&mut self) -> anyhow::Result<()> {
        self.courier = Some(Courier::start(self.settings()?.courier()?)?);
        Ok(())
    }

    /// The kiosk's settings, as a technician would have written them.
    ///
    /// # Errors
    /// When the file was damaged meanwhile.
    pub fn settings(&self) -> anyhow::Result<Settings> {
        Ok(Settings::read(&self.settings)?)
    }

    /// The kiosk's devices: those of the settings, and the simulated chip with its sensors and lamps, which no line of the
    /// settings can name.
    ///
    /// # Errors
    /// As [`Bench::settings`].
    pub fn devices(&self) -> anyhow::Result<Devices> {
        let inputs = Some(Box::new(self.sensors.inputs()) as _);
        let outputs = Some(Box::new(self.sensors.outputs()) as _);
        Ok(Devices { inputs, outputs, ..drivers::all(&self.settings()?) })
    }

    /// The settings file itself.
    pub fn settings_file(&self) -> &Path {
        &self.settings
    }

    /// Where everything lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Folders in which the kiosk writes; the platform's own is not among them.
    pub fn kiosk_folders(&self) -> [PathBuf; 2] {
        [self.folder.join("state"), self.folder.join("run")]
    }
}

/// The courier in a thread of its own, over the same protocol as in a process of its own.
struct Courier {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Courier {
    fn start(settings: courier::Settings) -> anyhow::Result<Self> {
        let (stop, stopped) = oneshot::channel();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let thread = std::thread::spawn(move || {
            let stopped = async { drop(stopped.await) };
            if let Err(error) = runtime.block_on(courier::serve(settings, stopped)) {
                tracing::error!(%error, "the courier ended");
            }
        });
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Courier {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// How the simulated chip is wired.
const WIRING: &str = r#"
inputs.presence = { line = 0, debounce-ms = 0 }
inputs.door-open = { line = 1, debounce-ms = 0 }
inputs.tamper = { line = 2, debounce-ms = 0 }
inputs.help = { line = 3, debounce-ms = 0 }
inputs.receipt-in-slot = { line = 4, debounce-ms = 0 }
inputs.paper-in-tray = { line = 19, debounce-ms = 0 }
inputs.key-next = { line = 5, debounce-ms = 0 }
inputs.key-previous = { line = 6, debounce-ms = 0 }
inputs.key-press = { line = 7, debounce-ms = 0 }
outputs.card-reader-light = { line = 10 }
outputs.scanner-light = { line = 11 }
outputs.document-camera-light = { line = 12 }
outputs.signature-light = { line = 13 }
outputs.receipt-light = { line = 14 }
outputs.help-light = { line = 15 }
outputs.face-light = { line = 17 }
outputs.paper-light = { line = 18 }
outputs.door-release = { line = 16 }
"#;

fn settings_file(folder: &Path, platform: &str, power: &PowerSimulator) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pinyin = std::env::var_os("YICI_RIME").map_or_else(|| root.join("target/rime"), PathBuf::from);
    let strokes = std::env::var_os("YICI_STROKES").map_or_else(|| root.join("target/strokes"), PathBuf::from);
    format!(
        r#"# Written by `yici demo`.

[kiosk]
name = "demo-001"
site = {{ zh = "示范市政务服务中心", en = "Demonstration Service Centre" }}
progress-url = "https://platform.example/p/"
guide-url = "https://platform.example/g/"

[folders]
services = "{services}"
state = "state"
run = "run"

[catalog]
unsigned = true

[platform]
url = "{platform}"
authority = "platform/ca.pem"
certificate = "platform/kiosk.pem"
key = "platform/kiosk.key"
receipt-key = "platform/receipt.pub"
seal-key = "platform/seal.pub"
identity-key = "platform/identity.pub"

[card-reader]
driver = "gat467-serial"
port = "{folder}/ports/card-reader"

[receipt-printer]
driver = "escpos-serial"
port = "{folder}/ports/receipt-printer"

[document-camera]
driver = "picture-file"
path = "ports/camera.png"

[face-camera]
driver = "picture-file"
path = "ports/face.png"

[qr-scanner]
driver = "serial"
port = "{folder}/ports/qr-scanner"

[signature-pad]
driver = "evdev"
port = "{folder}/ports/signature-pad"
ranges = {{ x = {{ min = 0, max = 65535 }}, y = {{ min = 0, max = 65535 }}, pressure = {{ min = 0, max = 65535 }} }}

[power]
driver = "nut"
address = "{power}"
ups = "{UPS}"

[writing]
built = "{pinyin}"
strokes = "{strokes}"
"#,
        services = root.join("services").display(),
        folder = folder.display(),
        power = power.address(),
        pinyin = pinyin.display(),
        strokes = strokes.display(),
    )
}
