//! age: X25519 and ChaCha20-Poly1305. The version is in its own first line, `age-encryption.org/v1`.

use super::{CannotSeal, NotARecipient, ReplyKey, Sealing, Suite};
use age::stream::StreamWriter;
use age::x25519::{Identity, Recipient};
use std::io::{self, Write};
use yici_hardware::Personal;

/// The platform's public key.
pub(super) struct Age(Recipient);

impl Age {
    pub(super) fn to(recipient: &str) -> Result<Self, NotARecipient> {
        recipient.parse().map(Self).map_err(|_| NotARecipient)
    }
}

impl Suite for Age {
    fn name(&self) -> &'static str {
        "age (X25519, ChaCha20-Poly1305)"
    }

    fn audited(&self) -> &'static str {
        "the crate `age` knows of no audit and calls itself beta; of its ciphers, `chacha20poly1305` was, in 2020"
    }

    fn close(&self, bytes: &Personal<Vec<u8>>) -> Result<Vec<u8>, CannotSeal> {
        age::encrypt(&self.0, bytes.reveal()).map_err(|why| CannotSeal(why.to_string()))
    }

    /// 64 KiB are in memory, however long it is.
    fn stream<'a>(&self, to: Box<dyn Write + 'a>) -> Result<Box<dyn Sealing + 'a>, CannotSeal> {
        let recipient: &dyn age::Recipient = &self.0;
        let encryptor = age::Encryptor::with_recipients(std::iter::once(recipient));
        let stream = encryptor.and_then(|encryptor| Ok(encryptor.wrap_output(to)?));
        Ok(Box::new(stream.map_err(|why| CannotSeal(why.to_string()))?))
    }

    fn reply_key(&self) -> Box<dyn ReplyKey> {
        Box::new(Identity::generate())
    }
}

impl ReplyKey for Identity {
    fn recipient(&self) -> String {
        self.to_public().to_string()
    }

    fn open(&self, sealed: &[u8]) -> Option<Personal<Vec<u8>>> {
        age::decrypt(self, sealed).ok().map(Personal::new)
    }
}

impl Sealing for StreamWriter<Box<dyn Write + '_>> {
    fn finish(self: Box<Self>) -> io::Result<()> {
        StreamWriter::finish(*self)?.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_platforms_key_opens_what_was_sealed() {
        let platform = age::x25519::Identity::generate();
        let seal = super::super::Seal::to(&format!(" {}\n", platform.to_public())).expect("a recipient");
        let sealed = seal.close(&Personal::new(b"an application".to_vec())).expect("sealed");
        assert!(sealed.starts_with(b"age-encryption.org/v1\n"));
        assert_eq!(age::decrypt(&platform, &sealed).expect("opened"), b"an application");
        assert!(age::decrypt(&age::x25519::Identity::generate(), &sealed).is_err());
    }
}
