//! The national algorithms: a fresh SM4 key for each sealing, wrapped to the platform's SM2 key.
//!
//! ```text
//! "yici-gm1" | SM2 of the key: C1 (65) C3 (32) C2 (16) | SM4-GCM of the bytes | its tag (16)
//! ```
//!
//! - SM2 as GB/T 32918.4 has it, on the curve of GB/T 32918.5, with SM3 (GB/T 32905); SM4 (GB/T 32907) in GCM as RFC 8998
//!   uses it. All that stands before the SM4-GCM is authenticated with it.
//! - A key seals once, so the nonce is always zero.
//! - The head is the version. Another form gets another head; this one stays.
//!
//! It has no form for streams: a stream is held in memory, at most 16 MiB of it, and sealed at its end. A platform that wants
//! larger attachments takes the other suite.
//!
//! The key is overwritten when it is done with; copies inside the crates are theirs.

use super::{CannotSeal, NotARecipient, ReplyKey, Sealing, Suite};
use aes_gcm::AesGcm;
use aes_gcm::aead::consts::U12;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use sm2::SecretKey;
use sm2::elliptic_curve::Generate;
use sm2::elliptic_curve::common::getrandom::SysRng;
use sm2::elliptic_curve::rand_core::TryRng;
use sm2::pke::{DecryptingKey, EncryptingKey};
use sm4::Sm4;
use std::io::{self, Write};
use yici_hardware::Personal;
use zeroize::Zeroizing;

/// The first bytes of what is sealed.
pub(super) const HEAD: [u8; 8] = *b"yici-gm1";
/// Bytes of the wrapped key.
const WRAPPED: usize = 65 + 32 + 16;

/// The most that a stream may hold.
const LONGEST: usize = 16 * 1024 * 1024;

/// The platform's public key.
#[derive(Clone)]
pub(super) struct Sm2(EncryptingKey);

impl Sm2 {
    /// The point as it is written down: 04, then 64 bytes, in hex.
    pub(super) fn to(point: &str) -> Result<Self, NotARecipient> {
        let point = hex(point).filter(|point| point.len() == 65).ok_or(NotARecipient)?;
        EncryptingKey::from_sec1_bytes(&point).map(Self).map_err(|_| NotARecipient)
    }
}

impl Suite for Sm2 {
    fn name(&self) -> &'static str {
        "national algorithms (SM2, SM3, SM4-GCM)"
    }

    fn audited(&self) -> &'static str {
        "the crates `sm2`, `sm3` and `sm4` have had no audit, and no test of commercial cryptography; of `aes-gcm`, whose \
         GCM is used, an earlier version was audited in 2020"
    }

    fn close(&self, bytes: &Personal<Vec<u8>>) -> Result<Vec<u8>, CannotSeal> {
        let trouble = |what: &str| CannotSeal(format!("{what}: check that the system has random numbers"));
        let mut key = Zeroizing::new([0; 16]);
        SysRng.try_fill_bytes(&mut *key).map_err(|_| trouble("no key"))?;
        let wrapped = self.0.encrypt(&mut SysRng, &*key).map_err(|_| trouble("the key could not be wrapped"))?;
        debug_assert_eq!(wrapped.len(), WRAPPED);
        let mut sealed = [HEAD.as_slice(), &wrapped].concat();
        let cipher = AesGcm::<Sm4, U12>::new((&*key).into());
        let payload = Payload { msg: bytes.reveal(), aad: &sealed };
        let secret = cipher.encrypt(&[0; 12].into(), payload).map_err(|_| trouble("too long"))?;
        sealed.extend(secret);
        Ok(sealed)
    }

    fn stream<'a>(&self, to: Box<dyn Write + 'a>) -> Result<Box<dyn Sealing + 'a>, CannotSeal> {
        Ok(Box::new(Held { suite: self.clone(), bytes: Zeroizing::new(Vec::with_capacity(LONGEST)), to }))
    }

    fn reply_key(&self) -> Box<dyn ReplyKey> {
        Box::new(SecretKey::generate())
    }
}

impl ReplyKey for SecretKey {
    fn recipient(&self) -> String {
        let point = self.public_key().to_sec1_bytes();
        format!("sm2:{}", point.iter().map(|byte| format!("{byte:02X}")).collect::<String>())
    }

    fn open(&self, sealed: &[u8]) -> Option<Personal<Vec<u8>>> {
        opened(&DecryptingKey::new(self.clone()), sealed).map(Personal::new)
    }
}

fn opened(key: &DecryptingKey, sealed: &[u8]) -> Option<Vec<u8>> {
    let (wrapped, secret) = sealed.strip_prefix(&HEAD)?.split_at_checked(WRAPPED)?;
    let key = Zeroizing::new(key.decrypt(wrapped).ok()?);
    let cipher = AesGcm::<Sm4, U12>::new_from_slice(&key).ok()?;
    cipher.decrypt(&[0; 12].into(), Payload { msg: secret, aad: &sealed[..HEAD.len() + WRAPPED] }).ok()
}

