//! Where a citizen's cases stand, asked by sealed question over real TLS and over the link.

use super::bench::{Bench, GENEROUS, submission};
use super::link::{Running, client, start};
use serde_json::json;
use std::time::Instant;
use yici::application::freeze::{Photo, Supplement, Withdrawal, supplement, withdrawal};
use yici::application::number;
use yici::application::progress::{self, Asked, Case, Cases, Stage};
use yici::courier::link::LinkError;
use yici::outbox::{HeldAt, Kind, ReplyKey, SubmissionId};
use yici::platform::contract::{QuestionKind, SealedQuestion};
use yici::platform::{Platform, QueueFault};
use yici::text::Language;
use yici_hardware::Personal;
use yici_platform::Behaviour;

const MINE: &str = "990101199001010078";
const ANOTHERS: &str = "990101199102030078";

/// An application as the platform opens it, of the citizen with this number.
fn apply(bench: &mut Bench, holder: &str) -> (SubmissionId, String) {
    let statement = json!({
        "matter": "newborn",
        "items": ["birth-certificate", "household"],
        "form": [{ "field": "applicant.number", "value": holder, "origin": "card" }],
        "promises": [{ "paper": "household-register", "text": "…", "due": "2026-12-21" }],
    });
    let mut one = submission(&json!({ "statement": statement.to_string() }).to_string(), &[]);
    one.number = number::of(one.id);
    bench.outbox.commit(&one, &bench.seal(), bench.now()).expect("committed");
    (one.id, one.number)
}

fn by_number(number: &str) -> Asked {
    Asked { person: None, number: Some(number.into()) }
}

fn by_card(holder: &str) -> Asked {
    Asked { person: Some(("王小满".into(), holder.into())), number: None }
}

/// The question as the screen process seals it, and what opens its answer.
fn sealed(bench: &Bench, asked: &Asked) -> (SubmissionId, SealedQuestion, Box<dyn ReplyKey>) {
    let (id, reply) = (SubmissionId::generate(), bench.seal().reply_key());
    let sealed = bench.seal().close(&asked.bytes(id, &reply.recipient())).expect("sealed");
    (id, SealedQuestion::new(id, QuestionKind::Progress, &sealed).expect("short"), reply)
}

async fn ask(bench: &Bench, asked: &Asked) -> Result<Cases, QueueFault> {
    let (id, question, reply) = sealed(bench, asked);
    let answer = bench.http().put_question(&question).await?.sealed().expect("sealed");
    let opened = reply.open(&answer).expect("for this key");
    Ok(progress::read(opened.reveal(), id).expect("the contract's form"))
}

async fn only(bench: &Bench, number: &str) -> Case {
    let mut cases = ask(bench, &by_number(number)).await.expect("answered");
    assert!(cases.reveal().len() == 1, "one case");
    cases.reveal_mut().remove(0)
}

#[tokio::test]
async fn the_receipt_shows_its_case_and_the_card_shows_its_holders_cases_and_no_others() {
    let mut bench = Bench::new();
    let (_, first) = apply(&mut bench, MINE);
    let (_, second) = apply(&mut bench, MINE);
    let (_, anothers) = apply(&mut bench, ANOTHERS);
    bench.round().await;

    let case = only(&bench, &first).await;
    assert!(case.matter == "newborn" && case.state == Stage::Received && case.may_withdraw);
    assert!(case.items.iter().all(|item| item.state == Stage::Received) && case.items.len() == 2);
    assert!(case.owed.len() == 1 && case.owed[0].paper == "household-register");

    let mine = ask(&bench, &by_card(MINE)).await.expect("answered");
    let numbers: Vec<&str> = mine.reveal().iter().map(|case| case.number.as_str()).collect();
    assert!(numbers == [second.as_str(), first.as_str()], "the newest first, and nobody else's");
    let both = Asked { number: Some(anothers.as_str().into()), ..by_card(MINE) };
    let is_nobodys = ask(&bench, &both).await.expect("answered").reveal().is_empty();
    assert!(is_nobodys, "a number is not enough where it is another's");
    assert!(ask(&bench, &by_card("990101197001010016")).await.expect("answered").reveal().is_empty());
}

