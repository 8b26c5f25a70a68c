//! Forgetting every draft at once, when the whole kiosk is wiped.

use super::store::FILES;
use std::fs;
use std::io;
use std::path::Path;

/// Erases the drafts in `folder` and their secret: the secret first, since it may lie where no other wipe comes, and without
/// it nothing of the drafts can be read by anybody. Each is overwritten, synced and removed; what is not there is no error.
///
/// A screen process that has them open goes on with files that have no name any more.
///
/// # Errors
/// The first that could not be erased; the others are erased all the same.
pub fn wipe(folder: &Path, secret: &Path) -> io::Result<()> {
    let files = FILES.map(|name| folder.join(name));
    let erased = [secret].into_iter().chain(files.iter().map(AsRef::as_ref)).map(erase);
    erased.fold(Ok(()), Result::and)
}

fn erase(path: &Path) -> io::Result<()> {
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    let mut file = match fs::OpenOptions::new().write(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        file => file.map_err(named)?,
    };
    let length = file.metadata().map_err(named)?.len();
    io::copy(&mut io::Read::take(io::repeat(0), length), &mut file).map_err(named)?;
    file.sync_all().map_err(named)?;
    fs::remove_file(path).map_err(named)?;
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::File::open(parent).and_then(|parent| parent.sync_all()).map_err(named)
}
