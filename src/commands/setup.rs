//! `yici setup`

use crate::clock::Clock;
use crate::kiosk::panel;
use crate::setup::{self, Ground};
use crate::supervision;
use anyhow::bail;

pub(super) fn run() -> anyhow::Result<()> {
    super::log_to_standard_error();
    supervision::deafen();
    let ground = Ground::of_the_image();
    if ground.settings.exists() {
        bail!("{} is there: this kiosk is set up; change the file by hand", ground.settings.display());
    }
    panel::wait();
    Ok(setup::serve(ground, Clock::real())?)
}