#[tokio::test]
async fn what_clerks_decide_comes_back() {
    let mut bench = Bench::new();
    let (_, number) = apply(&mut bench, MINE);
    bench.round().await;
    for (what, state, day) in [
        ("birth-certificate", "ready", "2026-11-23"),
        ("household", "missing_papers", "2026-11-24"),
        ("paper:marriage-certificate", "missing_papers", "2026-12-24"),
    ] {
        bench.platform().decide(&number, what, state, day).expect("decided");
    }
    let case = only(&bench, &number).await;
    assert!(case.state == Stage::MissingPapers && !case.may_withdraw);
    assert!(case.items[0].state == Stage::Ready && case.items[0].on.is_some());
    let mut owed: Vec<&str> = case.owed.iter().map(|owed| owed.paper.as_str()).collect();
    owed.sort_unstable();
    assert!(owed == ["household-register", "marriage-certificate"]);
}

#[tokio::test]
async fn who_has_handed_in_very_often_is_told_of_the_newest_twenty_and_not_of_none() {
    let mut bench = Bench::new();
    for _ in 0..22 {
        apply(&mut bench, MINE);
    }
    bench.round().await;
    assert_eq!(ask(&bench, &by_card(MINE)).await.expect("answered").reveal().len(), 20);
}

#[tokio::test]
async fn a_platform_that_is_not_one_says_nothing_of_a_case() {
    let mut bench = Bench::new();
    let (_, number) = apply(&mut bench, MINE);
    bench.round().await;
    for behaviour in [Behaviour::LoginPage, Behaviour::Rude, Behaviour::CutMidBody, Behaviour::Absent] {
        bench.behave(behaviour.clone());
        let fault = ask(&bench, &by_number(&number)).await.err().expect("no answer");
        let expected = match behaviour {
            Behaviour::LoginPage => matches!(fault, QueueFault::NotThePlatform(_)),
            Behaviour::Rude => fault == QueueFault::Server(500),
            _ => fault == QueueFault::Unreachable,
        };
        assert!(expected, "{fault}");
    }
}

