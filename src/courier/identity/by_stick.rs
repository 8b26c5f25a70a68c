//! A new certificate for a kiosk that has no line: what it asks, and what it keeps of what comes back.

use super::pair::{self, Files};
use super::renew::{NotRenewed, keep};
use crate::platform::{CarriedRenewal, KioskKey, contract::Digest, expires};
use rcgen::{KeyPair, PublicKeyData as _};
use zeroize::Zeroizing;

/// What the kiosk's key is called among others on a stick: the SHA-256 of its public half. It stays while certificates change.
///
/// # Errors
/// When there is no key.
pub fn key_name(files: &Files) -> Result<String, NotRenewed> {
    let key = Zeroizing::new(std::fs::read_to_string(&files.key)?);
    Ok(Digest::of(&KeyPair::from_pem(&key)?.subject_public_key_info()).to_string())
}

/// Asks for the certificate after the one that this key has. Whether it is time for one the platform says, as over a line:
/// the kiosk's clock may be wrong.
///
/// # Errors
/// When the key cannot sign.
pub fn question(files: &Files, key: &KioskKey) -> Result<CarriedRenewal, NotRenewed> {
    let pem = Zeroizing::new(std::fs::read_to_string(&files.key)?);
    CarriedRenewal::new(key, &pair::request(&pem, "kiosk")?).map_err(NotRenewed::Signing)
}

/// Keeps what came back, unless it ends no later than the one that is here: `false`. On the disk when this returns.
///
/// # Errors
/// [`NotRenewed`]; the old certificate stays.
pub fn take_in(files: &Files, ca_pem: &str, certificate: &str) -> Result<bool, NotRenewed> {
    let old = std::fs::read_to_string(&files.certificate)?;
    if expires(certificate).is_some() && expires(certificate) <= expires(&old) {
        return Ok(false);
    }
    keep(files, ca_pem, certificate).map(|()| true)
}
