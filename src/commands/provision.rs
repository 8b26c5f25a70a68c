//! `yici provision`

use crate::technician::provision::{self, Kiosk};
use anyhow::Context;
use clap::Args;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

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
    /// Also a page of paper for each kiosk, with a code that its own scanner reads: for kiosks whose image has the common
    /// settings and the platform's public files.
    #[arg(long)]
    codes: bool,
}

impl Provision {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let table = fs::read(&self.table).with_context(|| format!("cannot read {}", self.table.display()))?;
        let common =
            fs::read_to_string(&self.settings).with_context(|| format!("cannot read {}", self.settings.display()))?;
        let kiosks = provision::kiosks(&table, &common).map_err(|wrong| nothing_written(&wrong))?;
        let public = provision::public(&self.platform)?;
        let sheet = self.codes.then(|| sheet(&kiosks)).transpose()?;
        fs::create_dir(&self.out)
            .with_context(|| format!("cannot make {}; name a folder that is not there yet", self.out.display()))?;
        for kiosk in &kiosks {
            provision::lay_down(&self.out.join(&kiosk.row.name).join("yici"), kiosk, &public)?;
        }
        println!(
            "{} kiosks: copy the folder `yici` of each to a stick named YICI-SETUP, and start the kiosk with it",
            kiosks.len()
        );
        if let Some(sheet) = sheet {
            let file = self.out.join("codes.html");
            let opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file);
            let written = opened.and_then(|mut opened| opened.write_all(sheet.as_bytes()));
            written.with_context(|| format!("cannot write {}", file.display()))?;
            println!("or print {}: a page for each, to be held to its scanner", file.display());
        }
        Ok(())
    }
}

fn sheet(kiosks: &[Kiosk]) -> anyhow::Result<String> {
    let written: Vec<_> = kiosks.iter().map(|kiosk| (&kiosk.row, provision::write_code(&kiosk.row))).collect();
    let wrong: Vec<_> =
        written.iter().filter_map(|(row, code)| Some(format!("{}: {}", row.name, code.as_ref().err()?))).collect();
    if !wrong.is_empty() {
        return Err(nothing_written(&wrong));
    }
    Ok(provision::sheet(written.iter().filter_map(|(row, code)| Some((*row, code.as_deref().ok()?)))))
}

fn nothing_written(wrong: &[impl ToString]) -> anyhow::Error {
    let lines: Vec<_> = wrong.iter().map(ToString::to_string).collect();
    anyhow::anyhow!("nothing was written:\n{}", lines.join("\n"))
}
