//! `yici services`

mod preview;
mod publish;

use crate::catalog::{self, Catalog};
use crate::shelf;
use anyhow::{Context as _, bail};
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
    /// Show a matter as a citizen in one situation meets it: guide, form, papers, timeline; or the whole as a chart.
    Preview(preview::Preview),
    /// The JSON Schema of a file, for editors: matter.toml, fields.toml, papers.toml, departments.toml, …
    Schema {
        /// The file.
        #[arg(default_value = "matter.toml")]
        file: String,
    },
    #[command(flatten)]
    Publish(publish::Publish),
}

impl Services {
    pub(super) fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Lint { folder } => lint(&folder),
            Self::Publish(publish) => publish.run(),
            Self::Preview(preview) => preview.run(),
            Self::Schema { file } => {
                let schema = catalog::schema(&file).with_context(|| {
                    format!("`{file}` is no file of a catalog; try matter.toml or {}", catalog::SHARED.join(", "))
                })?;
                println!("{}", serde_json::to_string_pretty(&schema)?);
                Ok(())
            }
        }
    }
}

fn lint(folder: &Path) -> anyhow::Result<()> {
    let (catalog, findings) = match shelf::read(folder) {
        Ok((sources, catalog)) => {
            let findings = catalog::lint(&catalog, &sources);
            (catalog, findings)
        }
        Err(findings) => (Catalog::default(), findings),
    };
    for finding in &findings {
        println!("{finding}");
    }
    if !findings.is_empty() {
        std::process::exit(1);
    }
    println!("{} matters, {} fields: nothing to mend", catalog.matters.len(), catalog.fields.len());
    Ok(())
}

fn read(folder: &Path) -> anyhow::Result<Catalog> {
    match shelf::read(folder) {
        Ok((_, catalog)) => Ok(catalog),
        Err(findings) => {
            let said: Vec<String> = findings.iter().map(ToString::to_string).collect();
            bail!("the matters cannot be used; mend this first:\n{}", said.join("\n"))
        }
    }
}
