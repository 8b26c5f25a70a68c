//! The settings file: one per kiosk, written by a technician, never by the program.
//!
//! An unknown key is an error that names it: a misspelt setting must not silently do nothing. Paths may be relative to
//! the file's folder.

mod devices;
mod display;

pub use devices::{
    Camera, CardReader, DocumentPrinter, Portrait, Power, QrScanner, ReceiptPrinter, SignaturePad, SocialCardReader,
    Sound, Temperature,
};
pub use display::{Display, Turn};

use crate::place::Place;
use crate::platform::provincial::ClientCredentials;
use crate::session::IdleRule;
use crate::shelf::{Shelf, Trust};
use crate::text::Text;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::time::Duration;
use yici_hardware::Personal;
use yici_hardware::sensors::settings::GpioSettings;

/// Everything that can be set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Who and where this kiosk is.
    pub kiosk: Kiosk,
    /// Where things lie.
    pub folders: Folders,
    /// Whose matters are served.
    #[serde(default)]
    pub catalog: Catalog,
    /// Who receives what is handed in.
    pub platform: Platform,
    /// How to spare a line that costs.
    #[serde(default)]
    pub line: crate::courier::Metered,
    /// When, and from where, updates come.
    #[serde(default)]
    pub update: crate::update::Settings,
    /// When silence becomes absence.
    #[serde(default)]
    pub idle: Idle,
    /// When it serves, and when somebody of the house is there.
    #[serde(default)]
    pub place: Place,
    /// The panel.
    #[serde(default)]
    pub display: Display,
    /// What a power cut cut off.
    #[serde(default)]
    pub drafts: Drafts,
    /// The identity-card reader.
    pub card_reader: CardReader,
    /// What makes the picture on a card visible.
    #[serde(default)]
    pub portrait: Portrait,
    /// The receipt printer.
    pub receipt_printer: ReceiptPrinter,
    /// The document camera.
    pub document_camera: Camera,
    /// The camera above the screen, where one is fitted. It is looked through only by who agrees to it.
    pub face_camera: Option<Camera>,
    /// The QR scanner, where one is fitted.
    pub qr_scanner: Option<QrScanner>,
    /// The social-security card reader, where one is fitted.
    pub social_card_reader: Option<SocialCardReader>,
    /// The A4 printer, where one is fitted.
    pub document_printer: Option<DocumentPrinter>,
    /// The UPS, where one is fitted.
    pub power: Option<Power>,
    /// A4 paper.
    #[serde(default)]
    pub forms: Forms,
    /// Door, button for help, presence, guide lamps: the lines of a GPIO chip, where they are wired.
    pub sensors: Option<GpioSettings>,
    /// The thermometer inside, where the board has one.
    pub temperature: Option<Temperature>,
    /// The sound card, where one is fitted.
    pub sound: Option<Sound>,
    /// The signature pad beside the touch screen, where one is fitted.
    pub signature_pad: Option<SignaturePad>,
    /// Pinyin.
    #[serde(default)]
    pub writing: Writing,
    /// Spoken prompts.
    #[serde(default)]
    pub voice: Voice,
    /// Who may look after the kiosk at its own screen.
    #[serde(default)]
    pub service: Service,
    /// Who sees it from afar.
    #[serde(default)]
    pub telemetry: Telemetry,
}

/// Who and where this kiosk is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Kiosk {
    /// Its name, as the platform knows it.
    pub name: String,
    /// Where it stands, for the head of every page.
    pub site: Text,
    /// Address of the progress page; the receipt's number is put after it.
    pub progress_url: String,
    /// Address of the guides; a matter's key is put after it. Without one, a printed guide has no QR code.
    pub guide_url: Option<String>,
}

/// Where things lie.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Folders {
    /// The matters that came with the program: a signed repository, or plain files on a bench.
    pub services: PathBuf,
    /// The outbox, the audit trail and the catalog that was brought. On the data partition.
    pub state: PathBuf,
    /// The courier's socket. On a tmpfs.
    pub run: PathBuf,
}

/// Whose matters are served. One of the two must be said: by default nobody's are, so that a forgotten line cannot make a
/// kiosk serve what anybody wrote into a folder.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Catalog {
    /// The root of the catalog's publisher: who may sign.
    pub root: Option<PathBuf>,
    /// Serve the services folder as it lies there. For a bench; beside a root it means nothing.
    pub unsigned: bool,
}

/// Who receives what is handed in. Files, so that secrets can be given as credentials.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Platform {
    /// Address, `https://…`.
    pub url: String,
    /// The only certificate authority that is believed (PEM).
    pub authority: PathBuf,
    /// This kiosk's certificate (PEM).
    pub certificate: PathBuf,
    /// Its key (PEM). Only the courier reads it.
    pub key: PathBuf,
    /// The key that the platform's receipts are checked with.
    pub receipt_key: PathBuf,
    /// The key that everything is sealed to.
    pub seal_key: PathBuf,
    /// The key that codes on citizens' phones are checked with; without one they are not taken.
    pub identity_key: Option<PathBuf>,
    /// Where the platform speaks in the manner of a province's. Without it, it speaks our own contract.
    pub provincial: Option<Provincial>,
}

