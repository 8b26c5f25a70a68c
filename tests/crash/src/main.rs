//! `make crash N=…`: counts what a thousand kills and a thousand power cuts break.

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use yici_crash::roles::{self, Place};
use yici_crash::{kill, power};

#[derive(Parser)]
#[command(about = "Kills processes and cuts the power, and says what was lost, doubled, unreadable or opened empty")]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Both, so many times each. Ends with 1 if a promise was broken.
    All {
        /// How many kills and how many power cuts.
        #[arg(long, default_value_t = 1_000)]
        times: u64,
        /// The same seed chooses the same order of things.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    #[command(hide = true)]
    Screen { dir: PathBuf, port: u16 },
    #[command(hide = true)]
    Courier { dir: PathBuf, port: u16 },
    #[command(hide = true)]
    Platform { dir: PathBuf, port: u16 },
}

fn main() -> anyhow::Result<ExitCode> {
    match Arguments::parse().what {
        What::All { times, seed } => return all(times, seed),
        What::Screen { dir, port } => roles::screen(&Place { dir, port })?,
        What::Courier { dir, port } => roles::courier(&Place { dir, port })?,
        What::Platform { dir, port } => roles::platform(&Place { dir, port })?,
    }
    Ok(ExitCode::SUCCESS)
}

fn all(times: u64, seed: u64) -> anyhow::Result<ExitCode> {
    let dir = tempfile::tempdir()?;
    println!("seed {seed}");
    let kill = kill::run(&std::env::current_exe()?, &dir.path().join("kill"), times, seed)?;
    let [screen, courier, platform] = kill.kills;
    println!("kills: {times} in {:.0?} (screen {screen}, courier {courier}, platform {platform})", kill.took);
    println!(
        "  {} receipted; {} receipts printed twice, {} submissions sent twice and taken once",
        kill.receipted, kill.printed_again, kill.asked_again
    );
    println!("  {}", kill.broken);
    let power = power::run(&dir.path().join("power"), usize::try_from(times)?, seed)?;
    println!("power cuts: {times} in {:.0?}, among {} writes and syncs", power.took, power.recorded);
    println!("  {} of the stores delivered from; {} receipts printed twice", power.delivered_from, power.printed_again);
    println!("  {}", power.broken);
    let kept = kill.broken.is_nothing() && power.broken.is_nothing() && power.printed_again == 0;
    if !kept {
        println!("a promise was broken; everything is left in {}", dir.keep().display());
    }
    Ok(if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
