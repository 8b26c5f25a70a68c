//! The reference platform as a program, for demonstrations and for trying a kiosk by hand.

use clap::{Parser, Subcommand};
use std::{net::SocketAddr, path::PathBuf};
use yici_platform::ReferencePlatform;

#[derive(Parser)]
#[command(about = "The reference platform of Yici: receives from a kiosk as a government platform must")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Receive until killed. Prints the address and the directory with the kiosk's credentials.
    Serve {
        /// Where keys, certificates and what was received are kept.
        #[arg(long)]
        dir: PathBuf,
        /// The address to listen on, such as 127.0.0.1:8443.
        #[arg(long)]
        listen: SocketAddr,
    },
}

fn main() -> anyhow::Result<()> {
    let Command::Serve { dir, listen } = Arguments::parse().command;
    let platform = ReferencePlatform::start_at(&dir, listen)?;
    println!("listening on {}; a kiosk's credentials are in {}", platform.url(), dir.display());
    loop {
        std::thread::park();
    }
}
