//! The code on a citizen's phone that says who holds it: made by the platform for a few minutes, signed by it, and so
//! checked here without a line.
//!
//! `YICI1:` payload `.` signature, both in Base64 for addresses. The payload is JSON of a closed form; what is signed is
//! everything before the point.
//!
//! Limits: 1 KiB of code; it holds for [`LONGEST`] at most, by the kiosk's own clock, of which [`SLACK`] is forgiven; a
//! kiosk takes a code once, as far as the last [`REMEMBERED`] go. The price of checking without a line: a code that was
//! photographed may be shown once at another kiosk while it holds.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{Signature, VerifyingKey};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use std::collections::VecDeque;
use zeroize::{Zeroize, Zeroizing};

use yici_hardware::Personal;

const PREFIX: &str = "YICI1:";
const MOST_BYTES: usize = 1024;
/// The longest time, in seconds, between the making of a code and its end.
const LONGEST: i64 = 300;
/// How far, in seconds, the kiosk's clock may be off.
const SLACK: i64 = 60;
/// How many codes are known to have been shown already.
const REMEMBERED: usize = 64;

/// What a good code says.
pub struct IdentityCode {
    /// The kind of card that the citizen has: `resident`, `hk-macau-taiwan` or `permanent-resident`.
    pub kind: String,
    /// The name.
    pub name: Personal,
    /// The number of the card.
    pub number: Personal,
    seen: [u8; 32],
}

/// Why a code is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// It is no code of this kind.
    Other,
    /// The platform did not sign it, or it was changed.
    Forged,
    /// It does not hold now.
    Expired,
    /// It was shown here already.
    Used,
}

#[derive(Deserialize, Zeroize)]
#[serde(deny_unknown_fields)]
struct Wire {
    version: u32,
    kind: String,
    name: String,
    number: String,
    from: i64,
    until: i64,
    nonce: String,
}

impl IdentityCode {
    /// Reads a code and checks it. `now` is in seconds since 1970.
    pub fn verify(text: &str, key: &VerifyingKey, now: i64) -> Result<Self, NotTaken> {
        let (signed, signature) = text.rsplit_once('.').ok_or(NotTaken::Other)?;
        let payload = signed.strip_prefix(PREFIX).filter(|_| text.len() <= MOST_BYTES).ok_or(NotTaken::Other)?;
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| NotTaken::Other)?;
        let signature = Signature::from_slice(&signature).map_err(|_| NotTaken::Other)?;
        key.verify_strict(signed.as_bytes(), &signature).map_err(|_| NotTaken::Forged)?;
        let payload = Zeroizing::new(URL_SAFE_NO_PAD.decode(payload).map_err(|_| NotTaken::Forged)?);
        let wire: Wire = serde_json::from_slice(&payload).map_err(|_| NotTaken::Forged)?;
        if wire.version != 1 {
            return Err(NotTaken::Other);
        }
        let holds = wire.until.checked_sub(wire.from).is_some_and(|length| (0..=LONGEST).contains(&length))
            && (wire.from.saturating_sub(SLACK)..=wire.until.saturating_add(SLACK)).contains(&now);
        if !holds {
            return Err(NotTaken::Expired);
        }
        Ok(Self {
            kind: wire.kind,
            name: Personal::new(wire.name),
            number: Personal::new(wire.number),
            seen: Sha256::digest(signed.as_bytes()).into(),
        })
    }
}

/// The codes that were taken last; only their digests, which say nothing of anybody.
#[derive(Default)]
pub struct UsedCodes(VecDeque<[u8; 32]>);

impl UsedCodes {
    /// Takes a code, once.
    pub fn take(&mut self, code: &IdentityCode) -> Result<(), NotTaken> {
        if self.0.contains(&code.seen) {
            return Err(NotTaken::Used);
        }
        self.0.truncate(REMEMBERED - 1);
        self.0.push_front(code.seen);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signer as _, SigningKey};

