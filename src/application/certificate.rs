//! A certificate, asked of the platform and printed at once: what is asked, and what comes.
//!
//! - The platform makes it, with its seal and its code, as a PDF. Nothing of it is made here.
//! - It comes in pieces, each the answer to a question of its own, and each with the platform's signature on the digest of
//!   the whole and on the case ([`SignedCertificate`]). No piece is taken without it, and the whole only when it has the
//!   digest that was signed. The case stands in every question: asked again, it is the same certificate.
//!
//! Limits: [`MOST_BYTES`] of PDF, [`PIECE`] bytes a piece.

use super::question::{self, FieldV1, HeadV1};
use crate::platform::contract::{Digest, NotACertificate, SignedCertificate, SubmissionId};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::VerifyingKey;
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
        /// What the platform signed of the whole.
        signed: SignedCertificate,
        /// The bytes.
        bytes: Personal<Vec<u8>>,
    },
    /// It went to the citizen's phone.
    Sent,
    /// There is no record.
    NoRecord,
}

/// Why an answer is no piece of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAPiece {
    /// Not for this question, or not the contract's form.
    #[error("the answer was not for this question, or of another form; ask the platform's operator")]
    Form,
    /// Not the platform's certificate for this case.
    #[error("{0}, and nothing is printed; ask the platform's operator, and compare `receipt-key` with the platform's")]
    NotSigned(#[from] NotACertificate),
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
    certificate: String,
    #[serde(default)]
    signature: String,
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
    /// Reads the answer to the question of this id, about this case. `key` is that of the platform's receipts.
    ///
    /// # Errors
    /// When it is another's, or not signed by the platform.
    pub fn read(answer: &[u8], id: SubmissionId, case: SubmissionId, key: &VerifyingKey) -> Result<Self, NotAPiece> {
        let answer: AnswerWire = question::answer(answer, id).ok_or(NotAPiece::Form)?;
        match answer.state.as_str() {
            "sent" => Ok(Self::Sent),
            "no_record" => Ok(Self::NoRecord),
            "issued" => {
                let piece = Zeroizing::new(answer.piece);
                let bytes = Personal::new(STANDARD.decode(piece.as_bytes()).map_err(|_| NotAPiece::Form)?);
                let signed = SignedCertificate::verify(&answer.certificate, &answer.signature, key, case)?;
                let fits = (1..=PIECE).contains(&bytes.reveal().len()) && (1..=MOST_BYTES).contains(&signed.length());
                if fits { Ok(Self::Part { signed, bytes }) } else { Err(NotAPiece::Form) }
            }
            _ => Err(NotAPiece::Form),
        }
    }
}

/// A document that is being put together.
pub struct Gathering {
    bytes: Personal<Vec<u8>>,
    known: Option<SignedCertificate>,
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
    pub fn take(&mut self, signed: SignedCertificate, bytes: &Personal<Vec<u8>>) -> Option<bool> {
        let known = *self.known.get_or_insert(signed);
        if known != signed || self.have() + bytes.reveal().len() > signed.length().min(MOST_BYTES) {
            return None;
        }
        self.bytes.reveal_mut().extend_from_slice(bytes.reveal());
        Some(self.have() == signed.length())
    }

