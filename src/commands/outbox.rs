//! `yici outbox …`

use crate::carry::{self, Source};
use crate::courier;
use crate::outbox::{Outbox, OutboxError};
use crate::platform::{HttpPlatform, KioskKey, http};
use crate::settings::Settings;
use anyhow::bail;
use clap::{Args, Subcommand};
use jiff::Timestamp;
use std::path::{Path, PathBuf};

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
    /// Bring the store back one version, before an older program is installed. Stop screen and courier first.
    StepBack,
}

impl OutboxCommand {
    pub(super) fn run(self) -> anyhow::Result<()> {
        super::log_to_standard_error();
        let settings = Settings::read(&self.settings)?.courier()?;
        match self.what {
            What::Carry { dir, damaged } => carry_away(&settings, &dir, damaged),
            What::Deliver { dir } => deliver(&settings, &dir),
            What::StepBack => {
                Outbox::step_back(&settings.outbox)?;
                println!("the outbox is as the version before this one reads it");
                Ok(())
            }
        }
    }
}

fn carry_away(settings: &courier::Settings, dir: &Path, damaged: bool) -> anyhow::Result<()> {
    let key = KioskKey::new(&settings.connection)?;
    let receipts = http::receipt_key(&settings.connection.receipt_key)?;
    let mut source = if damaged {
        Source::Damaged(Outbox::open_damaged(&settings.outbox)?)
    } else {
        Source::Whole(Outbox::open(&settings.outbox).inspect_err(|error| {
            if let OutboxError::Damaged(_) = error {
                eprintln!("`yici outbox carry --damaged` carries what is whole");
            }
        })?)
    };
    let carried = carry::carry(&mut source, &key, &receipts, dir, Timestamp::now())?;
    println!(
        "{} receipts taken in; {} submissions written, {} were there already",
        carried.receipted, carried.written, carried.already
    );
    if carried.doubtful > 0 {
        println!(
            "{} receipts on the stick are not the platform's for this kiosk; they were left there",
            carried.doubtful
        );
    }
    if carried.damaged > 0 {
        bail!("{} submissions are damaged on this kiosk's disk; keep the disk and report it", carried.damaged);
    }
    Ok(())
}

fn deliver(settings: &courier::Settings, dir: &Path) -> anyhow::Result<()> {
    let platform = HttpPlatform::new(&settings.connection)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let ca = &settings.connection.ca_pem;
    let done = runtime.block_on(carry::deliver(&platform, ca, dir, Timestamp::now()))?;
    println!("{} delivered, {} were delivered before; bring the stick back to its kiosk", done.delivered, done.already);
    for (path, reason) in &done.refused {
        println!("{}: {reason}; it stays at its kiosk, report its number", path.display());
    }
    for (path, why) in &done.doubtful {
        println!("{}: {why}", path.display());
    }
    match done.fault {
        Some(fault) => bail!("{fault}; then do the same again"),
        None if done.refused.is_empty() && done.doubtful.is_empty() => Ok(()),
        None => bail!("not everything could be delivered"),
    }
}
