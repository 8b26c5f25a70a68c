//! Whether this version of the program serves, so that an update may stay: the gate before a slot is marked good.
//!
//! Four questions, each with what to do: has the screen painted; does the courier answer; does the outbox open with every
//! row readable; are the devices seen that were seen before the update. A device that was broken before is not the
//! update's fault and holds nothing up.

use crate::catalog::Device;
use crate::courier::{LineWord, link::Client};
use crate::outbox::Outbox;
use crate::settings::Settings;
use crate::station::{DeviceState, Readiness};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// How the screen process stands, as it writes it down in the run folder. Written only after a painted frame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standing {
    /// Version of this form: 1.
    pub format: u32,
    /// Version of the program.
    pub program: String,
    /// Devices that have answered since it started.
    pub seen: BTreeSet<Device>,
}

impl Standing {
    /// Of this program, with these devices.
    pub fn now(readiness: &Readiness) -> Self {
        let unseen = |state: &DeviceState| matches!(state, DeviceState::NeverSeen | DeviceState::NotFitted);
        let seen = Device::ALL.into_iter().filter(|device| !unseen(readiness.state(*device))).collect();
        Self { format: 1, program: env!("CARGO_PKG_VERSION").into(), seen }
    }

    /// Writes it whole or not at all. The run folder is in memory, so nothing is synced.
    ///
    /// # Errors
    /// The system's.
    pub fn write(&self, file: &Path) -> io::Result<()> {
        let aside = file.with_extension("new");
        let mut text = serde_json::to_vec(self)?;
        text.push(b'\n');
        File::create(&aside)?.write_all(&text)?;
        fs::rename(aside, file)
    }

    /// Reads it; at most 64 KiB.
    ///
    /// # Errors
    /// The system's, and when it is of another form.
    pub fn read(file: &Path) -> io::Result<Self> {
        use io::Read;
        let mut text = String::new();
        File::open(file)?.take(65_536).read_to_string(&mut text)?;
        Ok(serde_json::from_str(&text)?)
    }
}

/// The line to the platform in a word, and why it is not up. It is no fault of a version: a kiosk without a line serves.
pub fn line(settings: &Settings) -> Option<String> {
    let status = Client::connect(&settings.courier_socket()).and_then(|mut courier| courier.status()).ok()?;
    let word = match status.line {
        LineWord::Up => "up",
        LineWord::Down => "down",
        LineWord::Paused => "paused",
    };
    Some(status.why.map_or_else(|| word.to_owned(), |why| format!("{word} ({why})")))
}

/// What stands against this version, each in words for the log; empty when it serves.
///
/// `before` is the standing that was kept when the update was installed.
pub fn faults(settings: &Settings, before: Option<&Path>) -> Vec<String> {
    let mut faults = Vec::new();
    match Standing::read(&settings.standing_file()) {
        Err(error) => faults.push(format!("the screen has painted nothing yet ({error})")),
        Ok(now) => {
            let before = before.and_then(|file| Standing::read(file).ok());
            for device in before.iter().flat_map(|before| before.seen.difference(&now.seen)) {
                faults.push(format!("{device:?} answered before the update and does not now"));
            }
        }
    }
    if let Err(error) = Client::connect(&settings.courier_socket()).and_then(|mut courier| courier.status()) {
        faults.push(format!("the courier does not answer ({error})"));
    }
    if let Err(error) = Outbox::open(&settings.folders.state).and_then(|outbox| outbox.read_through()) {
        faults.push(format!("the outbox cannot be read ({error})"));
    }
    faults
}
