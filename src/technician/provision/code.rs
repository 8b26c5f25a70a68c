//! One kiosk's row as a code on paper, held to the scanner of a kiosk that is not set up yet.
//!
//! `YICI-SETUP1:` payload `.` digest, both in Base64 for addresses without padding. The payload is JSON, `name`, `token` and
//! `set`; the digest is the first twelve bytes of the SHA-256 of everything before the point, so that half a code, or one
//! that a scanner garbled, is told from a whole one. ASCII alone: scanners guess at the encoding of anything else.
//!
//! - **A code is as good as the token in it**, that is, as a key: whoever photographs it can be this kiosk, once.
//! - It is not signed. Whoever stands before a kiosk without settings can as well write everything by hand, and what the
//!   kiosk believes (authorities, keys, whose matters) is in its image, where no code reaches: a code may set only what
//!   [`may_set`] lets it. A forged one makes a kiosk that the platform does not enrol.
//!
//! Limits: [`MOST`] characters, which a camera of a kiosk reads from a hand's length.

use super::Row;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Characters of a code.
pub const MOST: usize = 1_000;
/// What it begins with, with its version.
const BEGINS: &str = "YICI-SETUP1:";
/// Bytes of the digest.
const DIGEST: usize = 12;

/// Why a kiosk does not fit into a code. For who prepares it.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotForACode {
    /// A key that decides whom the kiosk believes or what it runs.
    #[error("a code may not set `{0}`; put it into the common settings, or give this kiosk a stick")]
    Key(String),
    /// Too much.
    #[error("it would need {0} characters, more than {MOST}; shorten the site's name, or give this kiosk a stick")]
    Long(usize),
}

/// Why what was held to the scanner sets nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotACode {
    /// Another code: of a phone, of a receipt.
    Other,
    /// A code of this kind that did not arrive whole.
    Garbled,
    /// A whole one that sets what no code may.
    Forbidden,
}

/// The payload. Frozen: what is on paper is read for years.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    name: String,
    token: String,
    set: Vec<(String, String)>,
}

/// Whether a code may set this key: who and where the kiosk is, its panel, its hours, its line, and where its devices hang; never
/// whom it believes and never what it runs.
fn may_set(key: &str) -> bool {
    const DEVICES: [&str; 8] = [
        "card-reader",
        "receipt-printer",
        "document-camera",
        "face-camera",
        "qr-scanner",
        "social-card-reader",
        "document-printer",
        "signature-pad",
    ];
    const OF_A_DEVICE: [&str; 5] = ["port", "baud", "reader", "address", "presenter"];
    match key.split_once('.') {
        Some(("kiosk" | "display" | "idle" | "line" | "wifi" | "sim", _)) => true,
        Some((device, part)) if DEVICES.contains(&device) => OF_A_DEVICE.contains(&part),
        _ => key == "platform.url" || key == "update.quiet-hours",
    }
}

/// The text of a kiosk's code.
///
/// # Errors
/// When the kiosk has what no code carries.
pub fn write(row: &Row) -> Result<String, NotForACode> {
    if let Some((key, _)) = row.set.iter().find(|(key, _)| !may_set(key)) {
        return Err(NotForACode::Key(key.clone()));
    }
    let wire = Wire { name: row.name.clone(), token: row.token.clone(), set: row.set.clone() };
    let payload = serde_json::to_vec(&wire).expect("text always has a JSON form");
    let head = format!("{BEGINS}{}", URL_SAFE_NO_PAD.encode(payload));
    let code = format!("{head}.{}", digest(&head));
    if code.len() > MOST { Err(NotForACode::Long(code.len())) } else { Ok(code) }
}

