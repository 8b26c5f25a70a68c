//! The report, written by the tool that ran: Markdown, on the disk after every line.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// A report on its way.
pub(super) struct Report {
    file: PathBuf,
    text: String,
}

impl Report {
    /// An empty one, for this file.
    pub(super) fn begin(file: PathBuf) -> Self {
        Self { file, text: String::new() }
    }

    /// Says what is tried, when, and on what.
    pub(super) fn of(&mut self, version: &str) {
        let commit = Command::new("git")
            .args(["-c", "safe.directory=*", "describe", "--always", "--dirty"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output();
        let commit = commit.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let _ = writeln!(
            self.text,
            "# Boot report\n\nWritten by `make boot-test`. Image {version}, test of commit {commit}, {} UTC, on {cores} cores \
             with a load of {}.\nThe machine is emulated instruction by instruction (QEMU, TCG): its times are comparable with \
             each other and with nothing else.",
            jiff::Timestamp::now().strftime("%Y-%m-%d %H:%M"),
            load(),
        );
    }

    /// Begins a chapter.
    pub(super) fn chapter(&mut self, name: &str) -> anyhow::Result<()> {
        println!("\n== {name}");
        let _ = write!(self.text, "\n## {name}\n\n| seconds | what was seen |\n|---:|---|\n");
        self.keep()
    }

    /// Something that was seen, and how long it took.
    pub(super) fn took(&mut self, time: Duration, what: &str) -> anyhow::Result<()> {
        self.line(&format!("{:.0}", time.as_secs_f64()), what)
    }

    /// Something that was seen.
    pub(super) fn say(&mut self, what: &str) -> anyhow::Result<()> {
        self.line("", what)
    }

    /// What went otherwise than promised.
    pub(super) fn failed(&mut self, error: &anyhow::Error) -> anyhow::Result<()> {
        self.line("", &format!("**FAILED**: {error:#}"))
    }

    /// Says how busy the machine was.
    pub(super) fn end(&mut self) -> anyhow::Result<()> {
        let _ =
            writeln!(self.text, "\nEnded {} UTC, load {}.", jiff::Timestamp::now().strftime("%Y-%m-%d %H:%M"), load());
        self.keep()
    }

    fn line(&mut self, seconds: &str, what: &str) -> anyhow::Result<()> {
        println!("{seconds:>6}  {what}");
        let what = what.trim().replace('|', "\\|").replace('\n', "<br>");
        let _ = writeln!(self.text, "| {seconds} | {what} |");
        self.keep()
    }

    fn keep(&self) -> anyhow::Result<()> {
        Ok(fs::write(&self.file, &self.text)?)
    }
}

fn load() -> String {
    let load = fs::read_to_string(Path::new("/proc/loadavg")).unwrap_or_default();
    load.split(' ').next().unwrap_or_default().to_owned()
}
