//! A certificate, asked of the platform and printed at once: what is asked, and what comes.
//!
//! - The platform makes it, with its seal and its code, as a PDF. Nothing of it is made here.
//! - It comes in pieces, each the answer to a question of its own; the whole is taken only when its digest is the one that
//!   every piece named. The case stands in every question: asked again, it is the same certificate.
//!
//! Limits: [`MOST_BYTES`] of PDF, [`PIECE`] bytes a piece.

use super::freeze::sha256;
use super::question::{self, FieldV1, HeadV1};
use crate::platform::contract::SubmissionId;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use yici_hardware::Personal;
use zeroize::Zeroizing;

/// The longest certificate.
pub const MOST_BYTES: usize = 512 * 1024;

/// The most bytes that one answer brings.
pub const PIECE: usize = 24 * 1024;

/// What is asked for.
#[derive(Clone)]
pub struct Asked {
    /// The visit, under which the platform knows it again.
    pub case: SubmissionId,
    /// The matter.
    pub matter: String,
    /// Whose it is.
    pub name: Personal,
    /// By which number the person is known.
    pub number: Personal,
    /// Keys of the items chosen.
    pub items: Vec<String>,
    /// What was filled in, by field.
    pub form: Vec<(String, Personal)>,
    /// Key of the delivery.
    pub delivery: String,
}

/// What came of it.
pub enum Issued {
    /// The certificate, to be printed.
    Document(Personal<Vec<u8>>),
    /// It went to the citizen's phone.
    Sent,
    /// The department has no record of which to certify anything.
    NoRecord,
    /// Nobody answered, or not whole.
    Unanswered,
}

/// One answer.
pub enum Piece {
    /// A part of the document.
    Part {
        /// How long the whole is.
        total: usize,
        /// Its SHA-256 in hex.
        digest: String,
        /// The bytes.
        bytes: Personal<Vec<u8>>,
    },
    /// It went to the citizen's phone.
    Sent,
    /// There is no record.
    NoRecord,
}

#[derive(Serialize)]
struct QuestionWire<'a> {
    #[serde(flatten)]
    head: HeadV1<'a>,
    certificate: CertificateWire<'a>,
}

#[derive(Serialize)]
struct CertificateWire<'a> {
    case: String,
    matter: &'a str,
    items: &'a [String],
    form: Vec<FieldV1<'a>>,
    delivery: &'a str,
    /// The first byte wanted.
    from: usize,
}

#[derive(Deserialize)]
struct AnswerWire {
    state: String,
    #[serde(default)]
    total: usize,
    #[serde(default)]
    sha256: String,
    #[serde(default)]
    piece: String,
}

impl Asked {
    /// The question under this id, answered to this key: for the bytes from `from` on.
    pub fn bytes(&self, id: SubmissionId, reply_to: &str, from: usize) -> Personal<Vec<u8>> {
        question::bytes(&QuestionWire {
            head: HeadV1::new(id, reply_to).of(&self.name, &self.number),
            certificate: CertificateWire {
                case: self.case.to_string(),
                matter: &self.matter,
                items: &self.items,
                form: question::fields(&self.form),
                delivery: &self.delivery,
                from,
            },
        })
    }
}

impl Piece {
    /// Reads the answer to the question of this id.
    pub fn read(answer: &[u8], id: SubmissionId) -> Option<Self> {
        let answer: AnswerWire = question::answer(answer, id)?;
        match answer.state.as_str() {
            "sent" => Some(Self::Sent),
            "no_record" => Some(Self::NoRecord),
            "issued" if (1..=MOST_BYTES).contains(&answer.total) => {
                let piece = Zeroizing::new(answer.piece);
                let bytes = Personal::new(STANDARD.decode(piece.as_bytes()).ok()?);
                let fits = (1..=PIECE).contains(&bytes.reveal().len());
                fits.then_some(Self::Part { total: answer.total, digest: answer.sha256, bytes })
            }
            _ => None,
        }
    }
}

/// A document that is being put together.
pub struct Gathering {
    bytes: Personal<Vec<u8>>,
    known: Option<(usize, String)>,
}

impl Default for Gathering {
    /// Nothing yet. All the room is taken at once: a vector that grew would leave copies behind.
    fn default() -> Self {
        Self { bytes: Personal::new(Vec::with_capacity(MOST_BYTES)), known: None }
    }
}

