//! The key that a card and this kiosk make together.
//!
//! `scrypt(the card's number and portrait; salt: the kiosk's secret)`. A citizen's number alone can be guessed: it is a
//! place, a day and a little chance, less than forty bits, and half of that for whoever knows the village. The portrait is a
//! kilobyte that only a card in a reader, or a government's register, gives. The slow hash is for a card without one.

use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use yici_hardware::{IdCard, Personal};
use zeroize::Zeroizing;

/// 2^15 blocks of 1 KiB: 32 MiB and about a tenth of a second, once a visit.
const WORK: u8 = 15;

const SECRET: usize = 32;

/// What only a card says.
#[derive(Clone)]
pub struct Bearer(Personal<Vec<u8>>);

impl Bearer {
    /// Of this card.
    pub fn of(card: &IdCard) -> Self {
        let (number, portrait) = (card.number.reveal().as_bytes(), card.photo.reveal());
        let length = u64::try_from(number.len()).expect("64 bits").to_be_bytes();
        let mut bytes = Vec::with_capacity(length.len() + number.len() + portrait.len());
        for part in [&length[..], number, portrait] {
            bytes.extend_from_slice(part);
        }
        Self(Personal::new(bytes))
    }
}

/// Seals and opens the drafts of one card.
pub struct CardKey(pub(super) Zeroizing<[u8; 32]>);

/// Why there is no secret, and so no drafts.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The file.
    #[error("the secret of the drafts cannot be read or made: {0}; check `secret` in [drafts] of the settings")]
    File(#[from] io::Error),
    /// What is in it.
    #[error(
        "the secret of the drafts is not {SECRET} bytes long; remove it, and what was begun before is not found again"
    )]
    Length,
    /// The system.
    #[error("the system has no random numbers")]
    Random,
}

/// So many bytes of the system's chance.
pub(super) fn random<const LENGTH: usize>() -> Result<[u8; LENGTH], SecretError> {
    let mut bytes = [0; LENGTH];
    let system = rustls::crypto::ring::default_provider().secure_random;
    system.fill(&mut bytes).map_err(|_| SecretError::Random)?;
    Ok(bytes)
}

/// This kiosk's half.
#[derive(Clone)]
pub(super) struct Secret(Zeroizing<[u8; SECRET]>);

impl Secret {
    /// Reads it, or makes it where there is none.
    pub(super) fn open(path: &Path) -> Result<Self, SecretError> {
        match std::fs::read(path) {
            Ok(bytes) => {
                let bytes = Zeroizing::new(bytes);
                let bytes = bytes.as_slice().try_into().map_err(|_| SecretError::Length)?;
                Ok(Self(Zeroizing::new(bytes)))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::make(path),
            Err(error) => Err(error.into()),
        }
    }

    fn make(path: &Path) -> Result<Self, SecretError> {
        let secret = Zeroizing::new(random::<SECRET>()?);
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let part = path.with_extension("part");
        let mut file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&part)?;
        file.write_all(&*secret)?;
        file.sync_all()?;
        std::fs::rename(&part, path)?;
        std::fs::File::open(folder)?.sync_all()?;
        Ok(Self(secret))
    }

    /// The key of this card. Takes a tenth of a second, on purpose.
    pub(super) fn key(&self, bearer: &Bearer) -> CardKey {
        let params = scrypt::Params::new(WORK, 8, 1, 32).expect("within the bounds of scrypt");
        let mut key = Zeroizing::new([0; 32]);
        scrypt::scrypt(bearer.0.reveal(), &*self.0, &params, &mut *key).expect("32 bytes");
        CardKey(key)
    }
}
