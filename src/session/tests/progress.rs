//! Where one's cases stand.

use super::*;
use crate::application::progress::{Asked, Case, CaseItem, Cases, OwedPaper, Stage};
use crate::outbox::{Held, HeldAt};
use crate::platform::contract::{Kind, SubmissionId};
use crate::session::view::{PaperProgress, ProgressView, ProgressViewStage};
use jiff::Timestamp;
use jiff::civil::date;
use yici_hardware::Personal;
use yici_hardware::qr_scanner::Scan;

const NUMBER: &str = "1234567890123452";

pub(super) fn cases(state: Stage, owed: &[&str]) -> Cases {
    let item = |key: &str, state| CaseItem { item: key.into(), name: None, state, on: Some(date(2026, 11, 22)) };
    let until = Some(date(2026, 12, 21));
    Personal::new(vec![Case {
        number: NUMBER.into(),
        case: "YC-1".into(),
        matter: "newborn".into(),
        name: None,
        received_at: "2026-11-21T02:00:00Z".parse().expect("a time"),
        state,
        items: vec![item("birth-certificate", state), item("household", Stage::Received)],
        owed: owed.iter().map(|paper| OwedPaper { paper: (*paper).into(), name: None, until }).collect(),
        may_withdraw: state == Stage::Received,
    }])
}

impl Bench {
    fn ask_for_progress(&mut self) -> SubmissionId {
        self.touch(Touch::Start);
        self.touch(Touch::Choose("progress".into()));
        self.visit()
    }

    /// At the case, by card.
    fn look_at(&mut self, cases: Cases) {
        let id = self.ask_for_progress();
        self.on(Event::Card(id, Box::new(sample_card())));
        self.on(Event::Progress(id, Some(cases)));
    }

    fn progress(&self) -> ProgressView {
        match self.view().page {
            PageView::Progress(page) => page,
            _ => panic!("another page"),
        }
    }
}

fn asked(effects: Vec<Effect>) -> Option<Asked> {
    effects.into_iter().find_map(|effect| match effect {
        Effect::AskProgress(_, asked) => Some(*asked),
        _ => None,
    })
}

fn scan(code: &str) -> Scan {
    Scan::new(Personal::new(code.as_bytes().to_vec())).expect("a code")
}

#[test]
fn a_receipts_code_asks_by_its_number_alone_and_no_other_code_does() {
    let mut bench = Bench::new();
    let id = bench.ask_for_progress();
    for other in ["https://elsewhere.example/1234567890123452", "1234567890123453", "11010519491231002X"] {
        let effects = bench.on(Event::Scanned(id, scan(other)));
        assert!(asked(effects).is_none() && bench.progress().trouble, "{other}");
    }
    let effects = bench.on(Event::Scanned(id, scan(&format!("https://platform.example/p/{NUMBER}"))));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::FindHeld(..))), "the outbox is asked too");
    let question = asked(effects).expect("asked");
    assert!(question.number == Some(NUMBER.into()) && question.person.is_none());
    bench.on(Event::Progress(id, Some(cases(Stage::Received, &[]))));
    let case = bench.progress().case.expect("one case is shown at once");
    assert!(!case.can_withdraw && !case.note.is_empty(), "whoever holds the receipt cannot take it back");
}

#[test]
fn a_number_that_was_written_asks_for_the_card_too() {
    let mut bench = Bench::new();
    let id = bench.ask_for_progress();
    bench.touch(Touch::WriteNumber);
    bench.touch(Touch::Write("1234567890123453x9".into()));
    assert!(bench.progress().typed == Personal::from("1234 5678 9012 3453") && bench.progress().complete);
    bench.touch(Touch::Next);
    assert!(bench.progress().trouble, "its last digit does not fit");
    bench.touch(Touch::EraseLast);
    bench.touch(Touch::Write("2".into()));
    bench.touch(Touch::Next);
    assert!(bench.progress().stage == ProgressViewStage::Asking && !bench.progress().takes_codes);
    let question = asked(bench.on(Event::Card(id, Box::new(sample_card())))).expect("asked");
    assert!(
        question.number == Some(NUMBER.into())
            && question.person.is_some_and(|(_, number)| number == sample_card().number)
    );
}

