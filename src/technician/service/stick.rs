//! A technician's stick: a ticket, signed by whoever the settings name, that lets its bearer into the service mode of some
//! kiosks for some days.
//!
//! Whoever has the stick has what it allows, as with a key: it is for few days and few kiosks, and what was done with it is
//! in the audit trail. It cannot be made, changed or prolonged without the authority's key.
//!
//! Limits: 4 KiB of ticket, which a hundred kiosks fit into; looked for every two seconds.

use crate::audit::Role;
use crate::session::Event;
use crate::session::service::{News, StickFault};
use crate::shelf::author;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::pkcs8::DecodePrivateKey;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;
use zeroize::Zeroizing;

/// The ticket's name on the stick.
pub const TICKET: &str = "yici-service.json";
/// The most of it that is read.
const LONGEST: u64 = 4 * 1024;
/// Between two looks.
const LOOKS: Duration = Duration::from_secs(2);

/// What a stick allows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ticket {
    /// Version of this form: 1.
    pub ticket: u32,
    /// As whom.
    pub role: Role,
    /// The kiosks' names; `*` for every one.
    pub kiosks: Vec<String>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Signed {
    /// The ticket's text, to the byte that was signed.
    ticket: String,
    signature: String,
}

impl Ticket {
    /// The file that lets in.
    pub fn sign(&self, key: &SigningKey) -> String {
        let ticket = serde_json::to_string(self).expect("words and days are always JSON");
        let signature = STANDARD.encode(key.sign(ticket.as_bytes()).to_bytes());
        serde_json::to_string(&Signed { ticket, signature }).expect("two texts are always JSON") + "\n"
    }
}

/// As whom the file lets in, at this kiosk, today.
///
/// # Errors
/// What is wrong with it. The signature is judged before a word of it is believed.
pub fn judge(file: &str, authority: &VerifyingKey, kiosk: &str, today: Date) -> Result<Role, StickFault> {
    let signed: Signed = serde_json::from_str(file).map_err(|_| StickFault::Form)?;
    let signature = STANDARD.decode(&signed.signature).map_err(|_| StickFault::Form)?;
    let signature = Signature::from_slice(&signature).map_err(|_| StickFault::Form)?;
    authority.verify_strict(signed.ticket.as_bytes(), &signature).map_err(|_| StickFault::Signature)?;
    let ticket: Ticket = serde_json::from_str(&signed.ticket).map_err(|_| StickFault::Form)?;
    if ticket.ticket != 1 {
        return Err(StickFault::Form);
    }
    if !ticket.kiosks.iter().any(|name| name == "*" || name == kiosk) {
        return Err(StickFault::Kiosk);
    }
    if !(ticket.from..=ticket.until).contains(&today) {
        return Err(StickFault::Expired);
    }
    Ok(ticket.role)
}

/// Reads the authority's public half, as `yici services new-key` makes it.
///
/// # Errors
/// In words for a technician.
pub fn authority(file: &Path) -> Result<VerifyingKey, String> {
    let not = || format!("{}: not the public half of a key that `yici services new-key` made", file.display());
    // Read by the library that wrote it, which gives the algorithm a parameter that the strict reader does not take.
    let key = author::read_public(file).map_err(|_| not())?;
    let bytes = key.as_bytes().try_into().map_err(|_| not())?;
    VerifyingKey::from_bytes(bytes).map_err(|_| not())
}

/// Reads the authority's private half.
///
/// # Errors
/// In words for whoever signs.
pub fn signer(file: &Path) -> Result<SigningKey, String> {
    let key = SigningKey::from_pkcs8_der(&line(file)?);
    key.map_err(|_| format!("{}: not the private half of a key that `yici services new-key` made", file.display()))
}

fn line(file: &Path) -> Result<Zeroizing<Vec<u8>>, String> {
    let text = std::fs::read_to_string(file).map(Zeroizing::new);
    let text = text.map_err(|error| format!("{}: {error}", file.display()))?;
    STANDARD.decode(text.trim()).map(Zeroizing::new).map_err(|_| format!("{}: no line of Base64", file.display()))
}

/// Looks for a stick until it is dropped.
pub(super) struct Watch {
    _stop: Sender<()>,
}

