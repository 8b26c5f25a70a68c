//! Carried to town (代收转办): what waits is taken to another machine on a stick, delivered there, and the platform's
//! receipts are brought back. A village kiosk that never has a line works for its whole life like this.
//!
//! On the stick lies a file a submission, `<id>.carried`, and, once it is delivered, `<id>.receipt` beside it; and the kiosk's
//! question for a new certificate, `<key>.renewal`, and what the platform gave for it, `<key>.certificate` (`renewal.rs`).
//!
//! - **Sealed**: a file holds what the outbox holds, which only the platform can open.
//! - **Signed** by the kiosk's key: a file that was changed, or that no kiosk of this platform wrote, is not delivered.
//! - **Resumable**: a file has its name only once all of it is on the stick. A stick that is pulled out costs one file. A
//!   file that the stick has spoilt since is written anew, and a spoilt receipt fetched again.
//! - Carrying changes nothing in the outbox; the line may deliver the same submission meanwhile. The platform tells them
//!   apart by id and takes each once; whichever receipt comes first is stored, and the other changes nothing.
//! - The certificate that a file is signed with is the kiosk's newest: what was signed with an older one is written anew.
//! - Nothing is erased before its receipt is on the kiosk's disk; then the stick is cleared of it.
//! - From a damaged store, [`Source::Damaged`] carries what is whole and says what is not.
//!
//! Limits: 10,000 files a folder are looked at; 1 MiB of a file is in memory. A stick that is lost loses nothing: the
//! outbox still has everything.

mod deliver;
mod error;
mod file;
mod out;
mod renewal;

pub use deliver::{Delivered, deliver};
pub use error::CarryError;
pub use file::{CarriedFile, NotCarried};
pub use out::{Carried, Seals, Source, carry};
pub use renewal::{Brought, ask_for_certificate, take_certificate};

/// The most files of a folder that are looked at.
const MOST: usize = 10_000;

/// The files of this ending in the folder, sorted, which is oldest first: an id begins with its time.
fn files(dir: &std::path::Path, ending: &str) -> std::io::Result<Vec<std::path::PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir)?.take(4 * MOST) {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == ending) {
            files.push(path);
        }
    }
    files.sort();
    files.truncate(MOST);
    Ok(files)
}

/// The first bytes of a file, at most so many.
fn read_most(path: &std::path::Path, most: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut std::io::Read::take(std::fs::File::open(path)?, most), &mut bytes)?;
    Ok(bytes)
}

/// Writes a file that has its name only once all of it is on the disk.
fn write_whole(
    path: &std::path::Path,
    write: impl FnOnce(&mut std::fs::File) -> Result<(), CarryError>,
) -> Result<(), CarryError> {
    let part = path.with_extension("part");
    let mut file = std::fs::File::create(&part).map_err(CarryError::Stick)?;
    write(&mut file)?;
    file.sync_all().map_err(CarryError::Stick)?;
    std::fs::rename(&part, path).map_err(CarryError::Stick)?;
    let dir = path.parent().unwrap_or(std::path::Path::new("."));
    std::fs::File::open(dir).and_then(|dir| dir.sync_all()).map_err(CarryError::Stick)
}
