//! Which kiosks are let in: one-time tokens, certificates that were given, and those that were taken back.
//!
//! - A token is for one kiosk and one key. The same key with the same token gets the same certificate again, byte for byte,
//!   since its answer may have been lost; another key does not. Tokens are kept as digests.
//! - A certificate begins a week before it is given, so that a machine whose clock is behind takes it, and is to be renewed
//!   when a third of its life is left. For a year after its end it is good for nothing but being renewed: a kiosk that was
//!   switched off for a winter needs nobody. One that was taken back is good for nothing at all.
//! - Where a kiosk has no line, its question comes on a stick and by another kiosk's line: signed with the key of the
//!   certificate that is to be renewed, and good until ten years after its end.
//! - What is given after a certificate is given once: line and stick, asked at the same moment, get the same.
//! - When is said by this platform's clock alone.
//! - Kept in a file of its own, or in a city's database, where every instance sees at once what another did. A certificate is
//!   written down before the token is used up, so that none is out that is unknown here; of two keys that come with one token
//!   at the same moment the database lets one have it.

use crate::{
    identity,
    store::{
        self, cells,
        database::{Database, With},
    },
};
use anyhow::Context;
use rcgen::{
    CertificateSigningRequestParams, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose, PublicKeyData,
    date_time_ymd,
};
use sha2::{Digest, Sha256};
use std::{
    fs,
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

const DAY: u64 = 24 * 60 * 60;
/// How long a certificate lives, from when it was given.
const LIFE: u64 = 365 * DAY;
/// How long before that it begins.
const BACK: u64 = 7 * DAY;
/// How long after its end it can still be renewed.
const GRACE: u64 = 365 * DAY;
/// The same for a question that comes on a stick: a village's kiosk waits for its visitor. What ends it sooner is revocation.
const CARRIED_GRACE: u64 = 10 * 365 * DAY;
/// How long before its end a certificate is renewed by stick: twice as early as over a line, since the next stick may come
/// after months.
const CARRIED_EARLY: u64 = 2 * LIFE / 3;
/// How long a token can be used for the first time.
const TOKEN_LIFE: u64 = 7 * DAY;

/// One instance's register, with its own connection to the database.
pub(crate) struct Register {
    db: Mutex<Box<dyn Database>>,
    ca: Option<(String, KeyPair)>,
    ahead: Arc<AtomicU64>,
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
    /// `ca.key` is missing where the directory was made before there was a register: then nobody is enrolled. `ahead` are the
    /// seconds by which the platform's clock is moved on, for tests: of all its instances alike.
    pub(crate) fn open(dir: &Path, database: Option<&str>, ahead: Arc<AtomicU64>) -> anyhow::Result<Self> {
        let db = Mutex::new(store::register(dir, database)?);
        let ca = match fs::read_to_string(dir.join("ca.key")) {
            Ok(key) => Some((fs::read_to_string(dir.join("ca.pem"))?, KeyPair::from_pem(&key).context("ca.key")?)),
            Err(_) => None,
        };
        Ok(Self { db, ca, ahead })
    }

    /// Makes a token for a kiosk of this name.
    pub(crate) fn invite(&self, kiosk: &str) -> anyhow::Result<String> {
        let mut secret = [0; 16];
        let random = rustls::crypto::ring::default_provider().secure_random;
        random.fill(&mut secret).map_err(|_| anyhow::anyhow!("no randomness"))?;
        let token: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
        let digest = hex(token.as_bytes());
        self.db().execute(
            "INSERT INTO token (sha256, kiosk, ends) VALUES ($1, $2, $3)",
            &[With::Text(&digest), With::Text(kiosk), With::Number(self.now() + TOKEN_LIFE)],
        )?;
        Ok(token)
    }

    /// Takes back every certificate that the kiosk of this name was given.
    pub(crate) fn revoke(&self, kiosk: &str) -> anyhow::Result<u64> {
        self.db().execute("UPDATE certificate SET revoked = 1 WHERE kiosk = $1", &[With::Text(kiosk)])
    }

    /// Moves the platform's clock on.
    pub(crate) fn pass_days(&self, days: u64) {
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
        let Some(known) = Token::find(&**db, &token)?.filter(|known| known.kiosk == kiosk) else {
            return Ok(Err((403, "token_unknown")));
        };
        if let Some(used) = known.used_with(&key) {
            return Ok(used);
        }
        if known.ends <= self.now() {
            return Ok(Err((403, "token_expired")));
        }
        let Some(certificate) = self.sign(&**db, kiosk, request)? else { return Ok(Err((403, "not_here"))) };
        let used = db.execute(
            "UPDATE token SET key = $1, certificate = $2 WHERE sha256 = $3 AND key IS NULL",
            &[With::Text(&key), With::Text(&certificate), With::Text(&token)],
        )?;
        if used == 1 {
            return Ok(Ok((certificate, true)));
        }
        // Another instance was first. The certificate that was signed here goes to nobody.
        let known = Token::find(&**db, &token)?.context("a token is never forgotten")?;
        known.used_with(&key).context("a token that was used has its key")
    }

    /// Renews the certificate that is shown, for the same key.
    pub(crate) fn renew(&self, shown: &[u8], request: &str) -> anyhow::Result<Result<String, Refused>> {
        let Some(request) = read(request) else { return Ok(Err((403, "request_refused"))) };
        let db = self.db();
        let known = "SELECT kiosk, key FROM certificate WHERE sha256 = $1";
        let Some(row) = db.query(known, &[With::Text(&hex(shown))])?.pop() else {
            return Ok(Err((403, "not_enrolled")));
        };
        let [kiosk, key] = cells(row)?;
        if key.text()? != hex(request.public_key.der_bytes()) {
            return Ok(Err((403, "another_key")));
        }
        let next = self.next(&**db, &hex(shown), &kiosk.text()?, request)?;
        Ok(next.map(|(certificate, _)| certificate).ok_or((403, "not_here")))
    }

    /// The same, where another kiosk brought the question: whoever made it has proved that it has this certificate's key.
    /// With whether the certificate was given now.
    pub(crate) fn renew_carried(
        &self,
        certificate: &[u8],
        request: &str,
    ) -> anyhow::Result<Result<(String, bool), Refused>> {
        let Some(request) = read(request) else { return Ok(Err((422, "request_refused"))) };
        let db = self.db();
        let known = "SELECT kiosk, key, ends, revoked FROM certificate WHERE sha256 = $1";
        let Some(row) = db.query(known, &[With::Text(&hex(certificate))])?.pop() else {
            return Ok(Err((422, "not_enrolled")));
        };
        let [kiosk, key, ends, revoked] = cells(row)?;
        let (now, ends) = (self.now(), ends.number()?);
        Ok(match () {
            () if revoked.number()? != 0 => Err((422, "revoked")),
            () if key.text()? != hex(request.public_key.der_bytes()) => Err((422, "another_key")),
            () if now >= ends + CARRIED_GRACE => Err((422, "ended")),
            () if ends > now + CARRIED_EARLY => Err((409, "not_yet")),
            () => self.next(&**db, &hex(certificate), &kiosk.text()?, request)?.ok_or((422, "not_here")),
        })
    }

    /// The certificate after the one with this digest, and whether it was given now. Line and stick may ask for it, both
    /// more than once: as long as it is not to be renewed itself, they get the same.
    fn next(
        &self,
        db: &dyn Database,
        of: &str,
        kiosk: &str,
        request: CertificateSigningRequestParams,
    ) -> anyhow::Result<Option<(String, bool)>> {
        let young = self.now() + LIFE / 3;
        let given = || -> anyhow::Result<Option<String>> {
            let known = "SELECT certificate FROM renewal WHERE of = $1 AND ends > $2";
            let row = db.query(known, &[With::Text(of), With::Number(young)])?.pop();
            row.map(|row| cells(row).and_then(|[certificate]| certificate.text())).transpose()
        };
        if let Some(certificate) = given()? {
            return Ok(Some((certificate, false)));
        }
        let Some(certificate) = self.sign(db, kiosk, request)? else { return Ok(None) };
        let kept = db.execute(
            "INSERT INTO renewal (of, certificate, ends) VALUES ($1, $2, $3) ON CONFLICT (of) DO UPDATE \
             SET certificate = excluded.certificate, ends = excluded.ends WHERE renewal.ends <= $4",
            &[With::Text(of), With::Text(&certificate), With::Number(self.now() + LIFE), With::Number(young)],
        )?;
        if kept == 1 {
            return Ok(Some((certificate, true)));
        }
        // Another instance was first. The certificate that was signed here goes to nobody.
        Ok(Some((given()?.context("what another instance gave")?, false)))
    }

    /// How whoever shows this certificate stands. TLS has checked that our authority gave it.
    pub(crate) fn standing(&self, shown: &[u8]) -> anyhow::Result<Standing> {
        let known = "SELECT ends, revoked FROM certificate WHERE sha256 = $1";
        let Some(row) = self.db().query(known, &[With::Text(&hex(shown))])?.pop() else {
            // The kiosk of the directory's own credentials, which was never enrolled.
            return Ok(Standing::In { renew: false });
        };
        let [ends, revoked] = cells(row)?;
        let (now, ends, is_revoked) = (self.now(), ends.number()?, revoked.number()? != 0);
        Ok(match () {
            () if is_revoked => Standing::Out,
            () if now < ends => Standing::In { renew: ends - now < LIFE / 3 },
            () if now < ends + GRACE => Standing::Ended,
            () => Standing::Out,
        })
    }

    fn sign(
        &self,
        db: &dyn Database,
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
        let at = |second: u64| date_time_ymd(1970, 1, 1) + Duration::from_secs(second);
        (params.not_before, params.not_after) = (at(ends - LIFE - BACK), at(ends));
        let certificate = request.signed_by(&Issuer::from_ca_cert_pem(ca, key)?)?;
        let digest = hex(certificate.der());
        db.execute(
            "INSERT INTO certificate (sha256, kiosk, key, ends) VALUES ($1, $2, $3, $4)",
            &[With::Text(&digest), With::Text(kiosk), With::Text(&public), With::Number(ends)],
        )?;
        Ok(Some(certificate.pem()))
    }

    fn now(&self) -> u64 {
        let now = u64::try_from(jiff::Timestamp::now().as_second()).unwrap_or(0);
        now + self.ahead.load(Ordering::Relaxed)
    }

    fn db(&self) -> MutexGuard<'_, Box<dyn Database>> {
        self.db.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A token that was given out.
struct Token {
    kiosk: String,
    ends: u64,
    /// With which key it was used; empty for none.
    key: String,
    certificate: String,
}

impl Token {
    fn find(db: &dyn Database, digest: &str) -> anyhow::Result<Option<Self>> {
        let known = "SELECT kiosk, ends, coalesce(key, ''), coalesce(certificate, '') FROM token WHERE sha256 = $1";
        let Some(row) = db.query(known, &[With::Text(digest)])?.pop() else { return Ok(None) };
        let [kiosk, ends, key, certificate] = cells(row)?;
        let (kiosk, ends, key, certificate) = (kiosk.text()?, ends.number()?, key.text()?, certificate.text()?);
        Ok(Some(Self { kiosk, ends, key, certificate }))
    }

    /// What this key gets for a token that was used before; `None` for one that was not.
    fn used_with(&self, key: &str) -> Option<Result<(String, bool), Refused>> {
        match self.key.as_str() {
            "" => None,
            known if known == key => Some(Ok((self.certificate.clone(), false))),
            _ => Some(Err((409, "token_used"))),
        }
    }
}

/// Reads a request and checks that whoever made it has its key.
fn read(request: &str) -> Option<CertificateSigningRequestParams> {
    CertificateSigningRequestParams::from_pem(request).ok()
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
