//! `make load KIOSKS=…`: measures, and writes the last section of `docs/fleet.md` anew.

use anyhow::Context as _;
use clap::Parser;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;
use yici_load::measure::Town;
use yici_load::report::Measured;

/// Plays a city's kiosks before the reference platform, and says what it took.
#[derive(Parser)]
struct Arguments {
    /// How many kiosks.
    #[arg(long, default_value_t = 400)]
    kiosks: usize,
    /// How many submissions wait at each when the power comes back.
    #[arg(long, default_value_t = 4)]
    each: usize,
    /// Bytes of the paper of each.
    #[arg(long, default_value_t = 200 * 1024)]
    paper: usize,
    /// The page whose last section the result becomes.
    #[arg(long)]
    page: Option<PathBuf>,
}

/// What follows it on the page is ours.
const MARK: &str = "<!-- measured: written by `make load`, not by hand -->\n";

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let Arguments { kiosks, each, paper, .. } = arguments;
    let town = |instances| Town::new(instances)?.context("PostgreSQL is wanted: `setup/packages tests` installs it");
    let first = town(1)?;
    println!("heartbeats");
    let heartbeats =
        [first.heartbeats(false, Duration::from_secs(10))?, first.heartbeats(true, Duration::from_secs(10))?];
    let mut power = Vec::new();
    for (instances, kiosks) in [(1, kiosks / 4), (1, kiosks / 2), (1, kiosks), (2, kiosks), (4, kiosks)] {
        println!("the power comes back: {kiosks} kiosks, {instances} instances");
        power.push((instances, town(instances)?.power_comes_back(kiosks, each, paper)?));
    }
    println!("the platform comes back: {kiosks} kiosks, 2 instances");
    let platform = (2, town(2)?.platform_comes_back(kiosks, each, paper, Duration::from_secs(45))?);
    let measured = Measured { machine: machine(), when: when()?, heartbeats, power, platform, paper };
    let text = measured.text();
    println!("{text}");
    if let Some(page) = arguments.page {
        let old = std::fs::read_to_string(&page)?;
        let (kept, _) = old.split_once(MARK).context("the page has no mark for what is measured")?;
        std::fs::write(page, format!("{kept}{MARK}\n{text}"))?;
    }
    Ok(())
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split_whitespace().next().unwrap_or("unknown").to_owned();
    let build = if cfg!(debug_assertions) { "a development build" } else { "a release build" };
    format!(
        "Kiosks, platform and PostgreSQL shared one virtual machine of {cores} cores (load of the last minute at the end: {load}); \
         {build}; the kiosks' outboxes in memory."
    )
}

fn when() -> anyhow::Result<String> {
    let commit = Command::new("git").args(["rev-parse", "--short", "HEAD"]).output().context("git")?;
    let commit = String::from_utf8_lossy(&commit.stdout).trim().to_owned();
    let changed =
        Command::new("git").args(["status", "--porcelain", "--untracked-files=no", "--", "src", "tests"]).output();
    let changed = if changed.is_ok_and(|said| said.stdout.is_empty()) { "" } else { " with changes" };
    Ok(format!("on {} at commit {commit}{changed}", jiff::Timestamp::now().strftime("%Y-%m-%d")))
}