/// The kiosk's own answer, while the platform cannot be asked.
#[tokio::test]
async fn the_outbox_says_where_a_number_is_and_nothing_of_whose_it_is() {
    let mut bench = Bench::new();
    let (_, number) = apply(&mut bench, MINE);
    let place = |bench: &Bench| bench.outbox.held(&number).expect("asked").first().map(|held| held.place);
    assert_eq!(place(&bench), Some(HeldAt::Waiting));
    bench.behave(Behaviour::Refuse(422));
    bench.round().await;
    assert_eq!(place(&bench), Some(HeldAt::SetAside));
    assert_eq!(bench.outbox.held("0000000000000000").expect("asked"), []);

    let (_, number) = apply(&mut bench, MINE);
    bench.round().await;
    let held = bench.outbox.held(&number).expect("asked");
    assert_eq!((held[0].kind, held[0].place), (Kind::Application, HeldAt::Delivered(bench.now())));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_courier_carries_the_question_unread_and_says_when_it_cannot() {
    let mut bench = Bench::new();
    let (_, number) = apply(&mut bench, MINE);
    let Running { socket, stop, task, _dir } = start(&bench);
    let asked = tokio::task::spawn_blocking(move || {
        let mut client = client(&socket);
        client.nudge().expect("an answer");
        assert!(bench.platform().wait_for(1, GENEROUS), "it arrived");
        let until = Instant::now() + GENEROUS;
        let (id, question, reply) = sealed(&bench, &by_number(&number));
        // Until the round has ended, the line is not known to be up.
        let answer = loop {
            match client.question(question.clone()) {
                Ok(answer) => break answer,
                Err(LinkError::Unanswered(_)) => assert!(Instant::now() < until, "it was never asked"),
                Err(error) => panic!("{error}"),
            }
        };
        let opened = reply.open(&answer.sealed().expect("sealed")).expect("for this key");
        let cases = progress::read(opened.reveal(), id).expect("an answer");
        assert!(cases.reveal().len() == 1 && cases.reveal()[0].items.len() == 2);
        bench.behave(Behaviour::Absent);
        let (_, question, _) = sealed(&bench, &by_number(&number));
        assert!(matches!(client.question(question), Err(LinkError::Unanswered(_))));
    });
    asked.await.expect("the screen's side");
    stop.send(()).expect("the courier runs");
    task.await.expect("no panic").expect("no error");
}

const AT: &str = "2026-11-21T10:00:00+08:00";

fn withdraw(bench: &mut Bench, of: &str, holder: &str) {
    let mut one = submission("", &[]);
    (one.kind, one.number) = (Kind::Withdrawal, of.to_owned());
    let holder = ("王小满".into(), holder.into());
    let (id, kiosk, language) = (one.id, "demo-001", Language::Chinese);
    one.bytes = withdrawal(&Withdrawal { id, kiosk, of, language, at: AT, holder: &holder });
    bench.outbox.commit(&one, &bench.seal(), bench.now()).expect("committed");
}

#[tokio::test]
async fn only_the_applicant_takes_a_case_back_and_only_before_it_is_accepted() {
    let mut bench = Bench::new();
    let (_, number) = apply(&mut bench, MINE);
    let (_, accepted) = apply(&mut bench, MINE);
    bench.round().await;
    bench.platform().decide(&accepted, "household", "accepted", "2026-11-23").expect("decided");
    for (of, holder) in [(&number, ANOTHERS), (&accepted, MINE)] {
        withdraw(&mut bench, of, holder);
    }
    bench.round().await;
    assert!(only(&bench, &number).await.state == Stage::Received, "somebody else's word");
    assert!(only(&bench, &accepted).await.state == Stage::Accepted, "too late");
    withdraw(&mut bench, &number, MINE);
    bench.round().await;
    let case = only(&bench, &number).await;
    assert!(case.state == Stage::Withdrawn && !case.may_withdraw && case.owed.is_empty());
}

/// The answer to the first attempt is lost, and the paper may be there before the application that it belongs to.
#[tokio::test]
async fn a_paper_that_was_promised_is_delivered_once_whatever_becomes_of_the_answer() {
    let mut bench = Bench::working().await;
    let picture = b"a household register".to_vec();
    let mut one = submission("", &[&picture]);
    let (application, number) = (submission("", &[]).id, number::of(one.id));
    (one.kind, one.number) = (Kind::Supplement, number.clone());
    let photos = [Photo { paper: "household-register".into(), jpeg: Personal::new(picture.clone()) }];
    let (id, kiosk, language) = (one.id, "demo-001", Language::Chinese);
    one.bytes = supplement(&Supplement { id, kiosk, of: &number, language, at: AT, holder: None, photos: &photos });
    bench.outbox.commit(&one, &bench.seal(), bench.now()).expect("committed");
    bench.behave(Behaviour::CutMidBody);
    bench.later().await;
    bench.behave(Behaviour::Normal);
    bench.later().await;
    bench.later().await;
    let received = bench.received();
    assert_eq!((received.len(), received[0].kind.as_str()), (1, "supplement"));
    assert!(received[0].attachments == [picture] && received[0].number == number);
    assert!(ask(&bench, &by_number(&number)).await.expect("answered").reveal().is_empty(), "no case yet");

    let mut later = submission("", &[]);
    let statement = json!({
        "matter": "newborn", "items": ["household"],
        "form": [{ "field": "applicant.number", "value": MINE, "origin": "card" }],
        "promises": [{ "paper": "household-register", "text": "…", "due": "2026-12-21" }],
    });
    (later.id, later.number) = (application, number.clone());
    later.bytes = Personal::new(json!({ "statement": statement.to_string() }).to_string().into_bytes());
    bench.outbox.commit(&later, &bench.seal(), bench.now()).expect("committed");
    bench.later().await;
    assert!(only(&bench, &number).await.owed.is_empty(), "it was there before");
}
