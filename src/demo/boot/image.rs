//! The files that `make image` leaves.

use anyhow::{Context as _, ensure};
use std::path::{Path, PathBuf};

/// What the kernel is told instead of being quiet. An emulated machine on a busy one needs more than 90 s for its disk.
const TALKING: &str = "console=ttyS0 loglevel=5 systemd.journald.forward_to_console=1 modules_load=vivid \
    systemd.default_device_timeout_sec=900";

/// A built image.
pub(super) struct Image {
    /// The folder that it was built in.
    pub folder: PathBuf,
    /// Its version, from the file's name.
    pub version: String,
    /// Where the test works; the tools see it too.
    pub work: PathBuf,
    /// The disk, as it would be flashed.
    pub disk: PathBuf,
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

    /// Writes the image to a disk of five gigabytes, as a technician does; differs from what ships in one line of the boot
    /// partition, which loads the kernel's simulated camera and has the journal said on the first serial port.
    pub(super) fn flash(&self, disk: &Path) -> anyhow::Result<()> {
        run(self.tool("cp").arg("--sparse=always").arg(&self.disk).arg(disk))?;
        std::fs::OpenOptions::new().write(true).open(disk)?.set_len(5 << 30)?;
        let table = run(self.tool("sfdisk").arg("--json").arg(disk))?;
        let table: serde_json::Value = serde_json::from_slice(&table).context("the partition table")?;
        let boot = table["partitiontable"]["partitions"].as_array().into_iter().flatten();
        let boot =
            boot.filter(|partition| partition["name"] == "boot-a").find_map(|partition| partition["start"].as_u64());
        let place = format!("{}@@{}", disk.display(), boot.context("no partition boot-a")? * 512);
        let line = run(self.tool("mtype").args(["-i", &place, "::cmdline.cfg"]))?;
        let line = String::from_utf8(line)?.replace("quiet loglevel=3", TALKING);
        let changed = self.work.join("cmdline.cfg");
        std::fs::write(&changed, line)?;
        run(self.tool("mcopy").args(["-o", "-i", &place]).arg(&changed).arg("::cmdline.cfg")).map(drop)
    }

    /// A command inside the tree of tools that the image was built with.
    pub(super) fn tool(&self, program: &str) -> std::process::Command {
        let mut command = std::process::Command::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("image-build/tools"));
        command.env("YICI_IMAGE_WORK", &self.folder).env("YICI_IMAGE_ALSO", &self.work).arg(program);
        command
    }
}

/// What a tool says on its standard output.
///
/// # Errors
/// When it fails, with what it said of that.
pub(super) fn run(tool: &mut std::process::Command) -> anyhow::Result<Vec<u8>> {
    let output = tool.output()?;
    ensure!(output.status.success(), "{tool:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(output.stdout)
}
