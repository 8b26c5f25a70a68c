//! PINs: hashed slowly, compared in constant time, never kept.
//!
//! Six digits fall to whoever has the hash and a computer, however slow it is; the hash keeps them from whoever reads the
//! settings over a shoulder. What keeps a thief out is the [`super::lock`], and that the settings lie on the signed image's
//! own partition.

use crate::audit::Role;
use crate::session::service::PIN_DIGITS;
use crate::settings;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use rustls::crypto::ring;
use scrypt::{Params, scrypt};
use yici_hardware::Personal;
use zeroize::Zeroizing;

/// What stands before salt and hash: scrypt, 2^15 rounds of 8 blocks: 32 MiB, a tenth of a second.
const HEAD: &str = "scrypt-15-8";
const SALT: usize = 16;
const HASH: usize = 32;

/// Why something is no PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAPin {
    /// Its form.
    #[error("a PIN is 6 to 12 digits")]
    Form,
    /// Too easily guessed.
    #[error("that PIN is among the first that anybody tries; take another")]
    Obvious,
    /// The machine.
    #[error("the PIN could not be hashed")]
    Hash,
}

/// What is to stand in the settings for this PIN.
///
/// # Errors
/// When it is none, or one that anybody guesses.
pub fn hash(pin: &str) -> Result<String, NotAPin> {
    if !PIN_DIGITS.contains(&pin.len()) || !pin.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NotAPin::Form);
    }
    let bytes = pin.as_bytes();
    let step = |step: u8| bytes.windows(2).all(|pair| pair[1] == pair[0].wrapping_add(step));
    if [0, 1, u8::MAX].into_iter().any(step) {
        return Err(NotAPin::Obvious);
    }
    let mut salt = [0; SALT];
    ring::default_provider().secure_random.fill(&mut salt).map_err(|_| NotAPin::Hash)?;
    let hash = stretched(bytes, &salt).ok_or(NotAPin::Hash)?;
    Ok(format!("{HEAD}${}${}", STANDARD.encode(salt), STANDARD.encode(*hash)))
}

fn stretched(pin: &[u8], salt: &[u8]) -> Option<Zeroizing<[u8; HASH]>> {
    let mut hash = Zeroizing::new([0; HASH]);
    scrypt(pin, salt, &Params::new(15, 8, 1, HASH).ok()?, hash.as_mut()).ok()?;
    Some(hash)
}

/// Whether the PIN is the one of this hash; in the same time whichever digit is wrong.
fn fits(pin: &[u8], hash: &str) -> Option<bool> {
    let (salt, hash) = hash.strip_prefix(HEAD)?.strip_prefix('$')?.split_once('$')?;
    let (salt, hash) = (STANDARD.decode(salt).ok()?, STANDARD.decode(hash).ok()?);
    let found = stretched(pin, &salt)?;
    let differs = found.iter().zip(&hash).fold(0, |differs, (a, b)| differs | (a ^ b));
    Some(hash.len() == HASH && differs == 0)
}

/// Whose PIN it is. Both are always looked at, so that the time tells nothing.
pub fn whose(pin: &Personal, settings: &settings::Service) -> Option<Role> {
    let fits =
        |hash: &Option<String>| hash.as_deref().and_then(|hash| fits(pin.reveal().as_bytes(), hash)).unwrap_or(false);
    let (clerk, technician) = (fits(&settings.clerk_pin), fits(&settings.technician_pin));
    if technician { Some(Role::Technician) } else { clerk.then_some(Role::Clerk) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_opens_its_role_and_no_other() {
        let settings = settings::Service {
            clerk_pin: Some(hash("482915").expect("a PIN")),
            technician_pin: Some(hash("7305512").expect("a PIN")),
            authority: None,
        };
        let whose = |pin: &str| whose(&Personal::new(pin.to_owned()), &settings);
        assert_eq!((whose("482915"), whose("7305512")), (Some(Role::Clerk), Some(Role::Technician)));
        assert_eq!((whose("482916"), whose(""), whose("4829150")), (None, None, None));
    }

    #[test]
    fn what_anybody_guesses_is_refused() {
        for obvious in ["000000", "123456", "654321", "99999999"] {
            assert_eq!(hash(obvious), Err(NotAPin::Obvious), "{obvious}");
        }
        for none in ["12345", "1234567890123", "12345a", ""] {
            assert_eq!(hash(none), Err(NotAPin::Form), "{none}");
        }
        assert_ne!(hash("482915"), hash("482915"), "salted");
    }
}
