//! The files that `make image` leaves, and disks made from them.

use anyhow::{Context as _, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What every slot's kernel is told beside its own line: to load the simulated camera and to talk. An emulated machine on a
/// busy one needs more than the usual 90 seconds for its disk.
const TALKING: &str = "console=ttyS0 loglevel=5 systemd.journald.forward_to_console=1 modules_load=vivid \
    systemd.default_device_timeout_sec=900";

/// A built image.
pub(super) struct Image {
    /// The folder that it was built in.
    pub folder: PathBuf,
    /// Its version, from the file's name.
    pub version: String,
    /// Where the test works.
    pub work: PathBuf,
    /// The disk, as it would be flashed.
    disk: PathBuf,
}

impl Image {
    /// Finds the newest image in a folder.
    pub(super) fn find(folder: &Path, work: &Path) -> anyhow::Result<Self> {
        let folder = folder.canonicalize().with_context(|| format!("{}: run make image first", folder.display()))?;
        let mut newest: Option<(std::time::SystemTime, String, PathBuf)> = None;
        for entry in std::fs::read_dir(&folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let Some(version) = name.strip_prefix("yici-").and_then(|name| name.strip_suffix(".raw")) else { continue };
            let made = entry.metadata()?.modified()?;
            if newest.as_ref().is_none_or(|(before, ..)| *before < made) {
                newest = Some((made, version.to_owned(), entry.path()));
            }
        }
        let (_, version, disk) =
            newest.with_context(|| format!("{}: no image; run make image first", folder.display()))?;
        Ok(Self { folder, version, work: work.to_owned(), disk })
    }

    /// Writes the image to a disk of five gigabytes, as a technician does. It differs from what ships in one line of the boot
    /// loader's rule, which gives every slot's kernel more words; the slots themselves are untouched.
    pub(super) fn flash(&self, disk: &Path) -> anyhow::Result<()> {
        run(Command::new("cp").arg("--sparse=always").arg(&self.disk).arg(disk))?;
        std::fs::OpenOptions::new().write(true).open(disk)?.set_len(5 << 30)?;
        self.say_more(disk, TALKING)
    }

    /// Has the boot loader of a disk give every slot's kernel more words.
    pub(super) fn say_more(&self, disk: &Path, words: &str) -> anyhow::Result<()> {
        let table = run(Command::new("sfdisk").arg("--json").arg(disk))?;
        let table: serde_json::Value = serde_json::from_slice(&table).context("the partition table")?;
        let mut all = table["partitiontable"]["partitions"].as_array().into_iter().flatten();
        let esp = all.find(|partition| partition["name"] == "esp").and_then(|partition| partition["start"].as_u64());
        let place = format!("{}@@{}", disk.display(), esp.context("no partition esp")? * 512);
        let rule = String::from_utf8(run(Command::new("mtype").args(["-i", &place, "::grub/grub.cfg"]))?)?;
        let changed = rule.replace("rauc.slot=$chosen", &format!("rauc.slot=$chosen {words}"));
        ensure!(changed != rule, "the boot loader's rule does not name the slot");
        let file = self.work.join("grub.cfg");
        std::fs::write(&file, changed)?;
        run(Command::new("mcopy").args(["-o", "-i", &place]).arg(&file).arg("::grub/grub.cfg")).map(drop)
    }

    /// Makes a signed bundle of the image's own root under another version, with more words for its kernel.
    pub(super) fn bundle(&self, version: &str, words: &[&str]) -> anyhow::Result<PathBuf> {
        let file = self.work.join(format!("{version}.raucb"));
        let mut bundle = Command::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("image-build/bundle"));
        run(bundle.env("YICI_IMAGE_WORK", &self.folder).arg(version).arg(&file).args(words))?;
        Ok(file)
    }
}

/// What a tool says on its standard output.
///
/// # Errors
/// When it fails, with what it said of that.
pub(super) fn run(tool: &mut Command) -> anyhow::Result<Vec<u8>> {
    let output = tool.output().with_context(|| format!("{tool:?}: is this run inside image-build/tools?"))?;
    ensure!(output.status.success(), "{tool:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(output.stdout)
}
