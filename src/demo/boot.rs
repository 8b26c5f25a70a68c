//! The built image, started in an emulated machine and used there: what `make boot-test` runs, inside the tree of tools.
//!
//! A scripted citizen stands before a kiosk on this machine (the twin) and touches it as in every other test. Each touch is
//! repeated on the emulated touch panel of the machine that runs the image, after its picture, taken from the emulated
//! display, has followed the twin's. So nothing reaches behind the image's screen, and the twin says where things are. The twin
//! runs in the image's own release of Debian: its fonts and its pinyin engine are the image's.
//!
//! The machine has simulated devices on its serial ports, the kernel's own simulated camera, and the reference platform and a
//! stand-in for the fleet's server on its network. It is emulated instruction by instruction, on a machine that may be doing
//! other things: times are comparable with each other and with nothing else, and every limit grows with the time that this
//! machine took for its first start.

mod agent;
mod bars;
mod cable;
mod chapters;
mod ground;
mod image;
mod likeness;
mod machine;
mod mirror;
mod report;
mod stick;

use anyhow::ensure;
use ground::Ground;
use mirror::Mirror;
use report::Report;
use std::path::Path;

/// Runs the chapters named, or all, on the image in `image`. Pictures and logs stay in `folder`, and so does the disk after the
/// first start, from which the other chapters begin. Each chapter that is run is written anew into `report`.
///
/// # Errors
/// When anything went otherwise than promised; the report says what.
pub fn run(image: &Path, folder: &Path, only: &[String], report: Option<&Path>) -> anyhow::Result<()> {
    let unknown: Vec<_> = only.iter().filter(|name| chapters::ALL.iter().all(|(known, _)| known != name)).collect();
    ensure!(unknown.is_empty(), "no such chapter: {unknown:?}; there are {:?}", chapters::ALL.map(|(name, _)| name));
    // The first chapter makes what all begin from, and its citizen is one of whom the platform knows nothing yet.
    if only.is_empty() || only.iter().any(|wanted| wanted == chapters::ALL[0].0) {
        let _ = std::fs::remove_dir_all(folder);
    }
    std::fs::create_dir_all(folder)?;
    let folder = folder.canonicalize()?;
    let ground = Ground::prepare(image, &folder)?;
    let file = report.map_or_else(|| folder.join("report.md"), Path::to_owned);
    let mut told = Report::go_on(file, &ground.image.version, &chapters::ALL.map(|(name, _)| name));
    let mut failed = 0;
    for (name, chapter) in chapters::ALL {
        if only.is_empty() || only.iter().any(|wanted| wanted == name) {
            told.chapter(name)?;
            if let Err(error) = chapter(&ground, &mut told) {
                failed += 1;
                told.failed(&error)?;
                // What a failed chapter left holding its machine: it would run on beside the next one's.
                Mirror::release();
            }
            told.end()?;
        }
    }
    ensure!(failed == 0, "{failed} chapters failed; pictures and the machine's words are in {}", folder.display());
    Ok(())
}
