//! The key and the certificate as files, and whether they are a pair.

use crate::platform::{Connection, KioskKey, last_moment};
use rcgen::{CertificateParams, DnType, KeyPair};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, fchown};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Where they lie. Only the courier's user reads the key.
#[derive(Clone, Debug)]
pub struct Files {
    /// The certificate, with what leads to its CA (PEM).
    pub certificate: PathBuf,
    /// The key (PEM).
    pub key: PathBuf,
}

/// Why a certificate is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the platform answered with a certificate that is not for this kiosk's key, or not from its own authority")]
pub struct NotAPair;

/// A new key (ECDSA on P-256), PEM.
pub(super) fn make_key() -> Result<Zeroizing<String>, rcgen::Error> {
    Ok(Zeroizing::new(KeyPair::generate()?.serialize_pem()))
}

/// The request for a certificate that this key signs (PKCS#10, PEM). The name in it is for people: the platform knows the
/// kiosk by its token or its certificate.
pub(super) fn request(key_pem: &str, kiosk: &str) -> Result<String, rcgen::Error> {
    let key = KeyPair::from_pem(key_pem)?;
    let mut params = CertificateParams::default();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, kiosk);
    params.serialize_request(&key)?.pem()
}

/// Checks that the certificate leads to the CA, is for a client, and for this key: by signing something with the one and
/// verifying it with the other, as whoever gets a carried file does.
///
/// When it begins and ends is for others to judge: this kiosk's clock may be wrong by years, and its program as old. Only one
/// that had ended when the program was released is refused.
pub(super) fn check(ca_pem: &str, certificate_pem: &str, key_pem: &str) -> Result<(), NotAPair> {
    const PROBE: &[u8] = b"yici: a key and its certificate";
    let connection = Connection {
        base_url: String::new(),
        ca_pem: String::new(),
        client_cert_pem: certificate_pem.to_owned(),
        client_key_pem: key_pem.to_owned(),
        receipt_key: String::new(),
    };
    let signed = KioskKey::new(&connection).map_err(|_| NotAPair)?.sign(PROBE).map_err(|_| NotAPair)?;
    signed.verify(ca_pem, PROBE, last_moment(certificate_pem)).map_err(|_| NotAPair)
}

/// Nobody else changes the pair while this is held: a certificate may come by the line and by a stick at the same moment.
pub(super) fn alone(files: &Files) -> io::Result<std::fs::File> {
    let folder = std::fs::File::open(folder(&files.certificate))?;
    folder.lock()?;
    Ok(folder)
}

/// Writes a file that only its owner reads, whole or not at all, and durably. Whose it was, it stays: root may carry, and the
/// courier reads.
pub(super) fn write(path: &Path, text: &str) -> io::Result<()> {
    let part = path.with_extension("part");
    let mut file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&part)?;
    file.write_all(text.trim_end().as_bytes())?;
    file.write_all(b"\n")?;
    if let Ok(old) = std::fs::metadata(path).or_else(|_| std::fs::metadata(folder(path))) {
        let new = file.metadata()?;
        if (old.uid(), old.gid()) != (new.uid(), new.gid()) && rustix::process::geteuid().is_root() {
            fchown(&file, Some(old.uid()), Some(old.gid()))?;
        }
    }
    file.sync_all()?;
    rename(&part, path)
}

/// Gives a file its name, durably.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::rename(from, to)?;
    std::fs::File::open(folder(to))?.sync_all()
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
