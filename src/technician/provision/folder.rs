//! The folder that a kiosk is set up from: `kiosk.toml`, `platform/`, `courier/token`, and for one without a cable `network`. The same on a stick, and where the
//! wizard lays it down.

use super::Kiosk;
use anyhow::{Context, bail};
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

/// What a kiosk takes beside its own files: the platform's public ones, the same for a fleet.
const PUBLIC: [&str; 7] =
    ["ca.pem", "receipt.pub", "seal.pub", "identity.pub", "root.json", "service.pub", "updates-ca.pem"];
/// How much of each.
const MOST: u64 = 64 << 10;

/// The platform's public files, by name.
pub struct Public(Vec<(&'static str, Vec<u8>)>);

impl Public {
    /// Who is believed to be the platform, PEM.
    pub fn authority(&self) -> String {
        let found = self.0.iter().find(|(name, _)| *name == "ca.pem");
        found.map(|(_, pem)| String::from_utf8_lossy(pem).into_owned()).unwrap_or_default()
    }
}

/// Reads the platform's public files.
///
/// # Errors
/// When there is no `ca.pem`, or a file is too large.
pub fn public(folder: &Path) -> anyhow::Result<Public> {
    let mut files = Vec::new();
    for name in PUBLIC {
        let file = folder.join(name);
        if !file.exists() {
            continue;
        }
        let mut bytes = Vec::new();
        let read = File::open(&file).and_then(|opened| opened.take(MOST + 1).read_to_end(&mut bytes));
        read.with_context(|| format!("cannot read {}", file.display()))?;
        if u64::try_from(bytes.len()).is_ok_and(|length| length > MOST) {
            bail!("{} is larger than a kiosk takes (64 KiB)", file.display());
        }
        files.push((name, bytes));
    }
    if files.first().is_none_or(|(name, _)| *name != "ca.pem") {
        bail!("{} has no ca.pem; a kiosk believes no platform without it", folder.display());
    }
    Ok(Public(files))
}

/// Lays the folder down: whole, or not at all. What an interrupted attempt left beside it is thrown away.
///
/// # Errors
/// The system's.
pub fn lay_down(folder: &Path, kiosk: &Kiosk, public: &Public) -> anyhow::Result<()> {
    let aside = folder.with_extension("part");
    if aside.exists() {
        fs::remove_dir_all(&aside).with_context(|| format!("cannot remove {}", aside.display()))?;
    }
    let parent = folder.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
    // Closed to others as a whole: it holds a token.
    let made = fs::DirBuilder::new().mode(0o700).create(&aside);
    made.with_context(|| format!("cannot make {}", aside.display()))?;
    for inner in ["platform", "courier"] {
        fs::create_dir(aside.join(inner)).with_context(|| format!("cannot write into {}", aside.display()))?;
    }
    let put = |name: &str, mode: u32, bytes: &[u8]| -> anyhow::Result<()> {
        let file = aside.join(name);
        let opened = OpenOptions::new().write(true).create_new(true).mode(mode).open(&file);
        opened
            .and_then(|mut opened| opened.write_all(bytes).and_then(|()| opened.sync_all()))
            .with_context(|| format!("cannot write {}", file.display()))
    };
    put("kiosk.toml", 0o644, kiosk.settings.as_bytes())?;
    put("courier/token", 0o600, kiosk.row.token.as_bytes())?;
    if let Some(wireless) = &kiosk.wireless {
        put("network", 0o600, wireless.lines().as_bytes())?;
    }
    public.0.iter().try_for_each(|(name, bytes)| put(&format!("platform/{name}"), 0o644, bytes))?;
    fs::rename(&aside, folder).with_context(|| format!("cannot lay {} down", folder.display()))?;
    File::open(parent).and_then(|parent| parent.sync_all()).with_context(|| parent.display().to_string())
}
