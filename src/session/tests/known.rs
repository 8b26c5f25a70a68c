//! What the platform knows of a citizen: filled in, shown with where it comes from, never forced, never in the way.

use super::*;
use crate::application::known::{Known, KnownPapers};
use crate::application::{Entry, Origin};
use crate::platform::contract::SubmissionId;
use crate::session::view::{FormView, PaperProgress, PapersView};

fn known() -> Box<Known> {
    let entry = |value: &str, origin| Entry { value: value.into(), origin };
    Box::new(Known {
        fields: vec![
            ("applicant.mobile".into(), entry("13700001234", Origin::Platform)),
            ("spouse.name".into(), entry("周小禾", Origin::Earlier)),
        ],
        papers: KnownPapers::from([(("household-register".into(), "applicant".into()), Origin::Licence)]),
    })
}

fn asked(effects: &[Effect]) -> Option<SubmissionId> {
    effects.iter().find_map(|effect| match effect {
        Effect::AskKnown(visit, _) => Some(*visit),
        _ => None,
    })
}

fn form(bench: &Bench) -> FormView {
    let PageView::Form(page) = bench.view().page else { panic!("the form") };
    page
}

fn papers(bench: &Bench) -> PapersView {
    let PageView::Papers(page) = bench.view().page else { panic!("the papers") };
    page
}

/// With the line up, at the form, and nothing answered yet.
fn at_the_form() -> Bench {
    let mut bench = Bench::new();
    bench.on(Event::Line(Line::Up));
    bench.reach_the_reader_after("yes");
    let effects = bench.lay_card();
    assert_eq!(asked(&effects), Some(bench.visit()));
    bench
}

#[test]
fn while_the_line_is_down_nothing_is_asked_and_nothing_is_said_of_it() {
    let mut bench = Bench::new();
    bench.reach_the_reader_after("yes");
    assert_eq!(asked(&bench.lay_card()), None);
    assert_eq!(form(&bench).known, "");
}

#[test]
fn what_is_known_stands_in_the_form_and_says_where_it_comes_from() {
    let mut bench = at_the_form();
    assert!(form(&bench).known.contains("正在调取"));
    bench.on(Event::Known(bench.visit(), Some(known())));
    let page = form(&bench);
    assert!(page.known.contains("有3项"), "two fields and a paper: {}", page.known);
    let rows: Vec<_> = page.groups.iter().flat_map(|(_, rows)| rows).collect();
    let origin = |key: &str| rows.iter().find(|row| row.key == key).map(|row| row.origin.as_str());
    assert_eq!(origin("applicant.mobile"), Some("来自政务共享数据，请核对"));
    assert_eq!(origin("spouse.name"), Some("来自您以前的申请，请核对"));
    assert!(rows.iter().all(|row| row.key != "applicant.mobile" || !row.settled), "it can be changed");
}

#[test]
fn a_citizen_who_knows_better_has_the_last_word() {
    let mut bench = at_the_form();
    bench.write("applicant.mobile", "13912345678");
    bench.on(Event::Known(bench.visit(), Some(known())));
    let handed_in = |bench: &Bench| {
        let visit = bench.session.state.visit().expect("a visit");
        (visit.value("applicant.mobile").to_owned(), visit.value("spouse.name").to_owned())
    };
    assert_eq!(handed_in(&bench), ("13912345678".into(), "周小禾".into()));
    bench.touch(Touch::Edit("spouse.name".into()));
    bench.touch(Touch::EraseAll);
    bench.touch(Touch::Write("李明".into()));
    bench.touch(Touch::CloseSheet);
    assert_eq!(handed_in(&bench).1, "李明");
}

#[test]
fn what_comes_late_does_not_slip_under_the_finger() {
    let mut bench = at_the_form();
    bench.touch(Touch::Edit("applicant.mobile".into()));
    bench.on(Event::Known(bench.visit(), Some(known())));
    let sheet = form(&bench).sheet.expect("the sheet stays");
    assert!(sheet.value.reveal().is_empty(), "the field being written stays as it was");
}

