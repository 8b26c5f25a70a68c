//! Keys in files: Ed25519, one line of Base64. The private half is PKCS #8, the public half X.509's SPKI.

use super::AuthorError;
use super::repository::{read, write_new};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use std::path::{Path, PathBuf};
use tuf::crypto::{Ed25519PrivateKey, PrivateKey as _, SignatureScheme};
use zeroize::Zeroizing;

pub use tuf::crypto::PublicKey;

/// Makes a key: the private half in `file`, readable by its owner alone; the public half beside it, with `.pub` after its
/// name. Gives that name.
///
/// # Errors
/// When a file is there already: a key that is written over is lost.
pub fn make_key(file: &Path) -> Result<PathBuf, AuthorError> {
    let private = Zeroizing::new(Ed25519PrivateKey::pkcs8()?);
    let public = Ed25519PrivateKey::from_pkcs8(&private)?.public().as_spki()?;
    let line = Zeroizing::new(STANDARD.encode(&*private) + "\n");
    write_new(file, line.as_bytes(), 0o600)?;
    let mut name = file.as_os_str().to_owned();
    name.push(".pub");
    let name = PathBuf::from(name);
    write_new(&name, (STANDARD.encode(public) + "\n").as_bytes(), 0o644)?;
    Ok(name)
}

/// Reads a public half.
///
/// # Errors
/// When the file holds none.
pub fn read_public(file: &Path) -> Result<PublicKey, AuthorError> {
    PublicKey::from_spki(&decode(file)?, SignatureScheme::Ed25519).map_err(|_| AuthorError::NotAKey(file.to_owned()))
}

pub(super) fn read_private(file: &Path) -> Result<Ed25519PrivateKey, AuthorError> {
    Ed25519PrivateKey::from_pkcs8(&decode(file)?).map_err(|_| AuthorError::NotAKey(file.to_owned()))
}

fn decode(file: &Path) -> Result<Zeroizing<Vec<u8>>, AuthorError> {
    let text = Zeroizing::new(read(file)?);
    let line = text.trim_ascii();
    STANDARD.decode(line).map(Zeroizing::new).map_err(|_| AuthorError::NotAKey(file.to_owned()))
}
