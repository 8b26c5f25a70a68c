//! `yici health`

use crate::settings::Settings;
use crate::technician::health;
use std::path::Path;

pub(super) fn run(settings: &Path, before: Option<&Path>) -> anyhow::Result<()> {
    let settings = Settings::read(settings)?;
    let faults = health::faults(&settings, before);
    if let Some(line) = health::line(&settings) {
        println!("line: {line}");
    }
    for fault in &faults {
        println!("not well: {fault}");
    }
    if faults.is_empty() {
        println!("well");
        return Ok(());
    }
    std::process::exit(1)
}
