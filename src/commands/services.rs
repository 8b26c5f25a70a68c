//! `yici services`

mod publish;

use crate::shelf;
use clap::Subcommand;
use std::path::{Path, PathBuf};

/// Look after the matters.
#[derive(Subcommand)]
pub enum Services {
    /// Check a folder of matters; every finding names file, line, key and mend. Ends with 1 if there is one.
    Lint {
        /// The folder.
        #[arg(default_value = "services")]
        folder: PathBuf,
    },
    #[command(flatten)]
    Publish(publish::Publish),
}

impl Services {
    pub(super) fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Lint { folder } => lint(&folder),
            Self::Publish(publish) => publish.run(),
        }
    }
}

fn lint(folder: &Path) -> anyhow::Result<()> {
    match shelf::read(folder) {
        Ok((_, catalog)) => {
            println!("{} matters, {} fields: nothing to mend", catalog.matters.len(), catalog.fields.len());
            Ok(())
        }
        Err(findings) => {
            for finding in &findings {
                println!("{finding}");
            }
            std::process::exit(1)
        }
    }
}
