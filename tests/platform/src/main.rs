//! The reference platform as a program, for demonstrations and for trying a kiosk by hand.

use clap::{Parser, Subcommand};
use std::{net::SocketAddr, path::PathBuf};
use yici_platform::{City, ReferencePlatform};

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
        /// The address of a PostgreSQL database for a city; without it, SQLite in the directory.
        #[arg(long)]
        database: Option<String>,
        /// How many instances receive at the same time; with a database only.
        #[arg(long, default_value_t = 4, requires = "database")]
        instances: usize,
    },
}

fn main() -> anyhow::Result<()> {
    let Command::Serve { dir, listen, database, instances } = Arguments::parse().command;
    let platform = match &database {
        None => ReferencePlatform::start_at(&dir, listen)?,
        Some(database) => ReferencePlatform::start_city_at(&dir, listen, &City { database, instances })?,
    };
    println!("listening on {}; a kiosk's credentials are in {}", platform.url(), dir.display());
    loop {
        std::thread::park();
    }
}
