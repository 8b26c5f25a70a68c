//! What each device has done since it was fitted: hours, uses, faults. Kept across restarts; nothing in it is about anyone.
//!
//! Pure but for [`load`] and [`save`]: time is handed in. A power cut loses at most what was counted since the last save,
//! ten minutes or so; a file that cannot be read is set aside under another name and counting begins anew, since a kiosk
//! must not stand still for its statistics.

use crate::catalog::Device;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;
use std::{fs, io};

/// The file's name in the state folder.
const FILE: &str = "statistics.json";

/// All devices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statistics {
    devices: BTreeMap<Device, Counts>,
    /// Since when each device works, by the process's own clock.
    #[serde(skip)]
    working_since: BTreeMap<Device, Duration>,
}

/// What one device has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Seconds in which it worked.
    pub working_seconds: u64,
    /// Cards read, receipts printed, papers photographed.
    pub uses: u64,
    /// Times that it stopped working.
    pub faults: u64,
}

impl Statistics {
    /// The device's counts, up to now.
    pub fn of(&self, device: Device, now: Duration) -> Counts {
        let mut counts = self.devices.get(&device).copied().unwrap_or_default();
        if let Some(since) = self.working_since.get(&device) {
            counts.working_seconds += now.saturating_sub(*since).as_secs();
        }
        counts
    }

    /// The device began to work, or stopped.
    pub fn works(&mut self, device: Device, works: bool, now: Duration) {
        match (works, self.working_since.remove(&device)) {
            (true, since) => {
                self.working_since.insert(device, since.unwrap_or(now));
            }
            (false, Some(since)) => {
                let counts = self.devices.entry(device).or_default();
                counts.working_seconds += now.saturating_sub(since).as_secs();
                counts.faults += 1;
            }
            (false, None) => {}
        }
    }

    /// The device did its work once.
    pub fn used(&mut self, device: Device) {
        self.devices.entry(device).or_default().uses += 1;
    }

    /// What is to be saved now.
    pub fn settled(&mut self, now: Duration) -> Self {
        for (device, since) in &mut self.working_since {
            let seconds = now.saturating_sub(*since).as_secs();
            self.devices.entry(*device).or_default().working_seconds += seconds;
            *since += Duration::from_secs(seconds);
        }
        Self { devices: self.devices.clone(), working_since: BTreeMap::new() }
    }
}

/// Reads what an earlier run saved; begins anew when there is nothing to be read.
pub fn load(state: &Path) -> Statistics {
    let file = state.join(FILE);
    let read = fs::read(&file).and_then(|bytes| serde_json::from_slice(&bytes).map_err(io::Error::other));
    read.unwrap_or_else(|error| {
        if error.kind() != io::ErrorKind::NotFound {
            tracing::warn!(%error, "the devices' statistics cannot be read and begin anew; the old file is kept as .unread");
            let _ = fs::rename(&file, file.with_extension("unread"));
        }
        Statistics::default()
    })
}

/// Writes them whole and renames them into place, so that a power cut leaves the old file or the new one.
///
/// # Errors
/// When the disk does not take them.
pub fn save(statistics: &Statistics, state: &Path) -> io::Result<()> {
    let fresh = state.join("statistics.new");
    let mut file = fs::File::create(&fresh)?;
    file.write_all(&serde_json::to_vec(statistics).map_err(io::Error::other)?)?;
    file.sync_all()?;
    fs::rename(fresh, state.join(FILE))?;
    fs::File::open(state)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    const READER: Device = Device::CardReader;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn hours_count_only_while_the_device_works() {
        let mut statistics = Statistics::default();
        statistics.works(READER, true, seconds(10));
        statistics.works(READER, true, seconds(20));
        statistics.works(READER, false, seconds(110));
        statistics.works(READER, false, seconds(500));
        assert_eq!(statistics.of(READER, seconds(900)), Counts { working_seconds: 100, uses: 0, faults: 1 });
    }

    #[test]
    fn counts_go_on_after_a_restart_and_no_second_counts_twice() {
        let state = tempfile::tempdir().expect("a folder");
        let mut statistics = load(state.path());
        statistics.works(READER, true, seconds(0));
        statistics.used(READER);
        save(&statistics.settled(seconds(60)), state.path()).expect("saved");
        save(&statistics.settled(seconds(90)), state.path()).expect("saved");
        let mut again = load(state.path());
        assert_eq!(again.of(READER, seconds(5)), Counts { working_seconds: 90, uses: 1, faults: 0 });
        again.works(READER, true, seconds(0));
        assert_eq!(again.of(READER, seconds(5)).working_seconds, 95);
    }

    #[test]
    fn a_damaged_file_is_set_aside_and_counting_begins_anew() {
        let state = tempfile::tempdir().expect("a folder");
        fs::write(state.path().join(FILE), "{ not json").expect("written");
        assert_eq!(load(state.path()), Statistics::default());
        assert!(state.path().join("statistics.unread").exists());
    }
}