    const FROM: i64 = 1_795_000_000;
    /// Platforms make this from 0.1 on. If it fails, undo your change; never touch the bytes.
    const PAYLOAD_V1: &str = r#"{"version":1,"kind":"resident","name":"王小满","number":"990101199001010014","from":1795000000,"until":1795000120,"nonce":"q1w2e3"}"#;

    fn key() -> SigningKey {
        SigningKey::from_bytes(&[7; 32])
    }

    fn code(payload: &str) -> String {
        let signed = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(payload));
        let signature = URL_SAFE_NO_PAD.encode(key().sign(signed.as_bytes()).to_bytes());
        format!("{signed}.{signature}")
    }

    fn why(text: &str, now: i64) -> Option<NotTaken> {
        IdentityCode::verify(text, &key().verifying_key(), now).err()
    }

    #[test]
    fn identity_code_v1_is_frozen() {
        const GOLDEN_DIGEST: &str = "a2563426e51d8c0b";
        let text = code(PAYLOAD_V1);
        let Ok(good) = IdentityCode::verify(&text, &key().verifying_key(), FROM) else { panic!("a good code") };
        assert!(good.name.reveal() == "王小满" && good.number.reveal() == "990101199001010014");
        assert_eq!(good.kind, "resident");
        let digest: String = Sha256::digest(&text).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(digest, GOLDEN_DIGEST);
    }

    #[test]
    fn a_code_holds_for_its_minutes_and_no_longer_than_any_code_may() {
        let text = code(PAYLOAD_V1);
        for (now, expected) in [
            (FROM - SLACK, None),
            (FROM + 120 + SLACK, None),
            (FROM - SLACK - 1, Some(NotTaken::Expired)),
            (FROM + 121 + SLACK, Some(NotTaken::Expired)),
        ] {
            assert_eq!(why(&text, now), expected, "at {now}");
        }
        let for_a_day = code(&PAYLOAD_V1.replace("1795000120", "1795086400"));
        assert_eq!(why(&for_a_day, FROM), Some(NotTaken::Expired));
        let backwards = code(&PAYLOAD_V1.replace("1795000120", "-9223372036854775808"));
        assert_eq!(why(&backwards, FROM), Some(NotTaken::Expired));
    }

    #[test]
    fn what_the_platform_did_not_sign_is_not_taken() {
        let text = code(PAYLOAD_V1);
        let other = SigningKey::from_bytes(&[8; 32]).verifying_key();
        assert_eq!(IdentityCode::verify(&text, &other, FROM).err(), Some(NotTaken::Forged));
        let (signed, signature) = text.split_once('.').expect("a point");
        let changed = PAYLOAD_V1.replace("王小满", "张小满");
        let changed = format!("{PREFIX}{}.{signature}", URL_SAFE_NO_PAD.encode(changed));
        assert_eq!(why(&changed, FROM), Some(NotTaken::Forged));
        for other in ["", ".", "https://example.test/", signed, &format!("{signed}.AAAA"), &"YICI1:".repeat(500)] {
            assert_eq!(why(other, FROM), Some(NotTaken::Other), "{other}");
        }
        assert_eq!(why(&code("{}"), FROM), Some(NotTaken::Forged));
        assert_eq!(why(&code(&PAYLOAD_V1.replace(":1,", ":2,")), FROM), Some(NotTaken::Other));
    }

    #[test]
    fn a_code_is_taken_once() {
        let mut used = UsedCodes::default();
        let read = |text: &str| match IdentityCode::verify(text, &key().verifying_key(), FROM) {
            Ok(code) => code,
            Err(_) => panic!("a good code"),
        };
        let (first, text) = (read(&code(PAYLOAD_V1)), code(PAYLOAD_V1));
        assert_eq!(used.take(&first), Ok(()));
        assert_eq!(used.take(&read(&text)), Err(NotTaken::Used));
        for nonce in 0..2 * REMEMBERED {
            assert_eq!(used.take(&read(&code(&PAYLOAD_V1.replace("q1w2e3", &nonce.to_string())))), Ok(()));
        }
        assert_eq!(used.0.len(), REMEMBERED);
    }
}
