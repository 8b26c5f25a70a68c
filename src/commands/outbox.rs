//! `yici outbox …`: one command, one file.

mod carry;
mod deliver;
mod retry;

use crate::outbox::Outbox;
use crate::settings::Settings;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Look after what waits to be sent.
#[derive(Args)]
pub(super) struct OutboxCommand {
    /// The settings file.
    #[arg(long, default_value = "/etc/yici/kiosk.toml", global = true)]
    settings: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// At a kiosk: take the receipts on a stick in, and write what waits onto it. Do it again to go on.
    Carry {
        /// A folder on the stick.
        dir: PathBuf,
        /// The outbox is damaged: carry what is whole, change nothing.
        #[arg(long)]
        damaged: bool,
    },
    /// At a machine with a line: deliver what lies on a stick, and lay the receipts beside it.
    Deliver {
        /// The folder on the stick.
        dir: PathBuf,
    },
    /// List what was set aside and why, or have it sent again.
    Retry(retry::Retry),
    /// Bring the store back one version, before an older program is installed. Stop screen and courier first.
    StepBack,
}

impl OutboxCommand {
    pub(super) fn run(self) -> anyhow::Result<()> {
        super::log_to_standard_error();
        let settings = Settings::read(&self.settings)?;
        match self.what {
            What::Carry { dir, damaged } => carry::run(&settings, &dir, damaged),
            What::Deliver { dir } => deliver::run(&settings.courier()?, &dir),
            What::Retry(retry) => retry::run(&retry, &settings.folders.state),
            What::StepBack => {
                Outbox::step_back(&settings.folders.state)?;
                println!("the outbox is as the version before this one reads it");
                Ok(())
            }
        }
    }
}