impl Watch {
    /// Tells of each stick that comes and goes in `folder`. `today` is asked at each look.
    pub(super) fn start(
        folder: PathBuf,
        authority: VerifyingKey,
        kiosk: String,
        today: impl Fn() -> Date + Send + 'static,
        report: Arc<dyn Fn(Event) + Send + Sync>,
    ) -> Self {
        let (stop, stopped) = channel::<()>();
        std::thread::spawn(move || {
            let mut seen: Option<(String, Result<Role, StickFault>)> = None;
            while stopped.recv_timeout(LOOKS) == Err(RecvTimeoutError::Timeout) {
                let found = read(&folder.join(TICKET));
                let found = found.map(|text| {
                    let judged = judge(&text, &authority, &kiosk, today());
                    (text, judged)
                });
                if found == seen {
                    continue;
                }
                // The same stick judged otherwise is one whose days have come, or a clock that was set.
                if seen.as_ref().is_some_and(|(_, judged)| judged.is_ok()) {
                    report(Event::Service(News::StickOut));
                }
                if let Some((_, judged)) = &found {
                    report(Event::Service(News::StickIn(*judged)));
                }
                seen = found;
            }
        });
        Self { _stop: stop }
    }
}

/// The file's text; `None` where there is none. One that is too long, or no text, is an empty one: no ticket.
fn read(file: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    File::open(file).ok()?.take(LONGEST + 1).read_to_end(&mut bytes).ok()?;
    let whole = u64::try_from(bytes.len()).is_ok_and(|length| length <= LONGEST);
    Some(String::from_utf8(bytes).ok().filter(|_| whole).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn key() -> SigningKey {
        SigningKey::from_bytes(&[9; 32])
    }

    fn ticket() -> Ticket {
        Ticket {
            ticket: 1,
            role: Role::Technician,
            kiosks: vec!["site-001".into()],
            from: date(2026, 11, 20),
            until: date(2026, 11, 22),
        }
    }

    fn try_it(file: &str) -> Result<Role, StickFault> {
        judge(file, &key().verifying_key(), "site-001", date(2026, 11, 21))
    }

    #[test]
    fn a_signed_ticket_lets_in_at_its_kiosks_on_its_days_and_nowhere_else() {
        let file = ticket().sign(&key());
        assert_eq!(try_it(&file), Ok(Role::Technician));
        let at = |kiosk, day| judge(&file, &key().verifying_key(), kiosk, day);
        assert_eq!(at("site-002", date(2026, 11, 21)), Err(StickFault::Kiosk));
        assert_eq!(at("site-001", date(2026, 11, 19)), Err(StickFault::Expired));
        assert_eq!(at("site-001", date(2026, 11, 23)), Err(StickFault::Expired));
        assert_eq!(at("site-001", date(2026, 11, 22)), Ok(Role::Technician));
    }

    #[test]
    fn every_changed_byte_of_a_ticket_is_refused() {
        let file = ticket().sign(&key());
        for place in 0..file.len() - 1 {
            for flip in [0x01, 0x02, 0x20] {
                let mut bytes = file.clone().into_bytes();
                bytes[place] ^= flip;
                let changed = String::from_utf8_lossy(&bytes);
                assert!(try_it(&changed).is_err(), "byte {place} ^ {flip}: {changed}");
            }
        }
    }

    #[test]
    fn another_key_or_a_future_form_lets_nobody_in() {
        assert_eq!(try_it(&ticket().sign(&SigningKey::from_bytes(&[8; 32]))), Err(StickFault::Signature));
        assert_eq!(try_it(&Ticket { ticket: 2, ..ticket() }.sign(&key())), Err(StickFault::Form));
        assert_eq!(try_it("<html>"), Err(StickFault::Form));
    }

    #[test]
    fn both_halves_of_a_key_that_was_made_for_it_are_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let private = folder.path().join("service");
        let public = author::make_key(&private).expect("a key");
        let file = ticket().sign(&signer(&private).expect("the private half"));
        let authority = authority(&public).expect("the public half");
        assert_eq!(judge(&file, &authority, "site-001", date(2026, 11, 21)), Ok(Role::Technician));
    }

    /// Sticks are signed so from 0.1 on. If it fails, undo your change.
    #[test]
    fn ticket_v1_is_frozen() {
        let signed: Signed = serde_json::from_str(&ticket().sign(&key())).expect("JSON");
        let golden =
            r#"{"ticket":1,"role":"technician","kiosks":["site-001"],"from":"2026-11-20","until":"2026-11-22"}"#;
        assert_eq!(signed.ticket, golden);
    }
}