#[test]
fn an_answer_that_does_not_come_is_spoken_of_for_ten_seconds_and_no_longer() {
    let mut bench = at_the_form();
    bench.skip(11);
    assert_eq!(form(&bench).known, "");
    let mut bench = at_the_form();
    bench.on(Event::Known(bench.visit(), None));
    assert_eq!(form(&bench).known, "");
}

#[test]
fn a_known_paper_need_not_be_shown_and_can_be() {
    let mut bench = at_the_form();
    bench.on(Event::Known(bench.visit(), Some(known())));
    bench.fill_in();
    bench.touch(Touch::Next);
    bench.touch(Touch::Next);
    let page = papers(&bench);
    assert!(page.papers.iter().any(|paper| paper.state == PaperProgress::Elsewhere) && !page.complete);
    bench.touch(Touch::TakePicture);
    bench.picture();
    bench.touch(Touch::Keep);
    assert!(papers(&bench).complete, "the other one is enough");
    bench.touch(Touch::Choose("household-register".into()));
    let page = papers(&bench);
    assert!(page.note.contains("电子证照") && !page.deferrable, "nothing to promise: {}", page.note);
    bench.touch(Touch::TakePicture);
    bench.picture();
    bench.touch(Touch::Keep);
    assert!(papers(&bench).papers.iter().all(|paper| paper.state == PaperProgress::Taken));
}

#[test]
fn each_paper_that_need_not_be_shown_is_named_and_can_be_brought_all_the_same() {
    let mut bench = at_the_form();
    bench.on(Event::Known(bench.visit(), Some(known())));
    bench.fill_in();
    bench.touch(Touch::Next);
    let listed = |bench: &Bench| match bench.view().page {
        PageView::Licences(page) => page.papers,
        _ => panic!("the papers that are known"),
    };
    let [paper] = &listed(&bench)[..] else { panic!("one") };
    assert!(paper.key == "household-register" && paper.selected && paper.detail.contains("电子"), "{paper:?}");
    bench.touch(Touch::Choose("household-register".into()));
    assert!(!listed(&bench)[0].selected);
    // What the platform says again does not undo what the citizen said.
    bench.on(Event::Known(bench.visit(), Some(known())));
    assert!(!listed(&bench)[0].selected);
    bench.touch(Touch::Next);
    assert!(papers(&bench).papers.iter().all(|paper| paper.state == PaperProgress::Needed), "it is photographed");
    bench.touch(Touch::Back);
    bench.touch(Touch::Choose("household-register".into()));
    assert!(listed(&bench)[0].selected);
    bench.touch(Touch::Next);
    assert!(papers(&bench).papers.iter().any(|paper| paper.state == PaperProgress::Elsewhere));
}

#[test]
fn what_is_known_of_one_person_is_forgotten_when_it_is_done_for_another() {
    let mut bench = at_the_form();
    bench.on(Event::Known(bench.visit(), Some(known())));
    bench.session.state.visit_mut().expect("a visit").act_for(true);
    let visit = bench.session.state.visit().expect("a visit");
    assert!(visit.value("applicant.mobile").is_empty() && visit.value("spouse.name").is_empty());
    assert!(visit.known.is_empty() && !visit.knows_a_paper());
    // Nor does it come back when the answer was late.
    bench.on(Event::Known(bench.visit(), Some(known())));
    let visit = bench.session.state.visit().expect("a visit");
    assert!(visit.value("applicant.mobile").is_empty() && visit.known.is_empty());
}

#[test]
fn what_comes_for_one_citizen_is_never_the_next_ones() {
    let mut bench = at_the_form();
    let gone = bench.visit();
    bench.touch(Touch::Leave);
    bench.touch(Touch::LeaveConfirmed);
    bench.on(Event::Known(gone, Some(known())));
    bench.reach_the_form();
    bench.on(Event::Known(gone, Some(known())));
    let visit = bench.session.state.visit().expect("a visit");
    assert!(visit.value("applicant.mobile").is_empty() && visit.known.is_empty());
}