#[test]
fn an_answer_for_somebody_who_has_left_is_shown_to_nobody() {
    let mut bench = Bench::new();
    let gone = bench.ask_for_progress();
    bench.on(Event::Card(gone, Box::new(sample_card())));
    bench.touch(Touch::Leave);
    let effects = bench.touch(Touch::LeaveConfirmed);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Wipe)));
    let id = bench.ask_for_progress();
    bench.on(Event::Progress(gone, Some(cases(Stage::Received, &[]))));
    assert!(bench.progress().stage == ProgressViewStage::Asking && bench.progress().case.is_none());
    bench.on(Event::Card(id, Box::new(sample_card())));
    bench.on(Event::Progress(gone, Some(cases(Stage::Received, &[]))));
    bench.on(Event::Held(
        gone,
        vec![Held { kind: Kind::Application, place: HeldAt::SetAside, committed_at: Timestamp::UNIX_EPOCH }],
    ));
    assert!(bench.progress().stage == ProgressViewStage::Waiting);
    bench.skip(16);
    assert!(bench.progress().stage == ProgressViewStage::Unanswered, "fifteen seconds are enough");
    assert!(!bench.progress().message.contains("工作人员处理"), "what was known of the other number is not told");
}

#[test]
fn without_the_platform_the_kiosk_says_what_it_holds_itself() {
    for (place, says) in [
        (HeldAt::Waiting, "网络恢复后自动送达"),
        (HeldAt::Delivered("2026-11-21T20:00:00Z".parse().expect("a time")), "2026年11月22日送达"),
        (HeldAt::SetAside, "工作人员"),
    ] {
        let mut bench = Bench::new();
        let id = bench.ask_for_progress();
        bench.on(Event::Scanned(id, scan(NUMBER)));
        let held = Held { kind: Kind::Application, place, committed_at: Timestamp::UNIX_EPOCH };
        bench.on(Event::Held(id, vec![held]));
        bench.on(Event::Progress(id, None));
        assert!(bench.progress().message.contains(says), "{}", bench.progress().message);
        assert!(asked(bench.touch(Touch::TryAgain)).is_some());
    }
}

#[test]
fn a_paper_in_whose_place_a_promise_stands_is_not_owed() {
    let catalog = catalog();
    let committed = catalog.matters.iter().find_map(|matter| {
        let commits = |paper: &&crate::catalog::Paper| {
            paper.promise.as_ref().is_some_and(|promise| promise.kind == crate::catalog::PromiseKind::Commit)
        };
        Some((matter.matter.key.clone(), matter.papers.iter().find(commits)?.key.clone()))
    });
    let (matter, paper) = committed.expect("a shipped matter has one");
    let mut owing = cases(Stage::Accepted, &[paper.as_str()]);
    owing.reveal_mut()[0].matter = matter;
    let mut bench = Bench::new();
    bench.look_at(owing);
    let case = bench.progress().case.expect("a case");
    assert!(case.owed.is_empty() && !case.can_top_up);
}

#[test]
fn of_several_cases_one_is_looked_at_and_the_way_back_leads_to_the_others() {
    let mut bench = Bench::new();
    let mut two = cases(Stage::Accepted, &["household-register"]);
    let mut other = two.reveal()[0].clone();
    other.matter = "a-matter-of-another-catalog".into();
    two.reveal_mut().push(other);
    bench.look_at(two);
    let page = bench.progress();
    assert!(page.stage == ProgressViewStage::List && page.cases.len() == 2 && page.case.is_none());
    assert!(page.cases[0].name.contains("新生儿") && page.cases[1].name == "一件申请");
    bench.touch(Touch::Choose("0".into()));
    let case = bench.progress().case.expect("the case");
    assert!(case.owed[0].contains("2026年12月21日前补交") && case.steps.len() == 2, "{:?}", case.owed);
    bench.touch(Touch::Back);
    assert!(bench.progress().stage == ProgressViewStage::List);
    bench.touch(Touch::Choose("1".into()));
    bench.touch(Touch::Next);
    assert!(matches!(bench.view().page, PageView::Thanks));
    let effects = bench.touch(Touch::Next);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Wipe)), "and nothing of it is left");
}

