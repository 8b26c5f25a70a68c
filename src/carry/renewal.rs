//! At the kiosk: the certificate that came back is kept, and the question for the next one written, at every visit.
//!
//! - The question tells nobody anything secret, and only the kiosk's own key makes it. Whether it is time the platform says, by
//!   its own clock, as it does over a line; one that is early is answered with nothing.
//! - A certificate is on the kiosk's disk before the stick is cleared of it. One that comes twice, or after the line brought
//!   a newer one, changes nothing; one that is for another key or of another authority is laid aside and asked for again.
//!
//! Limits: a question and a certificate of 16 KiB each.

use super::{CarryError, read_most, write_whole};
use crate::courier::identity::{self, Files, NotRenewed};
use crate::platform::{CarriedRenewal, KioskKey};
use std::fs;
use std::io::Write;
use std::path::Path;

/// What lay on the stick for this kiosk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brought {
    /// Nothing, or nothing newer than what is here.
    Nothing,
    /// A new certificate: on the disk, and good from the next connection and signature on.
    Renewed,
    /// Something else, which was laid aside.
    Doubtful,
}

/// Takes this kiosk's certificate in, if the stick brought one.
pub fn take_certificate(files: &Files, ca_pem: &str, dir: &Path) -> Result<Brought, CarryError> {
    let question = dir.join(format!("{}.renewal", identity::key_name(files)?));
    let path = question.with_extension("certificate");
    if !path.exists() {
        return Ok(Brought::Nothing);
    }
    let bytes = read_most(&path, CarriedRenewal::most()).map_err(CarryError::Stick)?;
    let taken = identity::take_in(files, ca_pem, &String::from_utf8_lossy(&bytes));
    let brought = match taken {
        Ok(true) => Brought::Renewed,
        Ok(false) => Brought::Nothing,
        Err(NotRenewed::NotAPair(_)) => {
            // Out of the way, so that the other machine fetches it again.
            fs::rename(&path, path.with_extension("doubtful")).map_err(CarryError::Stick)?;
            return Ok(Brought::Doubtful);
        }
        Err(why) => return Err(why.into()),
    };
    for path in [question, path] {
        match fs::remove_file(path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(CarryError::Stick(error)),
            _ => {}
        }
    }
    Ok(brought)
}

/// Writes the question for the certificate after the one of `key`, which is the newest that this kiosk has.
pub fn ask_for_certificate(files: &Files, key: &KioskKey, dir: &Path) -> Result<(), CarryError> {
    let question = identity::question(files, key)?;
    fs::create_dir_all(dir).map_err(CarryError::Stick)?;
    let path = dir.join(format!("{}.renewal", identity::key_name(files)?));
    write_whole(&path, |to| to.write_all(question.bytes()).map_err(CarryError::Stick))
}