/// The kiosk of a code.
///
/// # Errors
/// When it is none.
pub fn read(code: &[u8]) -> Result<Row, NotACode> {
    let Some(code) = std::str::from_utf8(code).ok().map(str::trim).filter(|code| code.starts_with(BEGINS)) else {
        return Err(NotACode::Other);
    };
    let whole = code.rsplit_once('.').filter(|(head, said)| code.len() <= MOST && digest(head) == *said);
    let (head, _) = whole.ok_or(NotACode::Garbled)?;
    let payload = URL_SAFE_NO_PAD.decode(&head[BEGINS.len()..]).map_err(|_| NotACode::Garbled)?;
    let Wire { name, token, set } = serde_json::from_slice(&payload).map_err(|_| NotACode::Garbled)?;
    if set.iter().all(|(key, _)| may_set(key)) { Ok(Row { name, token, set }) } else { Err(NotACode::Forbidden) }
}

fn digest(head: &str) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(head)[..DIGEST])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Row {
        let set = [("kiosk.site.zh", "幸福村服务点"), ("card-reader.port", "/dev/ttyS1")];
        Row {
            name: "village-001".into(),
            token: "7Fq2-xW9".into(),
            set: set.map(|(key, value)| (key.into(), value.into())).to_vec(),
        }
    }

    const GOLDEN: &str = concat!(
        "YICI-SETUP1:eyJuYW1lIjoidmlsbGFnZS0wMDEiLCJ0b2tlbiI6IjdGcTIteFc5Iiwic2V0IjpbWyJraW9zay5zaXRlLnpoIiwi",
        "5bm456aP5p2R5pyN5Yqh54K5Il0sWyJjYXJkLXJlYWRlci5wb3J0IiwiL2Rldi90dHlTMSJdXX0.csZAtLfmDEcII7ms",
    );

    /// Codes like this one are on paper from 0.4 on. If it fails, undo your change.
    #[test]
    fn a_code_v1_is_frozen() {
        assert_eq!(write(&sample()).as_deref(), Ok(GOLDEN));
        assert!(read(format!("{GOLDEN}\r\n").as_bytes()).is_ok_and(|row| row == sample()), "as a scanner sends it");
    }

    #[test]
    fn a_code_that_did_not_arrive_whole_sets_nothing() {
        for end in 12..GOLDEN.len() {
            assert!(read(&GOLDEN.as_bytes()[..end]).err() == Some(NotACode::Garbled), "{end} of its characters");
        }
        let mut turned = GOLDEN.as_bytes().to_vec();
        turned.swap(20, 21);
        assert!(read(&turned).err() == Some(NotACode::Garbled));
    }

    #[test]
    fn another_code_is_told_from_a_broken_one() {
        for other in ["https://platform.example/p/1", "YICI1:abc.def", "", "\u{0}"] {
            assert!(read(other.as_bytes()).err() == Some(NotACode::Other), "{other}");
        }
        assert!(read(&[0xff, 0xfe]).err() == Some(NotACode::Other));
    }

    #[test]
    fn no_code_says_whom_the_kiosk_believes_or_what_it_runs() {
        for key in [
            "platform.authority",
            "platform.seal-key",
            "catalog.unsigned",
            "catalog.root",
            "service.technician-pin",
            "voice.command",
            "portrait.command",
            "sound.command",
            "forms.program",
            "folders.state",
            "card-reader.driver",
        ] {
            let row = Row { set: vec![(key.into(), "x".into())], ..sample() };
            assert_eq!(write(&row), Err(NotForACode::Key(key.into())));
            let wire = Wire { name: row.name, token: row.token, set: row.set };
            let head = format!("{BEGINS}{}", URL_SAFE_NO_PAD.encode(serde_json::to_vec(&wire).expect("JSON")));
            let forged = format!("{head}.{}", digest(&head));
            assert!(read(forged.as_bytes()).err() == Some(NotACode::Forbidden), "{key}");
        }
    }

    #[test]
    fn what_is_too_long_for_paper_is_refused_by_length() {
        let row = Row { set: vec![("kiosk.site.zh".into(), "村".repeat(400))], ..sample() };
        assert!(matches!(write(&row), Err(NotForACode::Long(_))));
    }
}
