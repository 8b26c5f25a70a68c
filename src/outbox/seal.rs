//! Sealing to the platform's public key.
//!
//! The design had an opening key in the courier process. It has none: what the kiosk takes in is sealed to the
//! platform's own key, so that no process, disk or backup of the kiosk can ever open it. That is one key fewer on a
//! machine that stands in the street; the price is that the kiosk cannot show a citizen again what was handed in.
//!
//! The seal keeps secret; it does not say who sealed. That is for the kiosk's certificate on the connection to say.
//! Sealing is randomised: the same bytes sealed twice differ, which is why sealed bytes are stored, not made again.

use age::x25519::Recipient;
use yici_hardware::Personal;

/// The platform's public key: age, X25519 with ChaCha20-Poly1305.
#[derive(Clone)]
pub struct Seal(Recipient);

/// The text is not a public key for sealing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an age X25519 recipient; put the `age1…` line that the platform's operator gave into the settings file")]
pub struct NotARecipient;

impl Seal {
    /// Reads the key as the platform's operator gives it: `age1…`, surrounding blanks allowed.
    pub fn to(recipient: &str) -> Result<Self, NotARecipient> {
        recipient.trim().parse().map(Self).map_err(|_| NotARecipient)
    }

    /// Seals the bytes, in memory. About 200 bytes longer than they were.
    pub(super) fn close(&self, bytes: &Personal<Vec<u8>>) -> Result<Vec<u8>, age::EncryptError> {
        age::encrypt(&self.0, bytes.reveal())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_platforms_key_opens_what_was_sealed() {
        let platform = age::x25519::Identity::generate();
        let seal = Seal::to(&format!(" {}\n", platform.to_public())).expect("a recipient");
        let sealed = seal.close(&Personal::new(b"an application".to_vec())).expect("sealed");
        assert_eq!(age::decrypt(&platform, &sealed).expect("opened"), b"an application");
        assert!(age::decrypt(&age::x25519::Identity::generate(), &sealed).is_err());
    }

    #[test]
    fn a_secret_key_is_not_taken_for_a_public_one() {
        assert!(Seal::to("AGE-SECRET-KEY-1QQQQ").is_err());
    }
}
