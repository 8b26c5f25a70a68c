//! `yici check`

use crate::settings::Settings;
use crate::technician::readiness;
use std::path::Path;

pub(super) fn run(settings: &Path) -> anyhow::Result<()> {
    let report = readiness::report(&Settings::read(settings)?);
    print!("{report}");
    if report.is_ready() {
        return Ok(());
    }
    std::process::exit(1)
}
