//! `yici update …`: what RAUC, systemd and a technician ask about versions. Run as root, on a kiosk.

use crate::drafts;
use crate::outbox::Outbox;
use crate::settings::Settings;
use crate::technician::health;
use crate::update::{self, Client, Memory, Verdict, Version, verdict};
use anyhow::{Context as _, bail, ensure};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Between two questions to a version that does not serve yet.
const ASKS: Duration = Duration::from_secs(2);

/// Look after the versions of this kiosk.
#[derive(Args)]
pub(super) struct Update {
    /// The settings file.
    #[arg(long, default_value = "/etc/yici/kiosk.toml", global = true)]
    settings: PathBuf,
    /// Where versions are remembered.
    #[arg(long, default_value = "/data/update", global = true)]
    memory: PathBuf,
    /// What the running slot was started with.
    #[arg(long, default_value = "/proc/cmdline", global = true, hide = true)]
    command_line: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Say which version runs, which waits, and which fell back.
    Status,
    /// Before RAUC writes a slot (its pre-install handler): refuses a version that fell back here, or runs already.
    Gate,
    /// After RAUC has written a slot (its post-install handler): it runs from the next restart, in quiet hours.
    Installed,
    /// After a start: waits until this version serves and keeps it, or goes back to the one that did.
    Commit,
    /// Has the screen start the machine again between two visits, when a version waits and the hours are quiet.
    Switch,
    /// Forget everything at the next start, which follows at once: settings, keys, outbox,
    /// trail. Drafts are forgotten at once, with their secret, wherever the settings put it. Reads from standard input the
    /// kiosk's name on one line, so that a stick meant for another kiosk does nothing. While applications wait that were not
    /// delivered it refuses, unless a second line says `lose what waits`; carry them away first (`yici outbox carry`).
    Wipe {
        /// Where the wish is left for the early boot, which forgets the key before anything is opened.
        #[arg(long, default_value = "/efi/wipe")]
        wish: PathBuf,
    },
    /// Lay what the fleet's update client needs into its folder: its settings, and this kiosk's certificate and key. As root: where the
    /// key lies, the client itself may not look.
    Client {
        /// The folder, which only the client can read.
        #[arg(long)]
        into: PathBuf,
        /// Where a bundle is downloaded to.
        #[arg(long, default_value = "/data/download/bundle.raucb")]
        bundle: PathBuf,
    },
}

impl Update {
    pub(super) fn run(self) -> anyhow::Result<()> {
        super::log_to_standard_error();
        let memory = Memory::new(&self.memory);
        let runs = Version::of_command_line(&fs::read_to_string(&self.command_line)?);
        match self.what {
            What::Status => status(&memory, runs.as_ref()),
            What::Gate => gate(&memory, runs.as_ref()),
            What::Installed => {
                let version = bundle_version()?;
                memory.installed(&version, &Settings::read(&self.settings)?.standing_file())?;
                println!("{version} is installed and runs from the next restart, in quiet hours");
                Ok(())
            }
            What::Commit => commit(
                &Settings::read(&self.settings)?,
                &memory,
                &runs.context("no yici.version= on the command line")?,
            ),
            What::Switch => switch(&Settings::read(&self.settings)?, &memory),
            What::Wipe { wish } => wipe(&Settings::read(&self.settings)?, &wish),
            What::Client { into, bundle } => {
                let settings = Settings::read(&self.settings)?;
                let server = settings.update.server.as_ref();
                let server = server.context("the settings name no update server: [update.server] with its host")?;
                let (certificate, key) = (&settings.platform.certificate, &settings.platform.key);
                let client = Client { server, kiosk: &settings.kiosk.name, certificate, key, bundle: &bundle };
                client.lay_into(&into, runs.as_ref(), &memory)
            }
        }
    }
}

fn status(memory: &Memory, runs: Option<&Version>) -> anyhow::Result<()> {
    let name = |version: Option<Version>| version.map_or_else(|| String::from("none"), |version| version.to_string());
    println!("runs: {}", name(runs.cloned()));
    println!("served last: {}", name(memory.good()?));
    println!("waits for a restart: {}", name(memory.pending()?));
    for (version, why) in memory.bad()? {
        println!("fell back: {version}: {why}");
    }
    Ok(())
}

/// The version of the bundle that RAUC holds open, as its handlers see it.
fn bundle_version() -> anyhow::Result<Version> {
    let folder = std::env::var_os("RAUC_BUNDLE_MOUNT_POINT").context("RAUC calls this; it says where the bundle is")?;
    let manifest = fs::read_to_string(Path::new(&folder).join("manifest.raucm")).context("the bundle's manifest")?;
    Version::of_manifest(&manifest).context("the bundle's manifest names no version")
}

