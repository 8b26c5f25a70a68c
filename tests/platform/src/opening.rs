//! Opening what a kiosk sealed, by either suite, with the platform's own keys; and sealing an answer to the key that a
//! question names.
//!
//! Written from the kiosk's documented form and not from its code: the two must agree on bytes alone.
//!
//! ```text
//! age       "age-encryption.org/v1" …
//! national  "yici-gm1" | SM2 of an SM4 key: C1 (65) C3 (32) C2 (16) | SM4-GCM of the bytes | its tag (16)
//! ```

use aes_gcm::AesGcm;
use aes_gcm::aead::consts::U12;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use anyhow::{Context, anyhow};
use sm2::SecretKey;
use sm2::elliptic_curve::Generate;
use sm2::elliptic_curve::common::getrandom::SysRng;
use sm2::elliptic_curve::rand_core::TryRng;
use sm2::pke::{DecryptingKey, EncryptingKey};
use sm4::Sm4;
use std::io::{Cursor, Read};

/// Head and wrapped key: what stands before the SM4-GCM and is authenticated with it.
const BEFORE: usize = 8 + 65 + 32 + 16;

/// Most bytes of a stream of the national suite: 16 MiB and what stands around them.
const LONGEST: u64 = 17 * 1024 * 1024;

/// The platform's opening keys, one for each suite.
pub(crate) struct OpeningKeys {
    age: age::x25519::Identity,
    sm2: SecretKey,
}

impl OpeningKeys {
    /// Reads them: age's own text, and what [`make_national_key`] wrote.
    pub(crate) fn from_text(age: &str, sm2: &str) -> anyhow::Result<Self> {
        let age = age.trim().parse().map_err(|why: &str| anyhow!(why))?;
        let sm2 = hex(sm2.trim()).and_then(|bytes| SecretKey::from_slice(&bytes).ok());
        Ok(Self { age, sm2: sm2.context("no SM2 key: 32 bytes in hex are wanted")? })
    }

    /// Opens a stream: one of age's as it is read, one of the other suite in memory, which is the only form it has.
    pub(crate) fn open_stream<'a>(&self, mut sealed: impl Read + 'a) -> anyhow::Result<Box<dyn Read + 'a>> {
        let mut head = Vec::new();
        sealed.by_ref().take(8).read_to_end(&mut head)?;
        let whole = Cursor::new(head.clone()).chain(sealed);
        if head != *b"yici-gm1" {
            let key: &dyn age::Identity = &self.age;
            return Ok(Box::new(age::Decryptor::new(whole)?.decrypt(std::iter::once(key))?));
        }
        let mut bytes = Vec::new();
        whole.take(LONGEST).read_to_end(&mut bytes)?;
        Ok(Box::new(Cursor::new(self.open(&bytes)?)))
    }

    /// Opens what was sealed to either of them.
    pub(crate) fn open(&self, sealed: &[u8]) -> anyhow::Result<Vec<u8>> {
        if !sealed.starts_with(b"yici-gm1") {
            return Ok(age::decrypt(&self.age, sealed)?);
        }
        let (before, secret) = sealed.split_at_checked(BEFORE).context("cut short")?;
        let key = DecryptingKey::new(self.sm2.clone()).decrypt(&before[8..]).map_err(|_| anyhow!("another's key"))?;
        let cipher = AesGcm::<Sm4, U12>::new_from_slice(&key).map_err(|_| anyhow!("no SM4 key"))?;
        let opened = cipher.decrypt(&[0; 12].into(), Payload { msg: secret, aad: before });
        opened.map_err(|_| anyhow!("changed on its way"))
    }
}

/// Seals an answer to a recipient of either suite, `age1…` or `sm2:04…`.
pub(crate) fn seal_to(recipient: &str, answer: &[u8]) -> anyhow::Result<Vec<u8>> {
    let Some(point) = recipient.strip_prefix("sm2:") else {
        let recipient: age::x25519::Recipient = recipient.parse().map_err(|why: &str| anyhow!(why))?;
        return Ok(age::encrypt(&recipient, answer)?);
    };
    let point = hex(point).context("no point")?;
    let public = EncryptingKey::from_sec1_bytes(&point).map_err(|_| anyhow!("no point of the curve"))?;
    let mut key = [0; 16];
    SysRng.try_fill_bytes(&mut key).map_err(|_| anyhow!("no random numbers"))?;
    let wrapped = public.encrypt(&mut SysRng, &key).map_err(|_| anyhow!("the key could not be wrapped"))?;
    let mut sealed = [b"yici-gm1".as_slice(), &wrapped].concat();
    let cipher = AesGcm::<Sm4, U12>::new_from_slice(&key).map_err(|_| anyhow!("no SM4 key"))?;
    let secret = cipher.encrypt(&[0; 12].into(), Payload { msg: answer, aad: &sealed });
    sealed.extend(secret.map_err(|_| anyhow!("too long"))?);
    Ok(sealed)
}

/// A fresh key for the national algorithms: the secret, and the public key as a kiosk is given it.
pub(crate) fn make_national_key() -> (String, String) {
    let secret = SecretKey::generate();
    let public = format!("sm2:{}", to_hex(&secret.public_key().to_sec1_bytes()));
    (to_hex(&secret.to_bytes()), public)
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let fits = text.len().is_multiple_of(2) && text.is_ascii();
    fits.then(|| (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_sealed_to_whoever_asked_in_either_suite() {
        let age = age::x25519::Identity::generate();
        let (secret, public) = make_national_key();
        let secret_age = age::secrecy::ExposeSecret::expose_secret(&age.to_string()).to_owned();
        let keys = OpeningKeys::from_text(&secret_age, &secret).expect("keys");
        for recipient in [age.to_public().to_string(), public] {
            let sealed = seal_to(&recipient, b"an answer").expect("sealed");
            assert_eq!(keys.open(&sealed).expect("opened"), b"an answer");
        }
        assert!(seal_to("somebody", b"").is_err() && seal_to("sm2:04", b"").is_err());
    }

    /// A kiosk sealed this to the example key of GB/T 32918.5. If it cannot be opened, undo your change: kiosks have such
    /// bytes on their disks.
    #[test]
    fn what_kiosks_sealed_is_frozen() {
        let age = age::x25519::Identity::generate();
        let sm2 = "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";
        let keys =
            OpeningKeys::from_text(age::secrecy::ExposeSecret::expose_secret(&age.to_string()), sm2).expect("keys");
        let sealed = hex(SEALED).expect("hex");
        assert_eq!(keys.open(&sealed).expect("opened"), b"an application");
        let mut changed = sealed;
        *changed.last_mut().expect("not empty") ^= 1;
        assert!(keys.open(&changed).is_err() && keys.open(b"yici-gm1").is_err());
    }

    const SEALED: &str = "796963692D676D310460CF2629CBE5B1197FAF30099F75A49A0F08353E42D704412DDE9350CE4BA6B070CE506E22DBAE\
        9F317E66D0ECFF9C4466D2C2E238195C920FDE3F4A856B6AAAE4FC0BC5E5D19872FA1F762D9E7FF1EC00C2CBDAD99E04\
        D74FE276A69CD191019EC48ED808F28E6DD9FEF6E8E5857FD723DE70923CEFF77CF67A7A0579D7724CF86B6C178C7B6B\
        F104BB0867F199";
}