/// A stream that waits for its end.
struct Held<'a> {
    suite: Sm2,
    /// All the room at once: a buffer that grows leaves copies behind.
    bytes: Zeroizing<Vec<u8>>,
    to: Box<dyn Write + 'a>,
}

impl Write for Held<'_> {
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + more.len() > LONGEST {
            return Err(io::Error::other("longer than the 16 MiB that the national suite takes"));
        }
        self.bytes.extend_from_slice(more);
        Ok(more.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sealing for Held<'_> {
    fn finish(mut self: Box<Self>) -> io::Result<()> {
        let bytes = Personal::new(std::mem::take(&mut *self.bytes));
        let sealed = self.suite.close(&bytes).map_err(io::Error::other)?;
        self.to.write_all(&sealed)?;
        self.to.flush()
    }
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let fits = text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    fits.then(|| (0..text.len()).step_by(2).filter_map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The example key of GB/T 32918.5, appendix: nobody's secret.
    const SECRET: &str = "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";
    pub(in super::super) const PUBLIC: &str = "sm2:0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020\
        CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";

    fn open(sealed: &[u8]) -> Option<Vec<u8>> {
        opened(&DecryptingKey::from_slice(&hex(SECRET)?).ok()?, sealed)
    }

    #[test]
    fn sm2_and_sm4_gcm_agree_with_their_standards() {
        // GB/T 32918.5, encryption of "encryption standard".
        let sealed = "0404EBFC718E8D1798620432268E77FEB6415E2EDE0E073C0F4F640ECD2E149A73\
            E858F9D81E5430A57B36DAAB8F950A3C64E6EE6A63094D99283AFF767E124DF0\
            59983C18F809E262923C53AEC295D30383B54E39D609D160AFCB1908D0BD8766\
            21886CA989CA9C7D58087307CA93092D651EFA";
        let key = DecryptingKey::from_slice(&hex(SECRET).expect("hex")).expect("a key");
        assert_eq!(key.decrypt(&hex(sealed).expect("hex")).expect("opened"), b"encryption standard");
        // RFC 8998, appendix A.1.
        let cipher = AesGcm::<Sm4, U12>::new_from_slice(&hex("0123456789ABCDEFFEDCBA9876543210").expect("hex"));
        let plain: String =
            ["AA", "BB", "CC", "DD", "EE", "FF", "EE", "AA"].iter().map(|byte| byte.repeat(8)).collect();
        let nonce: [u8; 12] = hex("00001234567800000000ABCD").expect("hex").try_into().expect("twelve");
        let aad = hex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2").expect("hex");
        let payload = Payload { msg: &hex(&plain).expect("hex"), aad: &aad };
        let secret = cipher.expect("a key").encrypt(&nonce.into(), payload).expect("sealed");
        let standard = "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735\
            D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D83DE3541E4C2B58177E065A9BF7B62EC";
        assert_eq!(Some(secret), hex(standard));
    }

    #[test]
    fn only_the_platforms_key_opens_what_was_sealed_and_no_byte_may_change() {
        let seal = super::super::Seal::to(PUBLIC).expect("a recipient");
        let bytes = Personal::new(b"an application".to_vec());
        let sealed = seal.close(&bytes).expect("sealed");
        assert_eq!(sealed.len(), bytes.reveal().len() + HEAD.len() + WRAPPED + 16);
        assert_eq!(open(&sealed).as_ref(), Some(bytes.reveal()));
        assert_ne!(seal.close(&bytes).expect("sealed"), sealed, "no two sealings are alike");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(open(&changed).is_none(), "byte {at}");
        }
    }

    /// Kiosks have such bytes on their disks. If this fails, undo your change; the platform's own test has them too.
    #[test]
    fn what_was_sealed_once_is_opened_for_ever() {
        assert_eq!(hex(SEALED).and_then(|sealed| open(&sealed)).as_deref(), Some(b"an application".as_slice()));
    }

    const SEALED: &str = "796963692D676D310460CF2629CBE5B1197FAF30099F75A49A0F08353E42D704412DDE9350CE4BA6B070CE506E22DBAE\
        9F317E66D0ECFF9C4466D2C2E238195C920FDE3F4A856B6AAAE4FC0BC5E5D19872FA1F762D9E7FF1EC00C2CBDAD99E04\
        D74FE276A69CD191019EC48ED808F28E6DD9FEF6E8E5857FD723DE70923CEFF77CF67A7A0579D7724CF86B6C178C7B6B\
        F104BB0867F199";
}