fn gate(memory: &Memory, runs: Option<&Version>) -> anyhow::Result<()> {
    match memory.refusal(&bundle_version()?, runs)? {
        Some(refusal) => bail!(refusal),
        None => Ok(()),
    }
}

fn commit(settings: &Settings, memory: &Memory, runs: &Version) -> anyhow::Result<()> {
    // Asked once, at the start: what is installed while this waits was not tried yet.
    if let Some(waited) = memory.pending()?.filter(|waited| waited != runs) {
        // The boot loader would have started it, and counts: it used up its tries without coming this far.
        memory.fell(&waited, "it did not come up, three times")?;
        tracing::error!(version = %waited, "fell back: it did not come up, three times");
    }
    let (start, last) = (Instant::now(), memory.good()?);
    let mut said = Vec::new();
    loop {
        let faults = health::faults(settings, Some(&memory.before()));
        match verdict(&faults, start.elapsed(), runs, last.as_ref()) {
            Verdict::Keep => break,
            Verdict::Wait => {
                if said != faults {
                    tracing::info!(version = %runs, "does not serve yet: {}", faults.join("; "));
                    said = faults;
                }
                std::thread::sleep(ASKS);
            }
            Verdict::GoBack => return go_back(settings, memory, runs, &faults.join("; ")),
            Verdict::StayUnwell => bail!("{runs} does not serve, and no other version did: {}", faults.join("; ")),
        }
    }
    call("rauc", &["status", "mark-good", "booted"])?;
    memory.serves(runs)?;
    println!("{runs} serves");
    Ok(())
}

/// The reason is on the disk first: whatever happens next, this version is not tried again.
fn go_back(settings: &Settings, memory: &Memory, runs: &Version, why: &str) -> anyhow::Result<()> {
    memory.fell(runs, why)?;
    tracing::error!(version = %runs, "does not serve and goes back: {why}");
    // The version that served last reads the outbox as it was before this one. Nobody may write meanwhile.
    call("systemctl", &["stop", "yici-screen.service", "yici-courier.service"])?;
    if memory.store().is_some_and(|before| before < Outbox::FORMAT) {
        Outbox::step_back(&settings.folders.state).context("the outbox could not be brought back")?;
    }
    call("rauc", &["status", "mark-bad", "booted"])?;
    call("systemctl", &["reboot"])
}

fn switch(settings: &Settings, memory: &Memory) -> anyhow::Result<()> {
    let wish = settings.restart_file();
    if !update::is_wanted(&settings.update, memory, Timestamp::now())? {
        return match fs::remove_file(&wish) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        };
    }
    if settings.standing_file().exists() {
        return Ok(fs::write(&wish, "")?);
    }
    println!("a version waits, the hours are quiet, and the screen shows nothing: starting again");
    call("systemctl", &["reboot"])
}

fn wipe(settings: &Settings, wish: &Path) -> anyhow::Result<()> {
    let mut said = String::new();
    std::io::stdin().take(1024).read_to_string(&mut said)?;
    let mut said = said.lines().map(str::trim);
    let name = &settings.kiosk.name;
    ensure!(said.next() == Some(name), "this kiosk is {name}; the first line must say so");
    if said.next() != Some("lose what waits") {
        let waiting = Outbox::open(&settings.folders.state).and_then(|outbox| outbox.counts());
        let waiting =
            waiting.context("what waits cannot be counted; a second line `lose what waits` wipes all the same")?;
        let waiting = waiting.waiting + waiting.quarantined;
        ensure!(waiting == 0, "{waiting} applications were not delivered: carry them away first (yici outbox carry)");
    }
    let file = fs::File::create(wish)?;
    file.sync_all()?;
    fs::File::open(wish.parent().unwrap_or(Path::new("/")))?.sync_all()?;
    // The secret may lie outside of what the next start forgets.
    if let Err(error) = drafts::wipe(&settings.folders.state, &settings.drafts_secret()) {
        tracing::error!("{error}; what is left of the drafts there must be erased by hand");
    }
    tracing::warn!("everything is forgotten at the next start");
    call("systemctl", &["reboot"])
}

fn call(program: &str, arguments: &[&str]) -> anyhow::Result<()> {
    let status =
        Command::new(program).args(arguments).stdin(Stdio::null()).status().with_context(|| program.to_owned())?;
    ensure!(status.success(), "{program} {}: {status}", arguments.join(" "));
    Ok(())
}
