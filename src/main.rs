//! Parses the command line and hands over.

use clap::Parser;

fn main() -> anyhow::Result<()> {
    yici::commands::Command::parse().run()
}