impl Gathering {
    /// How many bytes are here: where the next piece begins.
    pub fn have(&self) -> usize {
        self.bytes.reveal().len()
    }

    /// Takes the next piece in: `None` where it does not belong here, `Some(true)` once the document is whole.
    pub fn take(&mut self, total: usize, digest: String, bytes: &Personal<Vec<u8>>) -> Option<bool> {
        let known = self.known.get_or_insert((total, digest.clone()));
        if *known != (total, digest) || self.bytes.reveal().len() + bytes.reveal().len() > total.min(MOST_BYTES) {
            return None;
        }
        self.bytes.reveal_mut().extend_from_slice(bytes.reveal());
        Some(self.have() == total)
    }

    /// The document, when it is whole and nobody changed it.
    pub fn whole(self) -> Option<Personal<Vec<u8>>> {
        let (total, digest) = self.known?;
        let bytes = self.bytes.reveal();
        (bytes.len() == total && sha256(bytes) == digest && bytes.starts_with(b"%PDF-")).then_some(self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01970000-0000-7000-8000-000000000001";

    fn id() -> SubmissionId {
        ID.parse().expect("an id")
    }

    /// Kiosks ask so from 0.1 on. If it fails, undo your change; never touch the bytes.
    #[test]
    fn the_question_for_a_certificate_v1_is_frozen() {
        let asked = Asked {
            case: "01970000-0000-7000-8000-000000000002".parse().expect("an id"),
            matter: "certificates".into(),
            name: "王小满".into(),
            number: "990101199001010014".into(),
            items: vec!["fund".into()],
            form: vec![("certificate.use".into(), "loan".into())],
            delivery: "print".into(),
        };
        let golden = r#"{"version":1,"id":"01970000-0000-7000-8000-000000000001","reply_to":"age1x","person":{"name":"王小满","number":"990101199001010014"},"certificate":{"case":"01970000-0000-7000-8000-000000000002","matter":"certificates","items":["fund"],"form":[{"field":"certificate.use","value":"loan"}],"delivery":"print","from":24576}}"#;
        assert!(asked.bytes(id(), "age1x", PIECE).reveal() == golden.as_bytes());
    }

    fn answer(rest: &str) -> Option<Piece> {
        Piece::read(format!(r#"{{"version":1,"id":"{ID}",{rest}}}"#).as_bytes(), id())
    }

    #[test]
    fn an_answer_of_another_form_is_none() {
        assert!(matches!(answer(r#""state":"sent""#), Some(Piece::Sent)));
        assert!(matches!(answer(r#""state":"no_record""#), Some(Piece::NoRecord)));
        for rest in [
            r#""state":"issued""#,
            r#""state":"issued","total":9,"sha256":"x","piece":"?""#,
            r#""state":"issued","total":99999999,"sha256":"x","piece":"AP8+""#,
            r#""state":"issued","total":9,"sha256":"x","piece":"""#,
            r#""state":"later""#,
        ] {
            assert!(answer(rest).is_none(), "{rest}");
        }
        assert!(Piece::read(b"<html>", id()).is_none());
    }

    #[test]
    fn a_document_is_taken_whole_or_not_at_all() {
        let pdf = b"%PDF-1.7 a whole certificate";
        let (one, two) = pdf.split_at(10);
        let part = |bytes: &[u8]| Personal::new(bytes.to_vec());
        let mut good = Gathering::default();
        assert_eq!(good.take(pdf.len(), sha256(pdf), &part(one)), Some(false));
        assert_eq!(good.have(), 10);
        assert_eq!(good.take(pdf.len(), sha256(pdf), &part(two)), Some(true));
        assert!(good.whole().is_some_and(|bytes| bytes.reveal() == pdf));

        let mut changed = Gathering::default();
        changed.take(pdf.len(), sha256(pdf), &part(one));
        assert_eq!(changed.take(pdf.len(), sha256(b"other"), &part(two)), None, "another document's piece");
        assert!(changed.whole().is_none());
        let mut wrong = Gathering::default();
        wrong.take(pdf.len(), sha256(b"other"), &part(pdf));
        assert!(wrong.whole().is_none(), "it was changed on the way");
        let mut long = Gathering::default();
        assert_eq!(long.take(5, sha256(pdf), &part(pdf)), None);
        let mut page = Gathering::default();
        page.take(6, sha256(b"<html>"), &part(b"<html>"));
        assert!(page.whole().is_none(), "a login page is no certificate");
    }
}
