//! `yici provision`

use crate::technician::provision::{self, Kiosk};
use anyhow::{Context, bail};
use clap::Args;
use std::fs::{self, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Prepare sticks for many kiosks from one table (CSV): a folder for each, to be copied to a stick named YICI-SETUP. At the
/// office, not at a kiosk.
#[derive(Args)]
pub(super) struct Provision {
    /// The table: `name` and the one-time `token` of each kiosk, and a column for every key of the settings that differs.
    table: PathBuf,
    /// What all of them have: a settings file.
    #[arg(long)]
    settings: PathBuf,
    /// The platform's public files: ca.pem, and receipt.pub, seal.pub, root.json, service.pub, updates-ca.pem as there are.
    #[arg(long)]
    platform: PathBuf,
    /// A new folder for what comes out. It holds tokens: keep it as you keep keys, and remove it afterwards.
    #[arg(long)]
    out: PathBuf,
}

/// What a kiosk takes from its stick beside its own files, and how much of each.
const PUBLIC: [&str; 7] =
    ["ca.pem", "receipt.pub", "seal.pub", "identity.pub", "root.json", "service.pub", "updates-ca.pem"];
const MOST: u64 = 64 << 10;

impl Provision {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let table = fs::read(&self.table).with_context(|| format!("cannot read {}", self.table.display()))?;
        let common =
            fs::read_to_string(&self.settings).with_context(|| format!("cannot read {}", self.settings.display()))?;
        let kiosks = provision::kiosks(&table, &common).map_err(|wrong| {
            let lines: Vec<_> = wrong.iter().map(ToString::to_string).collect();
            anyhow::anyhow!("nothing was written:\n{}", lines.join("\n"))
        })?;
        let public = self.public()?;
        fs::create_dir(&self.out)
            .with_context(|| format!("cannot make {}; name a folder that is not there yet", self.out.display()))?;
        for kiosk in &kiosks {
            write(&self.out.join(&kiosk.name).join("yici"), kiosk, &public)?;
        }
        println!(
            "{} kiosks: copy the folder `yici` of each to a stick named YICI-SETUP, and start the kiosk with it",
            kiosks.len()
        );
        Ok(())
    }

    fn public(&self) -> anyhow::Result<Vec<(&'static str, Vec<u8>)>> {
        let mut files = Vec::new();
        for name in PUBLIC {
            let file = self.platform.join(name);
            if !file.exists() {
                continue;
            }
            let mut bytes = Vec::new();
            let read = fs::File::open(&file).and_then(|opened| opened.take(MOST + 1).read_to_end(&mut bytes));
            read.with_context(|| format!("cannot read {}", file.display()))?;
            if u64::try_from(bytes.len()).is_ok_and(|length| length > MOST) {
                bail!("{} is larger than a kiosk takes (64 KiB)", file.display());
            }
            files.push((name, bytes));
        }
        if files.first().is_none_or(|(name, _)| *name != "ca.pem") {
            bail!("{} has no ca.pem; a kiosk believes no platform without it", self.platform.display());
        }
        Ok(files)
    }
}

fn write(folder: &Path, kiosk: &Kiosk, public: &[(&str, Vec<u8>)]) -> anyhow::Result<()> {
    let put = |name: &str, mode: u32, bytes: &[u8]| -> anyhow::Result<()> {
        let file = folder.join(name);
        fs::create_dir_all(file.parent().unwrap_or(folder))?;
        let opened = OpenOptions::new().write(true).create_new(true).mode(mode).open(&file);
        opened
            .and_then(|mut opened| opened.write_all(bytes))
            .with_context(|| format!("cannot write {}", file.display()))
    };
    put("kiosk.toml", 0o644, kiosk.settings.as_bytes())?;
    put("courier/token", 0o600, kiosk.token.as_bytes())?;
    public.iter().try_for_each(|(name, bytes)| put(&format!("platform/{name}"), 0o644, bytes))
}