/// The client that a province's platform knows this kiosk as.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Provincial {
    /// Its id.
    pub client: String,
    /// File with its secret. Only the courier reads it.
    pub secret: PathBuf,
}

/// When silence becomes absence.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Idle {
    /// Seconds of silence before the warning.
    pub quiet_seconds: u32,
    /// Seconds of the warning, at least 20.
    pub warning_seconds: u32,
    /// Seconds without anybody before the kiosk, where a sensor sees that, until the warning.
    pub absence_seconds: u32,
}

impl Default for Idle {
    fn default() -> Self {
        Self { quiet_seconds: 60, warning_seconds: 30, absence_seconds: 10 }
    }
}

impl Idle {
    /// The rule that the session follows.
    pub fn rule(self) -> IdleRule {
        let seconds = |seconds: u32| Duration::from_secs(seconds.into());
        IdleRule {
            quiet: seconds(self.quiet_seconds),
            warning: seconds(self.warning_seconds.max(20)),
            absence: seconds(self.absence_seconds),
        }
    }
}

/// What a power cut cut off, kept for the card that it was begun with.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Drafts {
    /// How many hours it is kept; 0 keeps none.
    pub hours: u16,
    /// The kiosk's half of the key; made where there is none. Better in another place than the drafts.
    pub secret: Option<PathBuf>,
}

impl Default for Drafts {
    fn default() -> Self {
        Self { hours: 24, secret: None }
    }
}

/// Pinyin and handwriting.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Writing {
    /// librime's shared data.
    pub shared_data: PathBuf,
    /// What `make pinyin` built.
    pub built: PathBuf,
    /// What `make strokes` made; without it there is no handwriting.
    pub strokes: PathBuf,
}

impl Default for Writing {
    fn default() -> Self {
        Self {
            shared_data: "/usr/share/rime-data".into(),
            built: "/usr/share/yici/rime".into(),
            strokes: "/usr/share/yici/strokes".into(),
        }
    }
}

/// A4 paper.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Forms {
    /// The typesetter; `form-render` beside this program where none is named.
    pub program: Option<PathBuf>,
}

/// Spoken prompts.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Voice {
    /// Program and arguments that read a sentence from standard input; empty for a silent kiosk.
    pub command: Vec<String>,
}

/// Who may look after the kiosk at its own screen. Without any of these, nobody.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Service {
    /// The site clerk's PIN: what `yici service pin` made of it.
    pub clerk_pin: Option<String>,
    /// The technician's PIN, likewise.
    pub technician_pin: Option<String>,
    /// Who signs technicians' sticks: the public half of a key of `yici services new-key`.
    pub authority: Option<PathBuf>,
}

impl Service {
    /// Whether anybody is let in at all.
    pub fn is_offered(&self) -> bool {
        self.clerk_pin.is_some() || self.technician_pin.is_some() || self.authority.is_some()
    }
}

/// Who sees the kiosk from afar. Without this, a file on the same machine is all there is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Telemetry {
    /// A Prometheus Pushgateway: `https://` and a host, with certificates of the platform's authority (`fleet/`).
    pub push: Option<String>,
    /// An OpenTelemetry collector (OTLP over HTTP): `https://`, a host and a port, with certificates of the same authority.
    pub otlp: Option<String>,
}

/// Why the settings cannot be used. For a technician.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file.
    #[error("cannot read {0}: {1}; put the file there, or correct its path in the settings file")]
    Unreadable(PathBuf, std::io::Error),
    /// Its text.
    #[error("{file}:{line}: {key}: {problem}")]
    Wrong {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The key, as a path.
        key: String,
        /// What is wrong.
        problem: String,
    },
}

impl Settings {
    /// Reads the file.
    ///
    /// # Errors
    /// Names file, line and key.
    pub fn read(file: &Path) -> Result<Self, SettingsError> {
        let text = std::fs::read_to_string(file).map_err(|error| SettingsError::Unreadable(file.into(), error))?;
        let mut settings = Self::parse(&text, file)?;
        settings.anchor(file.parent().unwrap_or(Path::new(".")));
        Ok(settings)
    }

    /// Reads text as this file's. Paths stay as they are.
    ///
    /// # Errors
    /// Names line and key.
    pub(crate) fn parse(text: &str, file: &Path) -> Result<Self, SettingsError> {
        crate::catalog::read_toml(text).map_err(|(line, key, problem)| SettingsError::Wrong {
            file: file.to_owned(),
            line,
            key,
            problem,
        })
    }