#[test]
fn without_a_scanner_no_code_is_asked_for_and_none_taken() {
    let mut bench = Bench::new();
    let id = bench.ask_for_progress();
    assert!(bench.progress().takes_codes);
    let mut readiness = Readiness::default();
    readiness.set(Device::CardReader, DeviceState::Ready);
    for device in [Device::QrScanner, Device::DocumentCamera] {
        readiness.set(device, DeviceState::NotFitted);
    }
    bench.on(Event::Readiness(readiness));
    assert!(!bench.progress().takes_codes && !bench.progress().message.contains("二维码"));
    assert!(asked(bench.on(Event::Scanned(id, scan(NUMBER)))).is_none());
}

#[test]
fn a_promised_paper_is_brought_sealed_and_receipted_under_the_cases_number() {
    let mut bench = Bench::new();
    bench.look_at(cases(Stage::MissingPapers, &["household-register", "marriage-certificate"]));
    let case = bench.progress().case.expect("a case");
    assert!(case.can_top_up && case.owed.len() == 2 && case.steps.len() == 2);
    let effects = bench.touch(Touch::TopUp);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Camera(Some(_)))));
    let page = |bench: &Bench| match bench.view().page {
        PageView::Papers(page) => page,
        _ => panic!("another page"),
    };
    assert!(page(&bench).deferrable && !page(&bench).complete);
    bench.touch(Touch::TakePicture);
    bench.picture();
    bench.touch(Touch::Keep);
    assert!(page(&bench).deferrable && !page(&bench).complete, "the other may come another time");
    bench.touch(Touch::Defer);
    assert!(page(&bench).complete && page(&bench).papers[1].state == PaperProgress::Deferred);
    let handed_in = committed(bench.touch(Touch::Next)).expect("handed in");
    assert!(handed_in.kind == Kind::Supplement && handed_in.number == NUMBER && handed_in.photos.len() == 1);
    let bytes: serde_json::Value = serde_json::from_slice(handed_in.bytes.reveal()).expect("JSON");
    assert!(bytes["of"] == NUMBER && bytes["papers"][0]["paper"] == "household-register");
    assert!(bytes["holder"]["number"] == sample_card().number.reveal().as_str());

    let effects = bench.on(Event::Committed(handed_in.id));
    assert_eq!(prints(&effects), 1);
    let PageView::Done(done) = bench.view().page else { panic!("another page") };
    assert_eq!(done.number, "1234 5678 9012 3452");
    bench.on(Event::Receipt(handed_in.id, ReceiptOutcome::Printed));
    bench.touch(Touch::Next);
    assert!(matches!(bench.view().page, PageView::Thanks), "the case was evaluated when it was handed in");
}

#[test]
fn the_only_paper_that_is_owed_cannot_be_put_off_again() {
    let mut bench = Bench::new();
    bench.look_at(cases(Stage::MissingPapers, &["household-register"]));
    bench.touch(Touch::TopUp);
    let PageView::Papers(page) = bench.view().page else { panic!("another page") };
    assert!(!page.deferrable);
    bench.touch(Touch::Defer);
    bench.touch(Touch::Next);
    assert!(matches!(bench.view().page, PageView::Papers(_)), "nothing was brought, so nothing is handed in");
    bench.touch(Touch::Back);
    assert!(bench.progress().case.is_some(), "the way back leads to the case");
}

