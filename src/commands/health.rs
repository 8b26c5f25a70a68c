//! `yici health`

use crate::settings::Settings;
use crate::technician::health;
use std::path::Path;

pub(super) fn run(settings: &Path, before: Option<&Path>) -> anyhow::Result<()> {
    let faults = health::faults(&Settings::read(settings)?, before);
    for fault in &faults {
        println!("not well: {fault}");
    }
    if faults.is_empty() {
        println!("well");
        return Ok(());
    }
    std::process::exit(1)
}
