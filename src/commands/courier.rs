//! `yici courier`

use crate::courier;
use crate::settings::Settings;
use std::path::Path;

pub(super) fn run(settings: &Path) -> anyhow::Result<()> {
    super::log_to_standard_error();
    let settings = Settings::read(settings)?.courier()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(courier::serve(settings, told_to_stop()))?;
    Ok(())
}

async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    match (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) {
        (Ok(mut terminate), Ok(mut interrupt)) => {
            tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
        }
        // Without signals the courier is ended by being killed, which loses nothing.
        _ => std::future::pending().await,
    }
}