    /// Makes paths absolute.
    fn anchor(&mut self, folder: &Path) {
        if let Some(font) = self.receipt_printer.font() {
            *font = folder.join(&*font);
        }
        for camera in [Some(&mut self.document_camera), self.face_camera.as_mut()].into_iter().flatten() {
            if let Camera::PictureFile { path } = camera {
                *path = folder.join(&*path);
            }
        }
        if let Some(root) = &mut self.catalog.root {
            *root = folder.join(&*root);
        }
        if let Some(authority) = &mut self.service.authority {
            *authority = folder.join(&*authority);
        }
        if let Some(program) = &mut self.forms.program {
            *program = folder.join(&*program);
        }
        if let Some(secret) = &mut self.drafts.secret {
            *secret = folder.join(&*secret);
        }
        if let Some(Sound { prompts: Some(path), .. }) = &mut self.sound {
            *path = folder.join(&*path);
        }
        if let Some(provincial) = &mut self.platform.provincial {
            provincial.secret = folder.join(&provincial.secret);
        }
        if let Some(key) = &mut self.platform.identity_key {
            *key = folder.join(&*key);
        }
        for path in [
            &mut self.folders.services,
            &mut self.folders.state,
            &mut self.folders.run,
            &mut self.platform.authority,
            &mut self.platform.certificate,
            &mut self.platform.key,
            &mut self.platform.receipt_key,
            &mut self.platform.seal_key,
            &mut self.writing.shared_data,
            &mut self.writing.built,
            &mut self.writing.strokes,
        ] {
            *path = folder.join(&*path);
        }
    }

    /// What the courier needs. Reads the device's key, which the screen process must not.
    ///
    /// # Errors
    /// Names the file that cannot be read.
    pub fn courier(&self) -> Result<crate::courier::Settings, SettingsError> {
        let platform = &self.platform;
        let read = |file: &PathBuf| {
            std::fs::read_to_string(file).map_err(|error| SettingsError::Unreadable(file.clone(), error))
        };
        let client = |provincial: &Provincial| {
            let secret = Personal::new(read(&provincial.secret)?.trim().to_owned());
            Ok(ClientCredentials { id: provincial.client.clone(), secret })
        };
        Ok(crate::courier::Settings {
            client: platform.provincial.as_ref().map(client).transpose()?,
            kiosk: self.kiosk.name.clone(),
            metrics: self.folders.run.join("metrics.prom"),
            gateway: self.telemetry.push.clone(),
            collector: self.telemetry.otlp.clone(),
            command_line: self.folders.run.with_extension("cmdline"),
            thermometer: self.temperature.clone(),
            outbox: self.folders.state.clone(),
            socket: self.courier_socket(),
            catalog_root: self.catalog.root.clone(),
            metered: self.line,
            identity: crate::courier::identity::Files {
                certificate: platform.certificate.clone(),
                key: platform.key.clone(),
            },
            connection: crate::platform::Connection {
                base_url: platform.url.clone(),
                ca_pem: read(&platform.authority)?,
                client_cert_pem: read(&platform.certificate)?,
                client_key_pem: read(&platform.key)?,
                receipt_key: read(&platform.receipt_key)?.trim().to_owned(),
            },
        })
    }

    /// The shelf from which matters are served.
    pub fn shelf(&self) -> Shelf {
        let trust = match &self.catalog {
            Catalog { root: Some(root), .. } => Trust::Root(root.clone()),
            Catalog { unsigned: true, .. } => Trust::Unsigned,
            Catalog { .. } => Trust::Nobody,
        };
        Shelf::new(&self.folders.services, &self.folders.state, trust)
    }

    /// The kiosk's half of the key of every draft.
    pub fn drafts_secret(&self) -> PathBuf {
        self.drafts.secret.clone().unwrap_or_else(|| self.folders.state.join("screen/drafts.secret"))
    }

    /// Where the screen process writes down how it stands.
    pub fn standing_file(&self) -> PathBuf {
        self.folders.run.join("screen.json")
    }

    /// The wish that the machine be started again between two visits; `yici update switch` leaves it.
    pub fn restart_file(&self) -> PathBuf {
        self.folders.run.join("restart")
    }

    /// There while a technician's stick may be put in; the screen process leaves it for the image.
    pub fn service_file(&self) -> PathBuf {
        self.folders.run.join("service")
    }

    /// Where a technician's stick is to be seen. On the image a unit mounts it there.
    pub fn stick(&self) -> PathBuf {
        self.folders.run.join("stick")
    }

    /// Where the screen process asks for what it may not do itself, and finds the answer.
    pub fn requests(&self) -> PathBuf {
        self.folders.run.join("requests")
    }

    /// The courier's socket.
    pub fn courier_socket(&self) -> PathBuf {
        self.folders.run.join("courier.sock")
    }
}
