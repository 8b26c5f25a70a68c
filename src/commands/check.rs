//! `yici check`: the self-test and its report.

use crate::clock::Clock;
use crate::paper::forms::FormRenderer;
use crate::settings::Settings;
use crate::technician::person::Terminal;
use crate::technician::readiness::{self, Level};
use anyhow::Context as _;
use clap::Args;
use std::fs::File;
use std::io::{Write as _, stderr, stdin};
use std::path::{Path, PathBuf};

/// Say whether this kiosk is ready, and if not, what to do. Ends with 1 if something must be done. Stop the kiosk first: a
/// port has one owner.
#[derive(Args)]
pub struct Check {
    /// The settings file.
    #[arg(long, default_value = "/etc/yici/kiosk.toml")]
    settings: PathBuf,
    /// How deep to look.
    #[arg(long, value_enum, default_value = "internal")]
    level: Level,
    /// Write the report here as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write the report here as an A4 PDF.
    #[arg(long, value_name = "FILE")]
    pdf: Option<PathBuf>,
    /// Print the report on the A4 printer.
    #[arg(long)]
    print: bool,
}

impl Check {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let settings = Settings::read(&self.settings)?;
        // Questions go to standard error, so that the report can be sent to a file.
        let mut person = Terminal::new(stdin().lock(), stderr());
        let report = readiness::report(&settings, self.level, Clock::real().now().wall, &mut person);
        print!("{report}");
        if let Some(file) = &self.json {
            write(file, readiness::json(&report, &settings).as_bytes())?;
        }
        if let Some(file) = &self.pdf {
            let renderer = FormRenderer::new(settings.forms.program.as_deref())?;
            write(file, renderer.pdf(&readiness::order(&report, &settings))?.reveal())?;
        }
        if self.print {
            let printer = settings.document_printer.as_ref();
            let printer = printer.context("the settings name no A4 printer; add a section [document-printer]")?;
            readiness::print(&report, &settings, printer)?;
            println!("the report is printed");
        }
        if report.is_ready() {
            return Ok(());
        }
        std::process::exit(1)
    }
}

fn write(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let said = || format!("cannot write {}; name another file", file.display());
    File::create(file).with_context(said)?.write_all(bytes).with_context(said)
}