    /// The document, when it is whole and nobody changed it.
    pub fn whole(self) -> Option<Personal<Vec<u8>>> {
        let signed = self.known?;
        let bytes = self.bytes.reveal();
        (bytes.len() == signed.length() && Digest::of(bytes) == signed.digest() && bytes.starts_with(b"%PDF-"))
            .then_some(self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signer, SigningKey};

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

    fn key() -> SigningKey {
        SigningKey::from_bytes(&[7; 32])
    }

    /// The platform's signature on a document, and what it signed.
    fn signed(document: &[u8], length: usize) -> (SignedCertificate, String) {
        let text = format!(
            r#"{{"version":1,"kind":"certificate","case":"{ID}","sha256":"{}","length":{length}}}"#,
            Digest::of(document)
        );
        let signature = STANDARD.encode(key().sign(text.as_bytes()).to_bytes());
        let fields = serde_json::json!({ "certificate": text, "signature": signature }).to_string();
        let signed = SignedCertificate::verify(&text, &signature, &key().verifying_key(), id()).expect("signed");
        (signed, fields.trim_matches(['{', '}']).to_owned())
    }

    fn answer(rest: &str) -> Result<Piece, NotAPiece> {
        let answer = format!(r#"{{"version":1,"id":"{ID}",{rest}}}"#);
        Piece::read(answer.as_bytes(), id(), id(), &key().verifying_key())
    }

    #[test]
    fn an_answer_of_another_form_is_none() {
        assert!(matches!(answer(r#""state":"sent""#), Ok(Piece::Sent)));
        assert!(matches!(answer(r#""state":"no_record""#), Ok(Piece::NoRecord)));
        let (_, short) = signed(b"%PDF-", 9);
        let (_, long) = signed(b"%PDF-", MOST_BYTES + 1);
        assert!(answer(&format!(r#""state":"issued",{short},"piece":"AP8+""#)).is_ok());
        for rest in [
            r#""state":"issued""#.to_owned(),
            format!(r#""state":"issued",{short},"piece":"?""#),
            format!(r#""state":"issued",{long},"piece":"AP8+""#),
            format!(r#""state":"issued",{short},"piece":"""#),
            r#""state":"later""#.to_owned(),
        ] {
            assert!(answer(&rest).is_err(), "{rest}");
        }
        assert!(Piece::read(b"<html>", id(), id(), &key().verifying_key()).is_err());
    }

    #[test]
    fn a_piece_without_the_platforms_signature_or_for_another_case_is_none() {
        let (_, fields) = signed(b"%PDF-", 9);
        let issued = |fields: &str| format!(r#"{{"version":1,"id":"{ID}","state":"issued",{fields},"piece":"AP8+"}}"#);
        let read = |fields: &str, case: &str, key: &SigningKey| {
            Piece::read(issued(fields).as_bytes(), id(), case.parse().expect("an id"), &key.verifying_key()).err()
        };
        assert_eq!(read(&fields, ID, &key()), None);
        assert_eq!(read(&fields, ID, &SigningKey::from_bytes(&[8; 32])), Some(NotACertificate::Signature.into()));
        let case = "01970000-0000-7000-8000-000000000002";
        assert_eq!(read(&fields, case, &key()), Some(NotACertificate::OtherCase.into()));
        let longer = fields.replace(":9}", ":8}");
        assert!(longer != fields);
        assert_eq!(read(&longer, ID, &key()), Some(NotACertificate::Signature.into()));
        // As a platform answers that does not sign.
        let unsigned = format!(r#""total":9,"sha256":"{}""#, Digest::of(b"%PDF-"));
        assert_eq!(read(&unsigned, ID, &key()), Some(NotACertificate::Form.into()));
    }

    #[test]
    fn a_document_is_taken_whole_or_not_at_all() {
        let pdf = b"%PDF-1.7 a whole certificate";
        let (one, two) = pdf.split_at(10);
        let part = |bytes: &[u8]| Personal::new(bytes.to_vec());
        let of = |document: &[u8], length| signed(document, length).0;
        let mut good = Gathering::default();
        assert_eq!(good.take(of(pdf, pdf.len()), &part(one)), Some(false));
        assert_eq!(good.have(), 10);
        assert_eq!(good.take(of(pdf, pdf.len()), &part(two)), Some(true));
        assert!(good.whole().is_some_and(|bytes| bytes.reveal() == pdf));

        let mut changed = Gathering::default();
        changed.take(of(pdf, pdf.len()), &part(one));
        assert_eq!(changed.take(of(b"other", pdf.len()), &part(two)), None, "another document's piece");
        assert!(changed.whole().is_none());
        let mut wrong = Gathering::default();
        wrong.take(of(b"other", pdf.len()), &part(pdf));
        assert!(wrong.whole().is_none(), "it was changed on the way");
        let mut long = Gathering::default();
        assert_eq!(long.take(of(pdf, 5), &part(pdf)), None);
        let mut page = Gathering::default();
        page.take(of(b"<html>", 6), &part(b"<html>"));
        assert!(page.whole().is_none(), "a login page is no certificate");
    }
}
