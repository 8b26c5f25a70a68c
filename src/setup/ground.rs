//! Where the wizard finds and puts things.

use crate::technician::provision::{self, Public};
use anyhow::Context as _;
use std::fs;
use std::path::PathBuf;
use toml_edit::DocumentMut;

/// Where things are.
#[derive(Clone, Debug)]
pub struct Ground {
    /// What is the same for a fleet and no secret: `common.toml`, and the platform's public files beside it.
    pub fleet: PathBuf,
    /// Where the folder is laid down.
    pub out: PathBuf,
    /// Where whoever takes sticks says what is wrong with one, in a line.
    pub said: PathBuf,
    /// The settings. Once they are there, the wizard ends.
    pub settings: PathBuf,
    /// Folders of ports, and how the names begin that count.
    pub ports: Vec<(PathBuf, Vec<&'static str>)>,
    /// The kernel's list of network interfaces.
    pub net: PathBuf,
    /// Where the system is asked for what this process may not do: here, to take a line up.
    pub requests: PathBuf,
}

impl Ground {
    /// Of the image. The folder lies in memory: until the settings are taken from it, a power cut leaves nothing.
    pub fn of_the_image() -> Self {
        Self {
            fleet: "/usr/share/yici/fleet".into(),
            out: "/run/yici/setup".into(),
            said: "/run/yici/setup.said".into(),
            settings: "/etc/yici/kiosk.toml".into(),
            ports: vec![
                ("/dev/yici".into(), vec!["reader", "printer", "scanner"]),
                ("/dev/v4l/by-id".into(), vec![""]),
                ("/dev/usb".into(), vec!["lp"]),
                ("/dev/serial/by-id".into(), vec![""]),
                ("/dev".into(), vec!["ttyUSB", "ttyACM", "ttyS"]),
            ],
            net: "/sys/class/net".into(),
            requests: "/run/yici/requests".into(),
        }
    }
}

/// What is the same for a fleet.
pub(super) struct Fleet {
    pub(super) common: DocumentMut,
    pub(super) public: Public,
}

impl Fleet {
    /// Reads it.
    pub(super) fn read(ground: &Ground) -> anyhow::Result<Self> {
        let file = ground.fleet.join("common.toml");
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let common = text.parse().with_context(|| format!("{} is no TOML", file.display()))?;
        Ok(Self { common, public: provision::public(&ground.fleet)? })
    }
}
