//! `yici courier`

use crate::courier;
use crate::settings::Settings;
use std::path::Path;

pub(super) fn run(settings: &Path) -> anyhow::Result<()> {
    super::log_to_standard_error();
    let settings = Settings::read(settings)?.courier()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        // Before the courier says that it is there: who hears that may tell it to stop at once.
        let told_to_stop = told_to_stop();
        courier::serve(settings, told_to_stop).await
    })?;
    Ok(())
}

/// Ends with the first signal to stop after this call. Within a runtime.
fn told_to_stop() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let signals = signal(SignalKind::terminate()).and_then(|stop| Ok((stop, signal(SignalKind::interrupt())?)));
    async {
        match signals {
            Ok((mut terminate, mut interrupt)) => {
                tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
            }
            // Without signals the courier is ended by being killed, which loses nothing.
            Err(_) => std::future::pending().await,
        }
    }
}
