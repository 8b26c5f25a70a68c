//! Which kiosks are let in: one-time tokens, certificates that were given, and those that were taken back.
//!
//! - A token is for one kiosk and one key. The same key with the same token gets the same certificate again, byte for byte,
//!   since its answer may have been lost; another key does not. Tokens are kept as digests.
//! - A certificate begins a week before it is given, so that a machine whose clock is behind takes it, and is to be renewed
//!   when a third of its life is left. For a year after its end it is good for nothing but being renewed: a kiosk that was
//!   switched off for a winter needs nobody. One that was taken back is good for nothing at all.
//! - When is said by this platform's clock alone.

use crate::identity;
use anyhow::Context;
use rcgen::{
    CertificateSigningRequestParams, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose, PublicKeyData,
    date_time_ymd,
};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use std::{
    fs,
    path::Path,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

const DAY: i64 = 24 * 60 * 60;
/// How long a certificate lives, from when it was given.
const LIFE: i64 = 365 * DAY;
/// How long before that it begins.
const BACK: i64 = 7 * DAY;
/// How long after its end it can still be renewed.
const GRACE: i64 = 365 * DAY;
/// How long a token can be used for the first time.
const TOKEN_LIFE: i64 = 7 * DAY;

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS token (
    sha256      TEXT PRIMARY KEY,
    kiosk       TEXT NOT NULL,
    ends        INTEGER NOT NULL,
    key         TEXT,
    certificate TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS certificate (
    sha256  TEXT PRIMARY KEY,
    kiosk   TEXT NOT NULL,
    key     TEXT NOT NULL,
    ends    INTEGER NOT NULL,
    revoked INTEGER NOT NULL DEFAULT 0
) STRICT;
";

pub(crate) struct Register {
    db: Mutex<Connection>,
    ca: Option<(String, KeyPair)>,
    /// Seconds by which this platform's clock is moved on, for tests.
    ahead: AtomicI64,
}

/// Whether whoever shows a certificate is let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is.
    In {
        /// And should renew its certificate.
        renew: bool,
    },
    /// Only to renew.
    Ended,
    /// Not at all.
    Out,
}

/// Why there is no certificate: a status and a code.
pub(crate) type Refused = (u16, &'static str);

impl Register {
    /// `ca_key` is missing where the directory was made before there was a register: then nobody is enrolled.
    pub(crate) fn open(dir: &Path) -> anyhow::Result<Self> {
        let db = Connection::open(dir.join("register.sqlite"))?;
        db.execute_batch(SCHEMA)?;
        let ca = match fs::read_to_string(dir.join("ca.key")) {
            Ok(key) => Some((fs::read_to_string(dir.join("ca.pem"))?, KeyPair::from_pem(&key).context("ca.key")?)),
            Err(_) => None,
        };
        Ok(Self { db: Mutex::new(db), ca, ahead: AtomicI64::new(0) })
    }

    /// Makes a token for a kiosk of this name.
    pub(crate) fn invite(&self, kiosk: &str) -> anyhow::Result<String> {
        let mut secret = [0; 16];
        let random = rustls::crypto::ring::default_provider().secure_random;
        random.fill(&mut secret).map_err(|_| anyhow::anyhow!("no randomness"))?;
        let token: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
        self.db().execute(
            "INSERT INTO token (sha256, kiosk, ends) VALUES (?1, ?2, ?3)",
            params![hex(token.as_bytes()), kiosk, self.now() + TOKEN_LIFE],
        )?;
        Ok(token)
    }

    /// Takes back every certificate that the kiosk of this name was given.
    pub(crate) fn revoke(&self, kiosk: &str) -> anyhow::Result<usize> {
        Ok(self.db().execute("UPDATE certificate SET revoked = 1 WHERE kiosk = ?1", [kiosk])?)
    }

    /// Moves the platform's clock on.
    pub(crate) fn pass_days(&self, days: i64) {
        self.ahead.fetch_add(days * DAY, Ordering::Relaxed);
    }

    /// Enrols: the certificate, and whether it was given now.
    pub(crate) fn enrol(
        &self,
        kiosk: &str,
        token: &str,
        request: &str,
    ) -> anyhow::Result<Result<(String, bool), Refused>> {
        let Some(request) = read(request) else { return Ok(Err((422, "request_refused"))) };
        let (token, key) = (hex(token.as_bytes()), hex(request.public_key.der_bytes()));
        let db = self.db();
        let row: Option<(String, i64, Option<String>, Option<String>)> = db
            .query_row("SELECT kiosk, ends, key, certificate FROM token WHERE sha256 = ?1", [&token], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })
            .optional()?;
        match row {
            Some((name, _, Some(known), Some(certificate))) if name == kiosk && known == key => {
                Ok(Ok((certificate, false)))
            }
            Some((name, _, Some(_), _)) if name == kiosk => Ok(Err((409, "token_used"))),
            Some((name, ends, None, _)) if name == kiosk && self.now() < ends => {
                let Some(certificate) = self.sign(&db, kiosk, request)? else { return Ok(Err((403, "not_here"))) };
                db.execute(
                    "UPDATE token SET key = ?2, certificate = ?3 WHERE sha256 = ?1",
                    params![token, key, certificate],
                )?;
                Ok(Ok((certificate, true)))
            }
            Some((name, ..)) if name == kiosk => Ok(Err((403, "token_expired"))),
            _ => Ok(Err((403, "token_unknown"))),
        }
    }

    /// Renews the certificate with this digest, for the same key.
    pub(crate) fn renew(&self, shown: &[u8], request: &str) -> anyhow::Result<Result<String, Refused>> {
        let Some(request) = read(request) else { return Ok(Err((403, "request_refused"))) };
        let db = self.db();
        let known: Option<(String, String)> = db
            .query_row("SELECT kiosk, key FROM certificate WHERE sha256 = ?1", [hex(shown)], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        match known {
            Some((kiosk, key)) if key == hex(request.public_key.der_bytes()) => {
                Ok(self.sign(&db, &kiosk, request)?.ok_or((403, "not_here")))
            }
            Some(_) => Ok(Err((403, "another_key"))),
            None => Ok(Err((403, "not_enrolled"))),
        }
    }

    /// How whoever shows this certificate stands. TLS has checked that our authority gave it.
    pub(crate) fn standing(&self, shown: &[u8]) -> anyhow::Result<Standing> {
        let row: Option<(i64, bool)> = self
            .db()
            .query_row("SELECT ends, revoked FROM certificate WHERE sha256 = ?1", [hex(shown)], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        let now = self.now();
        Ok(match row {
            Some((_, true)) => Standing::Out,
            Some((ends, false)) if now < ends => Standing::In { renew: ends - now < LIFE / 3 },
            Some((ends, false)) if now < ends + GRACE => Standing::Ended,
            Some(_) => Standing::Out,
            // The kiosk of the directory's own credentials, which was never enrolled.
            None => Standing::In { renew: false },
        })
    }

    fn sign(
        &self,
        db: &Connection,
        kiosk: &str,
        mut request: CertificateSigningRequestParams,
    ) -> anyhow::Result<Option<String>> {
        let Some((ca, key)) = &self.ca else { return Ok(None) };
        let public = hex(request.public_key.der_bytes());
        let ends = self.now() + LIFE;
        // Nothing of the request counts but its key.
        let params = &mut request.params;
        *params = identity::named(kiosk, Vec::new())?;
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        let at = |second: i64| date_time_ymd(1970, 1, 1) + Duration::from_secs(u64::try_from(second).unwrap_or(0));
        (params.not_before, params.not_after) = (at(ends - LIFE - BACK), at(ends));
        let certificate = request.signed_by(&Issuer::from_ca_cert_pem(ca, key)?)?;
        db.execute(
            "INSERT OR REPLACE INTO certificate (sha256, kiosk, key, ends) VALUES (?1, ?2, ?3, ?4)",
            params![hex(certificate.der()), kiosk, public, ends],
        )?;
        Ok(Some(certificate.pem()))
    }

    fn now(&self) -> i64 {
        jiff::Timestamp::now().as_second() + self.ahead.load(Ordering::Relaxed)
    }

    fn db(&self) -> MutexGuard<'_, Connection> {
        self.db.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads a request and checks that whoever made it has its key.
fn read(request: &str) -> Option<CertificateSigningRequestParams> {
    CertificateSigningRequestParams::from_pem(request).ok()
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
