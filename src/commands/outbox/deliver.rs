//! `yici outbox deliver`

use crate::carry;
use crate::courier::Settings;
use crate::platform::{Adapter, NotRenewedByStick};
use anyhow::bail;
use jiff::Timestamp;
use std::path::Path;

pub(super) fn run(settings: &Settings, dir: &Path) -> anyhow::Result<()> {
    let platform = Adapter::new(&settings.connection, settings.client.as_ref())?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let ca = &settings.connection.ca_pem;
    let done = runtime.block_on(carry::deliver(&platform, ca, dir, Timestamp::now()))?;
    println!("{} delivered, {} were delivered before; bring the stick back to its kiosk", done.delivered, done.already);
    if done.renewed > 0 {
        println!("{} kiosks get a new certificate with it", done.renewed);
    }
    for (path, why) in &done.not_renewed {
        println!("{}: {why}", path.display());
    }
    for (path, reason) in &done.refused {
        println!("{}: {reason}; it stays at its kiosk, report its number", path.display());
    }
    for (path, why) in &done.doubtful {
        println!("{}: {why}", path.display());
    }
    // What this platform never does is nothing that went wrong.
    let is_refused = done.not_renewed.iter().any(|(_, why)| *why != NotRenewedByStick::Unsupported);
    match done.fault {
        Some(fault) => bail!("{fault}; then do the same again"),
        None if done.refused.is_empty() && done.doubtful.is_empty() && !is_refused => Ok(()),
        None => bail!("not everything could be delivered"),
    }
}
