//! `yici panel`

use crate::settings::Settings;
use std::path::Path;

pub(super) fn run(settings: &Path) -> anyhow::Result<()> {
    print!("{}", Settings::read(settings)?.display.turned.environment());
    Ok(())
}
