//! The desk at which submissions are handed in: the contract's rules, without HTTP.

use crate::{
    Behaviour, Impostor,
    calls::Calls,
    cases, heads,
    identity::Identity,
    phone,
    provincial::Tokens,
    questions,
    store::{Envelope, Filed, Received, Store},
    tickets,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::Signer;
use rustls::ServerConfig;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::{
    io,
    path::{Component, Path, PathBuf},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// What can be handed in.
const KINDS: [&str; 5] = ["application", "evaluation", "complaint", "supplement", "withdrawal"];

/// An answer: a status and a JSON body.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: String,
}

/// What all desks of a platform share.
pub(crate) struct Office {
    catalog: PathBuf,
    identity: Identity,
    behaviour: Mutex<Behaviour>,
    /// The answer that somebody else was to get.
    answer: Mutex<Option<(u16, Vec<u8>)>>,
    arrived: Condvar,
    arrivals: Mutex<()>,
    /// Tokens that clients of the provincial front were given.
    pub(crate) tokens: Tokens,
    /// Calls for help.
    pub(crate) calls: Calls,
}

/// One instance's desk, with its own connection to the database.
pub(crate) struct Desk {
    office: Arc<Office>,
    store: Mutex<Store>,
}

impl Office {
    pub(crate) fn new(dir: &Path, identity: Identity) -> Self {
        Self {
            catalog: dir.join("catalog"),
            identity,
            behaviour: Mutex::new(Behaviour::Normal),
            answer: Mutex::default(),
            arrived: Condvar::new(),
            arrivals: Mutex::default(),
            tokens: Tokens::default(),
            calls: Calls::default(),
        }
    }

    pub(crate) fn identity_code(&self, name: &str, number: &str, from: i64, nonce: &str) -> String {
        phone::identity_code(&self.identity, name, number, from, nonce)
    }

    /// What a server shows: the platform's own certificate, or another.
    pub(crate) fn tls(&self, impostor: Option<Impostor>) -> anyhow::Result<Arc<ServerConfig>> {
        self.identity.server_config(impostor)
    }

    pub(crate) fn behave(&self, behaviour: Behaviour) {
        *self.behaviour.lock().unwrap_or_else(PoisonError::into_inner) = behaviour;
    }

    /// Keeps an answer back, and gives the one that was kept back before.
    pub(crate) fn swap_answer(&self, answer: (u16, Vec<u8>)) -> Option<(u16, Vec<u8>)> {
        self.answer.lock().unwrap_or_else(PoisonError::into_inner).replace(answer)
    }

    /// How to behave to this request. A refusal is used up by being asked for, unless it is only a ping.
    pub(crate) fn behaviour(&self, is_ping: bool) -> Behaviour {
        let mut behaviour = self.behaviour.lock().unwrap_or_else(PoisonError::into_inner);
        match *behaviour {
            Behaviour::Refuse(_) if is_ping => Behaviour::Normal,
            Behaviour::Refuse(_) => std::mem::replace(&mut *behaviour, Behaviour::Normal),
            _ => behaviour.clone(),
        }
    }

    /// `GET /v1/catalog/{path}`: `None` when there is no such file, or the path leads out of the folder.
    pub(crate) fn catalog_file(&self, path: &str) -> Option<Vec<u8>> {
        let path = Path::new(path);
        let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
        if inside { std::fs::read(self.catalog.join(path)).ok() } else { None }
    }
}

impl Desk {
    pub(crate) fn new(office: Arc<Office>, store: Store) -> Self {
        Self { office, store: Mutex::new(store) }
    }

    /// Signs with the key of the receipts.
    pub(crate) fn sign(&self, text: &str) -> String {
        STANDARD.encode(self.office.identity.receipts.sign(text.as_bytes()).to_bytes())
    }

    pub(crate) fn secret(&self) -> String {
        crate::provincial::secret(self.office.identity.credentials())
    }

    pub(crate) fn office(&self) -> &Office {
        &self.office
    }

    /// `PUT /v1/submissions/{id}`.
    pub(crate) fn take_submission(&self, id: &str, body: &[u8]) -> anyhow::Result<Reply> {
        let Ok(envelope) = serde_json::from_slice::<Envelope>(body) else {
            return Ok(refusal(400, "malformed"));
        };
        if envelope.version != 1 || !KINDS.contains(&envelope.kind.as_str()) {
            return Ok(refusal(400, "version_or_kind"));
        }
        if envelope.id != id {
            return Ok(refusal(422, "id_differs"));
        }
        let digest = hex_digest(body);
        let store = self.store();
        if let Some((known, answer)) = store.known(id)? {
            if known != digest {
                return Ok(refusal(409, "known_with_other_bytes"));
            }
            store.count_put(id)?;
            return Ok(Reply { status: 200, body: answer });
        }
        if let Some(reply) = self.objection(&store, &envelope)? {
            return Ok(reply);
        }
        let case = store.next_case()?;
        let answer = self.receipt(id, &digest, &case);
        let holder = cases::holder(&envelope, &self.office.identity.seal);
        // A complaint is a case as well.
        let kind = if envelope.kind == "complaint" { "application" } else { &envelope.kind };
        store.file(id, &Filed { kind, number: &envelope.number, holder: &holder })?;
        if !store.remember(id, &digest, body, &case, &answer)? {
            // Another instance has just taken it in: its answer is the one that counts.
            return match store.known(id)? {
                Some((known, answer)) if known == digest => Ok(Reply { status: 200, body: answer }),
                _ => Ok(refusal(409, "known_with_other_bytes")),
            };
        }
        // Whoever waits for arrivals counts them in the store.
        drop(store);
        let _arrivals = self.office.arrivals.lock().unwrap_or_else(PoisonError::into_inner);
        self.office.arrived.notify_all();
        Ok(Reply { status: 201, body: answer })
    }

    /// How many bytes of an attachment are here, before `PUT` and `PATCH /v1/submissions/{id}/attachments/{sha256}`.
    /// A whole one is here with all its bytes.
    pub(crate) fn have(&self, id: &str, digest: &str) -> anyhow::Result<u64> {
        self.store().have(id, digest)
    }

    /// Bytes of an attachment, as they come. `false` when they do not belong behind those that are here.
    pub(crate) fn take_bytes(&self, id: &str, digest: &str, at: u64, sealed: &[u8]) -> anyhow::Result<bool> {
        self.store().append(id, digest, at, sealed)
    }

    /// The end of a piece of an attachment that has `total` bytes.
    pub(crate) fn end_piece(&self, id: &str, digest: &str, total: u64) -> anyhow::Result<Reply> {
        let store = self.store();
        let have = store.have(id, digest)?;
        if have < total || store.whole(id, digest)?.is_some() {
            return Ok(Reply { status: 200, body: json!({ "version": 1, "have": have }).to_string() });
        }
        if have > total || store.digest(id, digest)? != digest {
            store.forget(id, digest)?;
            return Ok(refusal(422, "digest_differs"));
        }
        store.close(id, digest, total)?;
        Ok(Reply { status: 201, body: json!({ "version": 1, "have": have }).to_string() })
    }

    pub(crate) fn know(&self, number: &str, known: &str) -> anyhow::Result<()> {
        serde_json::from_str::<serde_json::Value>(known)?;
        self.store().know(number, known)
    }

    /// `PUT /v1/questions/{id}`.
    pub(crate) fn answer_question(&self, id: &str, body: &[u8]) -> anyhow::Result<Reply> {
        // A forger can do everything but sign.
        let forged = self.office.behaviour(true) == Behaviour::Forge;
        let sign = |text: &str| if forged { STANDARD.encode([0; 64]) } else { self.sign(text) };
        questions::answer(&self.store(), &self.office.identity.seal, &self.office.calls, id, body, sign)
    }

    /// `PUT /v1/audit/heads/{row}`.
    pub(crate) fn take_head(&self, row: &str, body: &[u8]) -> anyhow::Result<Reply> {
        heads::take(&self.store(), row, body, |text| self.signed("seal", text))
    }

    /// Every seal of a kiosk's trail.
    pub(crate) fn heads(&self, kiosk: &str) -> anyhow::Result<Vec<String>> {
        self.store().heads(kiosk)
    }

    /// A clerk decides.
    pub(crate) fn decide(&self, number: &str, what: &str, state: &str, day: &str) -> anyhow::Result<()> {
        self.store().decide(number, what, state, day)
    }

    /// Others book all that is left of a slot.
    pub(crate) fn book_out(&self, hall: &str, day: &str, slot: &str) -> anyhow::Result<()> {
        tickets::book_out(&self.store(), hall, day, slot)
    }

    pub(crate) fn forget_submissions(&self) -> anyhow::Result<()> {
        self.store().forget_submissions()
    }

    pub(crate) fn received_ids(&self) -> anyhow::Result<Vec<String>> {
        self.store().received_ids()
    }

    pub(crate) fn received(&self) -> anyhow::Result<Vec<Received>> {
        self.store().received(&self.office.identity.seal)
    }

    pub(crate) fn wait_for(&self, count: u64, timeout: Duration) -> bool {
        let few = |(): &mut ()| self.store().count().is_ok_and(|received| received < count);
        let arrivals = self.office.arrivals.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.office.arrived.wait_timeout_while(arrivals, timeout, few);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    /// What is wrong with what the envelope names or holds, if anything is.
    fn objection(&self, store: &Store, envelope: &Envelope) -> anyhow::Result<Option<Reply>> {
        let (mut missing, mut have) = (Vec::new(), Vec::new());
        for enclosure in &envelope.attachments {
            match store.whole(&envelope.id, &enclosure.sha256)? {
                Some(length) if length == enclosure.length => {}
                Some(_) => return Ok(Some(refusal(422, "length_differs"))),
                None => {
                    missing.push(&enclosure.sha256);
                    have.push(store.have(&envelope.id, &enclosure.sha256)?);
                }
            }
        }
        if !missing.is_empty() {
            let code = "attachments_missing";
            let body = json!({ "version": 1, "code": code, "missing": missing, "have": have }).to_string();
            return Ok(Some(Reply { status: 424, body }));
        }
        let Ok(application) = STANDARD.decode(&envelope.sealed) else {
            return Ok(Some(refusal(400, "malformed")));
        };
        let sealed = envelope.attachments.iter().map(|enclosure| store.read(&envelope.id, &enclosure.sha256));
        let opens = self.office.identity.seal.open(&application).is_ok()
            && sealed.into_iter().all(|sealed| self.opens(sealed).is_ok());
        Ok((!opens).then(|| refusal(422, "cannot_be_opened")))
    }

    fn opens(&self, sealed: impl io::Read) -> anyhow::Result<u64> {
        Ok(io::copy(&mut self.office.identity.seal.open_stream(sealed)?, &mut io::sink())?)
    }

    fn receipt(&self, id: &str, digest: &str, case: &str) -> String {
        let received_at = jiff::Timestamp::now();
        let receipt =
            format!(r#"{{"version":1,"id":"{id}","sha256":"{digest}","case":"{case}","received_at":"{received_at}"}}"#);
        self.signed("receipt", &receipt)
    }

    /// A text and the platform's signature on it.
    fn signed(&self, what: &str, text: &str) -> String {
        let signature = STANDARD.encode(self.office.identity.receipts.sign(text.as_bytes()).to_bytes());
        json!({ what: text, "signature": signature }).to_string()
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A refusal of the contract's form.
pub(crate) fn refusal(status: u16, code: &str) -> Reply {
    Reply { status, body: json!({ "version": 1, "code": code }).to_string() }
}

fn hex_digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