#[test]
fn taking_back_is_asked_about_and_handed_in_once() {
    let mut bench = Bench::new();
    bench.look_at(cases(Stage::Received, &[]));
    assert!(bench.progress().case.expect("a case").can_withdraw);
    assert!(committed(bench.touch(Touch::WithdrawConfirmed)).is_none(), "nobody was asked");
    bench.touch(Touch::Withdraw);
    assert!(bench.progress().confirming);
    bench.touch(Touch::WithdrawCancelled);
    assert!(!bench.progress().confirming && bench.progress().case.is_some());
    bench.touch(Touch::Withdraw);
    let handed_in = committed(bench.touch(Touch::WithdrawConfirmed)).expect("handed in");
    assert!(handed_in.kind == Kind::Withdrawal && handed_in.number == NUMBER && handed_in.photos.is_empty());
    assert_eq!(prints(&bench.on(Event::Committed(handed_in.id))), 1);
    assert!(committed(bench.touch(Touch::WithdrawConfirmed)).is_none());
}

#[test]
fn a_case_that_was_accepted_cannot_be_taken_back() {
    let mut bench = Bench::new();
    bench.look_at(cases(Stage::Accepted, &[]));
    assert!(!bench.progress().case.expect("a case").can_withdraw);
    bench.touch(Touch::Withdraw);
    assert!(!bench.progress().confirming && committed(bench.touch(Touch::WithdrawConfirmed)).is_none());
}

#[test]
fn whoever_is_recognised_is_told_what_is_owed_and_nobody_after() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    let id = bench.visit();
    assert!(bench.view().chrome.news.is_empty());
    bench.on(Event::Progress(SubmissionId::generate(), Some(cases(Stage::Ready, &[]))));
    assert!(bench.view().chrome.news.is_empty(), "somebody else's");
    bench.on(Event::Progress(id, Some(cases(Stage::MissingPapers, &["household-register"]))));
    assert!(bench.view().chrome.news.contains("1件申请要补交材料"), "{}", bench.view().chrome.news);
    bench.touch(Touch::Leave);
    bench.touch(Touch::LeaveConfirmed);
    bench.touch(Touch::Start);
    assert!(bench.view().chrome.news.is_empty());
}

#[test]
fn a_paper_of_several_pages_is_brought_whole() {
    let mut bench = Bench::new();
    bench.look_at(cases(Stage::MissingPapers, &["household-register"]));
    bench.touch(Touch::TopUp);
    for keep in [Touch::KeepAndAdd, Touch::Keep] {
        bench.touch(Touch::TakePicture);
        bench.picture();
        bench.touch(keep);
    }
    let handed_in = committed(bench.touch(Touch::Next)).expect("handed in");
    assert!(handed_in.photos.len() == 2 && handed_in.photos.iter().all(|photo| photo.paper == "household-register"));
}

#[test]
fn a_complaint_is_signed_as_an_application_is_and_of_a_kind_of_its_own() {
    let mut bench = Bench::new();
    for touch in [
        Touch::Start,
        Touch::Choose("complaint".into()),
        Touch::Next,
        Touch::Choose("suggest".into()),
        Touch::Next,
        Touch::Next,
    ] {
        bench.touch(touch);
    }
    bench.lay_card();
    bench.write("applicant.mobile", "13912345678");
    bench.write("complaint.text", "路灯坏了");
    for field in ["complaint.kind", "complaint.office", "complaint.reply"] {
        bench.touch(Touch::Edit(field.into()));
        let PageView::Form(form) = bench.view().page else { panic!("the form") };
        if let Some(option) = form.sheet.and_then(|sheet| sheet.options.first().map(|option| option.key.clone())) {
            bench.touch(Touch::Pick(option.as_str().into()));
        }
        bench.touch(Touch::CloseSheet);
    }
    bench.touch(Touch::Next);
    bench.touch(Touch::Choose("reply".into()));
    for _ in 0..4 {
        bench.touch(Touch::Next);
    }
    bench.sign();
    let handed_in = committed(bench.touch(Touch::Next)).expect("handed in");
    assert_eq!(handed_in.kind, Kind::Complaint);
}
