//! Where drafts lie: a SQLite file of the screen process's own.

use super::key::{Bearer, CardKey, Secret, SecretError, random};
use super::schema;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, params};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use yici_hardware::Personal;

const FILE: &str = "drafts.sqlite";

/// It, its log and its index.
pub(super) const FILES: [&str; 3] = [FILE, "drafts.sqlite-wal", "drafts.sqlite-shm"];

/// How many are kept.
const MOST: u64 = 16;

/// The most bytes of one, before it is padded.
const LARGEST: usize = 64 * 1024;

/// Sizes are rounded up to so many bytes.
const ROUND: usize = 4 * 1024;

/// The first bytes that are authenticated with a draft: the version of the seal.
const HEAD: &str = "yici-draft 1";

/// How far ahead of the clock a draft may be.
const AHEAD: SignedDuration = SignedDuration::from_hours(1);

/// Why drafts do not work. The kiosk serves without them.
#[derive(Debug, thiserror::Error)]
pub enum DraftsError {
    /// The secret.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// The store.
    #[error("drafts cannot be kept: {0}; check the data partition")]
    Sqlite(#[from] rusqlite::Error),
    /// Its file.
    #[error("drafts cannot be kept: {0}; check the data partition")]
    File(#[from] std::io::Error),
    /// Its version.
    #[error("drafts cannot be kept: {0}")]
    Migration(#[from] rusqlite_migration::Error),
    /// Too much.
    #[error("a form is longer than a draft may be and is not kept")]
    TooLarge,
}

/// The store.
pub struct Drafts {
    db: Connection,
    secret: Secret,
    life: SignedDuration,
}

/// A draft that opened.
pub struct Found {
    /// Its place, for going on with it or erasing it.
    pub place: i64,
    /// What was filled in.
    pub content: Personal<Vec<u8>>,
}

impl Drafts {
    /// Opens the store in `folder`, and makes it when it is not there, or damaged. `secret` is this kiosk's half of every
    /// key; `life` how long a draft is kept. Erases what is older.
    pub fn open(folder: &Path, secret: &Path, life: SignedDuration, now: Timestamp) -> Result<Self, DraftsError> {
        let path = folder.join(FILE);
        let db = match open(&path) {
            Ok(db) => db,
            Err(error) => {
                tracing::error!(%error, "the drafts are damaged and are made anew: whoever was cut off begins again");
                for file in FILES {
                    match std::fs::remove_file(folder.join(file)) {
                        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
                        _ => {}
                    }
                }
                open(&path)?
            }
        };
        let mut drafts = Self { db, secret: Secret::open(secret)?, life };
        drafts.erase_old(now)?;
        Ok(drafts)
    }

    /// The key of this card. Takes a tenth of a second, on purpose.
    pub fn key(&self, bearer: &Bearer) -> CardKey {
        self.secret.key(bearer)
    }

    /// The newest draft of this card for the matter in this version, if there is one that is young enough.
    pub fn find(
        &mut self,
        key: &CardKey,
        matter: &str,
        version: &str,
        now: Timestamp,
    ) -> Result<Option<Found>, DraftsError> {
        self.erase_old(now)?;
        let cipher = cipher(key);
        let mut statement = self.db.prepare_cached("SELECT place, nonce, sealed FROM draft ORDER BY kept_at DESC")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (nonce, sealed): (Vec<u8>, Vec<u8>) = (row.get(1)?, row.get(2)?);
            let Ok(nonce) = <[u8; 24]>::try_from(nonce) else { continue };
            let bound = bound(matter, version);
            let payload = Payload { msg: &sealed, aad: bound.as_bytes() };
            if let Ok(content) = cipher.decrypt(XNonce::from_slice(&nonce), payload) {
                return Ok(Some(Found { place: row.get(0)?, content: Personal::new(content) }));
            }
        }
        Ok(None)
    }

    /// Keeps what was filled in, sealed and synced, in place of what stood at `place`; gives the place. `content` is JSON: it
    /// is padded with blanks.
    pub fn keep(
        &mut self,
        place: Option<i64>,
        key: &CardKey,
        matter: &str,
        version: &str,
        content: &Personal<Vec<u8>>,
        now: Timestamp,
    ) -> Result<i64, DraftsError> {
        let length = content.reveal().len();
        if length > LARGEST {
            return Err(DraftsError::TooLarge);
        }
        let mut padded = Personal::new(Vec::with_capacity(length.next_multiple_of(ROUND)));
        padded.reveal_mut().extend_from_slice(content.reveal());
        padded.reveal_mut().resize(length.next_multiple_of(ROUND), b' ');
        let nonce = XNonce::from(random::<24>()?);
        let bound = bound(matter, version);
        let payload = Payload { msg: padded.reveal(), aad: bound.as_bytes() };
        let sealed = cipher(key).encrypt(&nonce, payload).expect("far below the cipher's bound");
        let transaction = self.db.transaction()?;
        // The same place, or a new one where it was erased meanwhile.
        transaction.execute(
            "INSERT OR REPLACE INTO draft (place, kept_at, nonce, sealed) VALUES (?1, ?2, ?3, ?4)",
            params![place, now.as_millisecond(), nonce.as_slice(), sealed],
        )?;
        let place = transaction.last_insert_rowid();
        transaction.execute(
            "DELETE FROM draft WHERE place NOT IN (SELECT place FROM draft ORDER BY kept_at DESC, place DESC LIMIT ?1)",
            [MOST],
        )?;
        transaction.commit()?;
        Ok(place)
    }

    /// Erases a draft: its bytes are overwritten in the file, and the log in which they stood is emptied.
    pub fn erase(&mut self, place: i64) -> Result<(), DraftsError> {
        self.db.execute("DELETE FROM draft WHERE place = ?1", [place])?;
        self.empty_log()
    }

    /// Erases what is older than drafts may be, and what is from the future.
    pub fn erase_old(&mut self, now: Timestamp) -> Result<(), DraftsError> {
        let from = now.saturating_sub(self.life).expect("hours are no calendar units").as_millisecond();
        let until = now.saturating_add(AHEAD).expect("hours are no calendar units").as_millisecond();
        if self.db.execute("DELETE FROM draft WHERE kept_at < ?1 OR kept_at > ?2", [from, until])? > 0 {
            self.empty_log()?;
        }
        Ok(())
    }

    fn empty_log(&self) -> Result<(), DraftsError> {
        Ok(self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }
}

fn cipher(key: &CardKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new((&*key.0).into())
}

/// What a draft is bound to: under another matter or version it does not open.
fn bound(matter: &str, version: &str) -> String {
    format!("{HEAD}\n{matter}\n{version}")
}

fn open(path: &Path) -> Result<Connection, DraftsError> {
    // SQLite would let everybody read it.
    std::fs::OpenOptions::new().create(true).append(true).mode(0o600).open(path)?;
    let mut db = Connection::open(path)?;
    db.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "trusted_schema", false)?;
    db.pragma_update(None, "temp_store", "MEMORY")?;
    db.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))?;
    db.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0)).and_then(|verdict| {
        match verdict.as_str() {
            "ok" => Ok(()),
            _ => Err(rusqlite::Error::InvalidQuery),
        }
    })?;
    schema::migrations().to_latest(&mut db)?;
    Ok(db)
}
