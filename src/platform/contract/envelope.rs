//! The envelope: the one body that a submission is handed in with. Made once, stored, never made again.

use super::{Digest, Kind, SubmissionId, VERSION};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Serialize;

/// An envelope and its digest.
#[derive(Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The body, byte for byte as it will be sent.
    pub bytes: Vec<u8>,
    /// The digest that the platform's receipt must name.
    pub digest: Digest,
}

/// What the envelope says of one attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosure {
    /// The digest of the sealed bytes.
    pub digest: Digest,
    /// How many sealed bytes there are.
    pub length: usize,
    /// Its media type, such as `image/jpeg`. In the clear.
    pub media_type: String,
}

/// The order of the fields is part of the contract's frozen bytes.
#[derive(Serialize)]
struct Wire<'a> {
    version: u32,
    id: String,
    kind: &'static str,
    number: &'a str,
    sealed: String,
    attachments: Vec<WireEnclosure<'a>>,
}

#[derive(Serialize)]
struct WireEnclosure<'a> {
    sha256: String,
    length: usize,
    media_type: &'a str,
}

impl Envelope {
    /// Makes the envelope. `sealed` is the sealed application; `number` the number on the citizen's receipt.
    pub fn new(id: SubmissionId, kind: Kind, number: &str, sealed: &[u8], enclosures: &[Enclosure]) -> Self {
        let wire = Wire {
            version: VERSION,
            id: id.to_string(),
            kind: kind.as_str(),
            number,
            sealed: STANDARD.encode(sealed),
            attachments: enclosures
                .iter()
                .map(|enclosure| WireEnclosure {
                    sha256: enclosure.digest.to_string(),
                    length: enclosure.length,
                    media_type: &enclosure.media_type,
                })
                .collect(),
        };
        let bytes = serde_json::to_vec(&wire).expect("text and numbers always have a JSON form");
        let digest = Digest::of(&bytes);
        Self { bytes, digest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kiosks send this from 0.1 on. If it fails, undo your change; never touch the bytes.
    #[test]
    fn envelope_v1_is_frozen() {
        let id = "01890a5d-ac96-774b-bcce-b302099a8057".parse().expect("an id");
        let enclosure = Enclosure { digest: Digest::of(b"abc"), length: 3, media_type: String::from("image/jpeg") };
        let envelope = Envelope::new(id, Kind::Application, "2026010100000017", &[0, 0xff, 0x3e], &[enclosure]);
        let golden = concat!(
            r#"{"version":1,"id":"01890a5d-ac96-774b-bcce-b302099a8057","kind":"application","#,
            r#""number":"2026010100000017","sealed":"AP8+","attachments":[{"sha256":"#,
            r#""ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","#,
            r#""length":3,"media_type":"image/jpeg"}]}"#,
        );
        assert_eq!(String::from_utf8_lossy(&envelope.bytes), golden);
        assert_eq!(envelope.digest, Digest::of(golden.as_bytes()));
    }
}
