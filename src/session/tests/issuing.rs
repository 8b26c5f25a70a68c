//! A certificate: asked of the platform, printed, and kept nowhere.

use super::*;
use crate::application::certificate::{Asked, Issued};
use crate::platform::contract::SubmissionId;
use crate::session::view::IssuingProgress;
use yici_hardware::Personal;

const PDF: &[u8] = b"%PDF-1.4 a certificate";

/// To the certificate's page, and what was asked for.
fn asking() -> (Bench, Asked) {
    let mut bench = Bench::new();
    bench.on(Event::Line(Line::Up));
    for touch in [
        Touch::Start,
        Touch::Choose("certificates".into()),
        Touch::Next,
        Touch::Choose("fund".into()),
        Touch::Next,
        Touch::Choose("all".into()),
        Touch::Next,
        Touch::Next,
    ] {
        bench.touch(touch);
    }
    bench.lay_card();
    bench.touch(Touch::Edit("certificate.use".into()));
    bench.touch(Touch::Pick("loan".into()));
    bench.touch(Touch::CloseSheet);
    bench.write("certificate.copies", "2");
    bench.touch(Touch::Next);
    bench.touch(Touch::Choose("print".into()));
    for _ in 0..4 {
        let effects = bench.touch(Touch::Next);
        if let Some(asked) = asked(effects) {
            return (bench, asked);
        }
    }
    panic!("nothing was asked for")
}

fn asked(effects: Vec<Effect>) -> Option<Asked> {
    effects.into_iter().find_map(|effect| match effect {
        Effect::AskCertificate(asked) => Some(*asked),
        _ => None,
    })
}

fn printed(effects: &[Effect]) -> Option<(SubmissionId, u8)> {
    effects.iter().find_map(|effect| match effect {
        Effect::PrintDocument(id, pdf, copies) if pdf.reveal() == PDF => Some((*id, *copies)),
        _ => None,
    })
}

fn document() -> Issued {
    Issued::Document(Personal::new(PDF.to_vec()))
}

fn shown(bench: &Bench) -> (IssuingProgress, bool) {
    let PageView::Issuing(page) = bench.view().page else { panic!("the certificate's page") };
    (page.progress, page.can_try_again)
}

#[test]
fn without_the_line_no_certificate_is_begun_and_the_home_page_says_so() {
    let mut bench = Bench::new();
    bench.touch(Touch::Start);
    let closed = |bench: &Bench| {
        let PageView::Home(page) = bench.view().page else { panic!("home") };
        page.matters.into_iter().find(|tile| tile.key == "certificates").expect("shipped").closed
    };
    assert!(closed(&bench).is_some_and(|why| why.contains("网络不通")));
    bench.on(Event::Line(Line::Resting));
    assert_eq!(closed(&bench).as_deref(), Some("本机这个时间不联网，暂时开不了证明"), "not a fault, and not now");
    bench.on(Event::Line(Line::Up));
    assert_eq!(closed(&bench), None);
}

#[test]
fn a_certificate_is_printed_as_often_as_it_was_wanted_and_nothing_is_handed_in() {
    let (mut bench, asked) = asking();
    assert!(asked.case == bench.visit() && asked.items == ["fund"] && asked.delivery == "print");
    assert!(asked.number == sample_card().number && asked.name == sample_card().name);
    assert_eq!(shown(&bench).0, IssuingProgress::Asking);
    assert!(!bench.view().chrome.can_go_back && !bench.view().chrome.can_leave, "it is on its way");
    let effects = bench.on(Event::Certificate(asked.case, document()));
    assert_eq!(printed(&effects), Some((asked.case, 2)));
    assert!(committed(effects).is_none());
    bench.on(Event::Document(asked.case, DocumentOutcome::Printed));
    assert_eq!(shown(&bench), (IssuingProgress::Done, false));
    bench.touch(Touch::Next);
    assert!(matches!(bench.view().page, PageView::Evaluate(_)) && bench.session.state.visit().is_none());
}

#[test]
fn what_does_not_come_is_said_and_asked_for_again_under_the_same_case() {
    let (mut bench, first) = asking();
    bench.skip(60);
    assert_eq!(shown(&bench), (IssuingProgress::Trouble, true));
    assert!(printed(&bench.on(Event::Certificate(first.case, document()))).is_none(), "it comes too late");
    let again = asked(bench.touch(Touch::TryAgain)).expect("asked again");
    assert!(again.case == first.case, "it is the same certificate");
    bench.on(Event::Certificate(first.case, Issued::NoRecord));
    assert_eq!(shown(&bench), (IssuingProgress::Trouble, false));
    bench.touch(Touch::Back);
    assert!(matches!(bench.view().page, PageView::Review(_)), "what was filled in can be checked");
}

#[test]
fn a_print_that_failed_is_printed_again_without_being_asked_for() {
    let (mut bench, first) = asking();
    bench.on(Event::Certificate(first.case, document()));
    bench.on(Event::Document(first.case, DocumentOutcome::Failed));
    assert_eq!(shown(&bench), (IssuingProgress::Trouble, true));
    let effects = bench.touch(Touch::TryAgain);
    assert_eq!(printed(&effects), Some((first.case, 2)));
    assert!(asked(effects).is_none());
}

#[test]
fn a_certificate_that_comes_for_somebody_who_has_left_is_printed_for_nobody() {
    let (mut bench, gone) = asking();
    bench.skip(60);
    bench.touch(Touch::Leave);
    bench.touch(Touch::LeaveConfirmed);
    assert!(printed(&bench.on(Event::Certificate(gone.case, document()))).is_none());
    let (mut bench, _) = asking();
    assert!(printed(&bench.on(Event::Certificate(gone.case, document()))).is_none());
}

#[test]
fn a_certificate_in_the_tray_is_reminded_of_twice_and_then_recorded() {
    use yici_hardware::{Edge, Input, Output};
    let (mut bench, asked) = asking();
    let effects = bench.on(Event::Certificate(asked.case, document()));
    let lit = |effect: &Effect| matches!(effect, Effect::Lamps(lamps) if lamps.contains(&Output::PaperLight));
    assert!(effects.iter().any(lit), "where it comes out");
    bench.on(Event::Sensor(Edge { input: Input::PaperInTray, active: true }));
    bench.on(Event::Document(asked.case, DocumentOutcome::Printed));
    bench.touch(Touch::Next);
    assert_eq!(bench.view().chrome.reminder, Some(Reminder::Document));
    bench.touch(Touch::Reminded);
    bench.touch(Touch::Next);
    assert!(matches!(bench.view().page, PageView::Evaluate(_)), "nobody is held");
    bench.touch(Touch::Skip);
    let effects = bench.touch(Touch::Next);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Record(audit::Event::DocumentLeft))));
}

#[test]
fn a_certificate_that_is_taken_is_not_reminded_of() {
    use yici_hardware::{Edge, Input};
    let (mut bench, asked) = asking();
    bench.on(Event::Certificate(asked.case, document()));
    bench.on(Event::Sensor(Edge { input: Input::PaperInTray, active: true }));
    bench.on(Event::Document(asked.case, DocumentOutcome::Printed));
    bench.skip(15);
    assert_eq!(bench.view().chrome.reminder, Some(Reminder::Document), "it lies there for long");
    bench.on(Event::Sensor(Edge { input: Input::PaperInTray, active: false }));
    assert_eq!(bench.view().chrome.reminder, None);
    bench.touch(Touch::Next);
    assert!(matches!(bench.view().page, PageView::Evaluate(_)));
}
