//! `yici enrol`

use crate::courier::identity;
use crate::settings::Settings;
use anyhow::Context;
use clap::Args;
use std::io::Read;
use std::path::PathBuf;

/// Make this kiosk's key and get its certificate from the platform, with a one-time token on standard input. Run it as the
/// courier's user; run it again if it fails.
#[derive(Args)]
pub(super) struct Enrol {
    /// The settings file.
    #[arg(long, default_value = "/etc/yici/kiosk.toml")]
    settings: PathBuf,
}

impl Enrol {
    pub(super) fn run(self) -> anyhow::Result<()> {
        super::log_to_standard_error();
        let settings = Settings::read(&self.settings)?;
        // Not as an argument: those are seen by every user of the machine.
        let mut token = String::new();
        std::io::stdin().take(1024).read_to_string(&mut token).context("cannot read the token from standard input")?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(identity::enrol(&settings, &token))?;
        println!("enrolled as {}; restart the courier", settings.kiosk.name);
        Ok(())
    }
}
