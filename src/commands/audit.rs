//! `yici audit …`

use crate::audit::{self, Audit, Proof};
use crate::platform::http;
use crate::settings::Settings;
use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// What happened at this kiosk: write the trail to a file, and prove on any machine that nobody changed it.
#[derive(Args)]
pub struct AuditCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// At a kiosk: write the whole trail to a file. "Saved" is said once it is on the disk.
    Export {
        /// The file, on a stick for example.
        file: PathBuf,
        /// The settings file.
        #[arg(long, default_value = "/etc/yici/kiosk.toml")]
        settings: PathBuf,
    },
    /// On any machine: prove or disprove a trail, and say where it breaks. Ends with 1 if it does.
    Verify {
        /// What `yici audit export` wrote.
        file: PathBuf,
        /// The key that the platform's receipts are checked with (the settings' `receipt-key`).
        #[arg(long, value_name = "FILE")]
        receipt_key: PathBuf,
        /// The seals that the platform has of this kiosk, one a line. Only with them is it seen that the end was cut off
        /// together with the kiosk's own copies of its seals.
        #[arg(long, value_name = "FILE")]
        platform: Option<PathBuf>,
    },
    /// List every event that a kiosk may write down, as Markdown.
    Events,
}

impl AuditCommand {
    pub(super) fn run(self) -> anyhow::Result<()> {
        match self.what {
            What::Export { file, settings } => {
                let rows = export(&Settings::read(&settings)?, &file)?;
                println!("saved: {rows} rows in {}", file.display());
            }
            What::Verify { file, receipt_key, platform } => verify(&file, &receipt_key, platform.as_deref())?,
            What::Events => print!("{}", audit::document()),
        }
        Ok(())
    }
}

/// Writes the trail to a file, and returns once it is on the disk.
pub(super) fn export(settings: &Settings, file: &Path) -> anyhow::Result<u64> {
    let audit = Audit::open(&settings.folders.state)?;
    let said = || format!("cannot write {}; name another file, or another stick", file.display());
    let mut to = BufWriter::new(File::create(file).with_context(said)?);
    let rows = audit::export(&audit, &settings.kiosk.name, &mut to)?;
    to.flush().and_then(|()| to.get_ref().sync_all()).with_context(said)?;
    Ok(rows)
}

fn verify(file: &Path, receipt_key: &Path, platform: Option<&Path>) -> anyhow::Result<()> {
    let read = |file: &Path| fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()));
    let key = http::receipt_key(&read(receipt_key)?)?;
    let known = platform.map(read).transpose()?;
    let opened = File::open(file).with_context(|| format!("cannot read {}", file.display()))?;
    match audit::prove(&mut BufReader::new(opened), known.as_deref().unwrap_or_default(), &key)? {
        Ok(proof) => {
            print!("{}", told(&proof, known.is_some()));
            Ok(())
        }
        Err(broken) => bail!("NOT WHOLE: {broken}"),
    }
}

fn told(proof: &Proof, asked_the_platform: bool) -> String {
    let Proof { kiosk, first, last, sealed, begins_unproved } = proof;
    let mut text = format!("whole: {kiosk}, rows {first} to {last}\n");
    text += &match sealed {
        Some(sealed) if sealed == last => String::from("the platform vouches for all of it\n"),
        Some(sealed) => format!("the platform vouches for it up to row {sealed}; nothing yet for what came after\n"),
        None => String::from("the platform has sealed nothing of it: it agrees with itself, and that is all\n"),
    };
    if *begins_unproved {
        text += "rows before the first were removed before anything was sealed; nothing stands for them\n";
    }
    if !asked_the_platform {
        text += "without --platform it cannot be seen whether the end was cut off together with its seals\n";
    }
    text
}
