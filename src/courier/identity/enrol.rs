//! The first certificate, for a one-time token.

use super::pair::{self, Files, NotAPair};
use crate::platform::{self, NotEnrolled, contract::enrolment};
use crate::settings::Settings;
use std::io;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Why a kiosk was not enrolled. For a technician; nothing that was there is changed, unless the variant says so.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// A file.
    #[error("cannot read or write {0}: {1}; run this as the courier's user, who owns the folder of its key")]
    File(PathBuf, io::Error),
    /// The token.
    #[error("that is not a token: 8 to 128 letters, digits, `-` and `_`, as the platform's operator gives it")]
    Token,
    /// The key.
    #[error("cannot make a key: {0}; check that the system has random numbers")]
    Key(#[from] rcgen::Error),
    /// The platform or the line.
    #[error(transparent)]
    Platform(#[from] NotEnrolled),
    /// What it answered.
    #[error("{0}; the platform's operator must mend that")]
    NotAPair(#[from] NotAPair),
    /// The kiosk is enrolled, and a file of the settings says something else than the platform.
    #[error("enrolled; but {0} holds another key than the platform says: put the operator's line into it")]
    OtherKey(PathBuf),
}

/// Enrols the kiosk of these settings: makes a key, asks for its certificate with the token, and keeps both where the
/// settings name them. Where the files of the platform's receipt key and seal key are not there yet, they are written too.
///
/// Running it again after it failed is safe. Running it on a kiosk that is enrolled, with a fresh token, gives it a new key:
/// the way back from a revoked or stolen one.
pub async fn enrol(settings: &Settings, token: &str) -> Result<(), EnrolError> {
    let token = token.trim();
    if !enrolment::is_token(token) {
        return Err(EnrolError::Token);
    }
    let platform = &settings.platform;
    let files = Files { certificate: platform.certificate.clone(), key: platform.key.clone() };
    let ca_pem = read(&platform.authority)?;
    // On the disk before the token leaves: the same key is asked for again if the answer is lost.
    let next = files.key.with_extension("next");
    if !next.exists() {
        pair::write(&next, &pair::make_key()?).map_err(|error| EnrolError::File(next.clone(), error))?;
    }
    let key = Zeroizing::new(read(&next)?);
    let request = pair::request(&key, &settings.kiosk.name)?;
    let enrolled = platform::enrol(&platform.url, &ca_pem, &settings.kiosk.name, token, &request).await?;
    pair::check(&ca_pem, &enrolled.certificate, &key)?;

    let _alone = pair::alone(&files).map_err(|error| EnrolError::File(files.certificate.clone(), error))?;
    // The certificate first: until the key has its name, running this again finds `next` and comes here again.
    let written = pair::write(&files.certificate, &enrolled.certificate);
    written.map_err(|error| EnrolError::File(files.certificate.clone(), error))?;
    pair::rename(&next, &files.key).map_err(|error| EnrolError::File(files.key.clone(), error))?;
    for (path, said) in [(&platform.receipt_key, &enrolled.receipt_key), (&platform.seal_key, &enrolled.seal_key)] {
        if let Some(said) = said {
            keep(path, said)?;
        }
    }
    Ok(())
}

/// Writes a public key of the platform's where there is none; another one that is there is a technician's to judge.
fn keep(path: &Path, said: &str) -> Result<(), EnrolError> {
    use std::os::unix::fs::PermissionsExt;
    if path.exists() {
        return if read(path)?.trim() == said { Ok(()) } else { Err(EnrolError::OtherKey(path.to_owned())) };
    }
    let for_everybody = std::fs::Permissions::from_mode(0o644);
    let written = pair::write(path, said).and_then(|()| std::fs::set_permissions(path, for_everybody));
    written.map_err(|error| EnrolError::File(path.to_owned(), error))
}

fn read(path: &Path) -> Result<String, EnrolError> {
    std::fs::read_to_string(path).map_err(|error| EnrolError::File(path.to_owned(), error))
}
