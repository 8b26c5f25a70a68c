//! `yici service …`

use crate::audit::Role;
use crate::clock::Clock;
use crate::technician::service::pin;
use crate::technician::service::stick::{self, TICKET, Ticket};
use anyhow::{Context as _, anyhow, bail};
use clap::{Subcommand, ValueEnum};
use jiff::ToSpan;
use std::fs::{self, File};
use std::io::{BufRead as _, Read as _, Write as _, stdin};
use std::path::{Path, PathBuf};

/// Who may look after kiosks at their own screens.
#[derive(Subcommand)]
pub enum Service {
    /// Read a PIN from standard input and print what is to stand in the settings.
    Pin,
    /// Write a technician's stick: whoever bears it is let into the service mode of these kiosks for these days.
    Stick {
        /// A folder on the stick.
        folder: PathBuf,
        /// The authority's private key (`yici services new-key`); kiosks are given its public half.
        #[arg(long)]
        key: PathBuf,
        /// As whom.
        #[arg(long, value_enum, default_value = "technician")]
        role: As,
        /// A kiosk's name; several times. `*` for every one.
        #[arg(long, required = true)]
        kiosk: Vec<String>,
        /// For how many days, today among them.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=90))]
        days: u8,
    },
}

/// The roles.
#[derive(Clone, Copy, ValueEnum)]
pub enum As {
    /// Looks after paper.
    Clerk,
    /// Does everything.
    Technician,
}

impl Service {
    pub(super) fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Pin => {
                let mut line = String::new();
                stdin().lock().take(64).read_line(&mut line)?;
                println!("{}", pin::hash(line.trim())?);
            }
            Self::Stick { folder, key, role, kiosk, days } => {
                let key = stick::signer(&key).map_err(|why| anyhow!(why))?;
                let from = Clock::real().now().wall.date();
                let until = from.checked_add((i64::from(days) - 1).days())?;
                let role = match role {
                    As::Clerk => Role::Clerk,
                    As::Technician => Role::Technician,
                };
                if kiosk.len() > 100 {
                    bail!("at most 100 kiosks on a stick; make several");
                }
                let ticket = Ticket { ticket: 1, role, kiosks: kiosk, from, until };
                write(&folder.join(TICKET), &ticket.sign(&key))?;
                println!("saved: {}, from {from} to {until}", folder.join(TICKET).display());
            }
        }
        Ok(())
    }
}

fn write(file: &Path, text: &str) -> anyhow::Result<()> {
    let said = || format!("cannot write {}; is the stick mounted?", file.display());
    fs::create_dir_all(file.parent().unwrap_or(Path::new("."))).with_context(said)?;
    let mut to = File::create(file).with_context(said)?;
    to.write_all(text.as_bytes()).and_then(|()| to.sync_all()).with_context(said)
}
