//! `yici screen`

use crate::clock::Clock;
use crate::kiosk::Kiosk;
use crate::settings::Settings;
use std::path::Path;

pub(super) fn run(settings: &Path) -> anyhow::Result<()> {
    super::log_to_standard_error();
    Ok(Kiosk::serve(&Settings::read(settings)?, Clock::real())?)
}
