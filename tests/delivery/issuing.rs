//! Certificates that are printed at once, asked for by sealed question over real TLS, piece after piece.

use super::bench::{Bench, connection};
use yici::application::certificate::{Asked, Gathering, NotAPiece, Piece};
use yici::outbox::SubmissionId;
use yici::platform::contract::{NotACertificate, QuestionKind, SealedQuestion};
use yici::platform::{Platform, QueueFault, http};
use yici_hardware::Personal;
use yici_platform::Behaviour;

const MINE: &str = "990101199001010078";

fn fund(case: SubmissionId) -> Asked {
    Asked {
        case,
        matter: "certificates".into(),
        name: "王小满".into(),
        number: MINE.into(),
        items: vec!["fund".into()],
        form: vec![("certificate.use".into(), "loan".into())],
        delivery: "print".into(),
    }
}

type Read = Result<Piece, NotAPiece>;

async fn piece(bench: &Bench, asked: &Asked, from: usize) -> Result<Read, QueueFault> {
    let (id, reply) = (SubmissionId::generate(), bench.seal().reply_key());
    let sealed = bench.seal().close(&asked.bytes(id, &reply.recipient(), from)).expect("sealed");
    let question = SealedQuestion::new(id, QuestionKind::Certificate, &sealed).expect("short");
    let answer = bench.http().put_question(&question).await?.sealed().expect("sealed");
    let key = http::receipt_key(&connection(bench.platform()).receipt_key).expect("a key");
    Ok(Piece::read(reply.open(&answer).expect("for this key").reveal(), id, asked.case, &key))
}

async fn gathered(bench: &Bench, asked: &Asked) -> (Personal<Vec<u8>>, u32) {
    let (mut gathering, mut pieces) = (Gathering::default(), 0);
    loop {
        let Ok(Piece::Part { signed, bytes }) = piece(bench, asked, gathering.have()).await.expect("answered") else {
            panic!("it is issued")
        };
        pieces += 1;
        if gathering.take(signed, &bytes).expect("it belongs here") {
            return (gathering.whole().expect("whole"), pieces);
        }
    }
}

#[tokio::test]
async fn a_certificate_comes_whole_in_pieces_and_the_same_case_gets_the_same_one() {
    let bench = Bench::new();
    let case = SubmissionId::generate();
    let (pdf, pieces) = gathered(&bench, &fund(case)).await;
    assert!(pieces > 1 && pdf.reveal().starts_with(b"%PDF-") && pdf.reveal().ends_with(b"%%EOF\n"), "{pieces} pieces");
    assert!(gathered(&bench, &fund(case)).await.0 == pdf, "asked for again after a lost answer");
    assert!(gathered(&bench, &fund(SubmissionId::generate())).await.0 != pdf, "another case, another number on it");
}

#[tokio::test]
async fn where_there_is_no_record_or_the_phone_has_it_nothing_is_printed() {
    let bench = Bench::new();
    let phone = Asked { delivery: "electronic".into(), ..fund(SubmissionId::generate()) };
    assert!(matches!(piece(&bench, &phone, 0).await, Ok(Ok(Piece::Sent))));
    bench.platform().withhold(MINE, "fund").expect("told");
    assert!(matches!(piece(&bench, &fund(SubmissionId::generate()), 0).await, Ok(Ok(Piece::NoRecord))));
}

/// Whoever could read the question answers it in every particular, and has all keys but the one.
#[tokio::test]
async fn a_certificate_that_the_platform_did_not_sign_is_not_taken() {
    let bench = Bench::new();
    let asked = fund(SubmissionId::generate());
    bench.behave(Behaviour::Forge);
    let forged = piece(&bench, &asked, 0).await.expect("answered");
    assert_eq!(forged.err(), Some(NotACertificate::Signature.into()));
    bench.behave(Behaviour::Normal);
    assert!(matches!(piece(&bench, &asked, 0).await, Ok(Ok(Piece::Part { .. }))));
}

#[tokio::test]
async fn a_login_page_issues_nothing() {
    let bench = Bench::new();
    bench.behave(Behaviour::LoginPage);
    let fault = piece(&bench, &fund(SubmissionId::generate()), 0).await.err().expect("no answer");
    assert!(matches!(fault, QueueFault::NotThePlatform(_)), "{fault}");
}
