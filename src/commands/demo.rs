//! `yici demo`

use clap::Args;
use std::path::PathBuf;

/// How the demonstration runs.
#[derive(Args)]
pub struct Demo {
    /// No window: a scripted citizen touches the screen.
    #[arg(long)]
    headless: bool,
    /// The image that was built in this folder, in an emulated machine: what `make boot-test` runs.
    #[arg(long, value_name = "FOLDER")]
    image: Option<PathBuf>,
    /// With `--image`: only this chapter, on what an earlier run left in the folder. May be given again.
    #[arg(long, value_name = "CHAPTER")]
    only: Vec<String>,
    /// With `--image`: where the report goes.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Where everything is kept and left. Emptied first.
    #[arg(long, default_value = "target/demo")]
    folder: PathBuf,
}

impl Demo {
    pub(super) fn run(self) -> anyhow::Result<()> {
        if let Some(image) = self.image {
            #[cfg(feature = "headless")]
            return crate::demo::boot::run(&image, &self.folder, &self.only, self.report.as_deref());
            #[cfg(not(feature = "headless"))]
            anyhow::bail!("{}: build with --features headless to try an image", image.display());
        }
        if self.headless {
            #[cfg(feature = "headless")]
            return crate::demo::headless::run(&self.folder);
            #[cfg(not(feature = "headless"))]
            anyhow::bail!("this program was built without the feature `headless`; build it with --features headless");
        }
        super::log_to_standard_error();
        crate::demo::window::run(&self.folder)
    }
}
