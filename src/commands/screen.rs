//! `yici screen`: ends with [`POWER_FAILED`] when the machine is to be switched off, and with [`RESTART`] when it is to be
//! started again, which the unit then does.

use crate::clock::Clock;
use crate::kiosk::{Ended, Kiosk, panel, pause};
use crate::settings::Settings;
use crate::station::drivers;
use crate::supervision;
use std::path::Path;

/// The exit code that means: the battery is nearly empty, everything is on the disk, switch the machine off.
const POWER_FAILED: i32 = 72;
/// The exit code that means: start the machine again. A new version waits and nobody is at work, or somebody in the service
/// mode said so.
const RESTART: i32 = 73;

pub(super) fn run(settings: &Path) -> anyhow::Result<()> {
    super::log_to_standard_error();
    supervision::deafen();
    let settings = Settings::read(settings)?;
    panel::wait();
    pause::put();
    match Kiosk::serve(drivers::all(&settings), &settings, Clock::real())? {
        Ended::Closed => Ok(()),
        Ended::PowerFailed => std::process::exit(POWER_FAILED),
        Ended::Restart => std::process::exit(RESTART),
    }
}
