//! What citizens answer, write and touch.

use super::*;
use crate::application::progress::Stage;

#[test]
fn an_answer_that_changes_the_situation_changes_form_and_papers() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    let fields = |bench: &Bench| {
        let PageView::Form(form) = bench.view().page else { panic!("form") };
        form.groups.iter().map(|(_, rows)| rows.len()).sum::<usize>()
    };
    let married = fields(&bench);
    for touch in
        [Touch::Back, Touch::Back, Touch::Back, Touch::Choose("no".into()), Touch::Next, Touch::Next, Touch::Next]
    {
        bench.touch(touch);
    }
    assert_eq!(fields(&bench), married - 2, "the other parent is not asked for");
}

#[test]
fn ten_thousand_characters_fill_a_field_to_its_bound_and_no_further() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    bench.write("child.birth-place", &"长".repeat(10_000));
    bench.write("child.name", "a\u{202e}b\u{0}c😀");
    let PageView::Form(form) = bench.view().page else { panic!("form") };
    let row =
        |key: &str| form.groups.iter().flat_map(|(_, rows)| rows).find(|row| row.key == key).expect("a row").clone();
    assert_eq!(row("child.birth-place").value.reveal().chars().count(), 60);
    assert_eq!(row("child.name").value.reveal(), "abc😀");
    assert!(!row("child.name").complaint.is_empty(), "and it is not a name");
}

#[test]
fn a_picture_belongs_to_the_paper_that_was_in_hand_when_it_was_asked_for() {
    let mut bench = Bench::new();
    bench.reach_the_papers();
    bench.touch(Touch::TakePicture);
    assert!(bench.touch(Touch::TakePicture).is_empty(), "one picture at a time");
    bench.touch(Touch::Choose("household-register".into()));
    bench.touch(Touch::Defer);
    bench.picture();
    let PageView::Papers(page) = bench.view().page else { panic!("papers") };
    assert!(page.still.is_some() && page.papers[0].current, "the paper in hand stayed in hand");
    bench.touch(Touch::Retake);
    bench.picture();
    let PageView::Papers(page) = bench.view().page else { panic!("papers") };
    assert!(page.still.is_none(), "a picture that nobody asked for is not shown");
}

#[test]
fn what_the_card_says_never_bars_the_form() {
    let mut bench = Bench::new();
    bench.reach_the_reader();
    let mut card = sample_card();
    // A character of the private use area, as cards of people with rare names bear.
    card.name = "王\u{e815}".into();
    bench.on(Event::Card(bench.visit(), Box::new(card)));
    bench.touch(Touch::Next);
    let PageView::Form(form) = bench.view().page else { panic!("form") };
    assert_eq!(form.sheet.expect("the first missing field").label, "手机号码");
}

#[test]
fn a_dash_is_taken_back_with_a_digit_only_in_a_date() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    bench.touch(Touch::Edit("child.birth-place".into()));
    bench.touch(Touch::Write("3-2".into()));
    bench.touch(Touch::EraseLast);
    let PageView::Form(form) = bench.view().page else { panic!("form") };
    assert_eq!(form.sheet.expect("open").value.reveal(), "3-");
}

/// A walk of random touches and answers that come late, from this far in a visit. Marks the pages it saw.
fn walk(mut seed: u64, begin: fn(&mut Bench), seen: &mut std::collections::BTreeSet<String>) {
    let texts = ["13912345678", "王安", "20261101", "医院", "990101199102030078", "x", "-"];
    let keys = [
        "newborn",
        "hiring",
        "yes",
        "no",
        "window",
        "household-register",
        "social-card",
        "nonsense",
        "5",
        "1",
        "progress",
    ];
    let fields = ["applicant.mobile", "child.name", "child.sex", "applicant.name", "nonsense"];
    let mut bench = Bench::new();
    begin(&mut bench);
    let (mut waiting, mut printing) = (None, None);
    for _ in 0..3_000 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let dice = usize::try_from(seed >> 33).expect("31 bits");
        let pick = |of: &[&str]| of[dice / 64 % of.len()].to_owned();
        let touch = match dice % 32 {
            0 => Touch::Back,
            1 => Touch::Leave,
            2 => Touch::LeaveCancelled,
            3 if dice % 5 == 0 => Touch::LeaveConfirmed,
            4 => Touch::Start,
            5..10 => Touch::Next,
            10..14 => Touch::Choose(pick(&keys)),
            14 => Touch::Edit(pick(&fields)),
            15 => Touch::Write(texts[dice / 64 % texts.len()].into()),
            16 => Touch::EraseLast,
            17 => Touch::Pick("1".into()),
            18 => Touch::NextField,
            19 => Touch::CloseSheet,
            20 => Touch::TakePicture,
            21 => Touch::Keep,
            22 => Touch::Defer,
            23 => Touch::StrokeBegins(0, 0),
            24 => Touch::StrokeGoesOn(u16::try_from(dice % 500).expect("small"), 3),
            25 => Touch::ClearInk,
            26 => Touch::PrintAgain,
            27 if dice % 3 == 0 => Touch::TopUp,
            27 => Touch::TryAgain,
            28 if dice % 3 == 0 => Touch::WriteNumber,
            28 if dice % 3 == 1 => Touch::Withdraw,
            28 => Touch::Skip,
            29 => Touch::SwitchLanguage,
            30 => Touch::Reveal(dice % 2 == 0),
            31 => Touch::Search,
            _ => Touch::Retake,
        };
        let mut effects = bench.touch(touch);
        match dice / 7 % 10 {
            0 => effects.extend(bench.lay_card()),
            1 => bench.picture(),
            2 => effects.extend(bench.skip(u64::try_from(dice % 20).expect("small"))),
            3 => effects.extend(waiting.take().into_iter().flat_map(|id| bench.on(Event::Committed(id)))),
            4 => effects.extend(waiting.take().into_iter().flat_map(|id| bench.on(Event::CommitFailed(id)))),
            5 => {
                let outcome =
                    [ReceiptOutcome::Printed, ReceiptOutcome::Unknown, ReceiptOutcome::Failed(None)][dice % 3];
                effects.extend(printing.take().into_iter().flat_map(|id| bench.on(Event::Receipt(id, outcome))));
            }
            6 => {
                let owing = super::progress::cases(Stage::MissingPapers, &["household-register"]);
                effects.extend(bench.on(Event::Progress(bench.visit(), Some(owing))));
            }
            7 => super::face::answer(&mut bench, yici_hardware::camera::still::FaceAdvice::Good, dice % 2 == 0),
            _ => {}
        }
        for effect in effects {
            match effect {
                Effect::Commit(handed_in) => waiting = Some(handed_in.id),
                Effect::Print(id, _) => printing = Some(id),
                _ => {}
            }
        }
        let view = bench.view();
        assert!(
            !(view.chrome.leaving && matches!(view.page, PageView::Done(_))),
            "an application that is kept is not erased"
        );
        seen.insert(name(&view.page).to_owned());
    }
}

pub(super) fn name(page: &PageView) -> &'static str {
    match page {
        PageView::Attract(_) => "attract",
        PageView::Home(_) => "home",
        PageView::Search(_) => "search",
        PageView::Progress(_) => "progress",
        PageView::Privacy(_) => "privacy",
        PageView::Guide(_) => "guide",
        PageView::Questions(_) => "questions",
        PageView::Choice(_) => "choice",
        PageView::Whom(_) => "whom",
        PageView::Identify(_) => "identify",
        PageView::Form(_) => "form",
        PageView::Licences(_) => "licences",
        PageView::Papers(_) => "papers",
        PageView::Promises(_) => "promises",
        PageView::Delivery(_) => "delivery",
        PageView::Fees(_) => "fees",
        PageView::Review(_) => "review",
        PageView::Face(_) => "face",
        PageView::Sign(_) => "sign",
        PageView::HandingIn(_) => "handing in",
        PageView::Ticket(_) => "ticket",
        PageView::Issuing(_) => "issuing",
        PageView::Done(_) => "done",
        PageView::Evaluate(_) => "evaluate",
        PageView::Thanks => "thanks",
        PageView::Closed(_) => "closed",
        PageView::Service(_) => "service",
        PageView::Setup(_) => "setup",
    }
}

#[test]
fn any_touches_and_late_answers_at_any_page_are_survived() {
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..12 {
        walk(seed, |_| {}, &mut seen);
        walk(seed, Bench::reach_the_papers, &mut seen);
        walk(seed, Bench::reach_the_pad, &mut seen);
        walk(seed, |bench| super::face::arrive(bench, |_| {}), &mut seen);
        walk(seed, |bench| drop(bench.reach_the_commit()), &mut seen);
    }
    assert_eq!(seen.len(), 20, "every page was walked over: {seen:?}");
}

#[test]
fn a_sample_is_up_until_anything_else_is_touched_and_never_over_a_picture_that_was_taken() {
    let mut bench = Bench::new();
    bench.reach_the_papers();
    let shown = |bench: &Bench| {
        let PageView::Papers(page) = bench.view().page else { panic!("papers") };
        (page.has_sample, page.sample.is_some())
    };
    let said = |bench: &Bench| bench.view().chrome.prompt;
    assert_eq!(shown(&bench), (true, false));
    let before = said(&bench);
    bench.touch(Touch::Sample(true));
    assert_eq!(shown(&bench), (true, true));
    assert_ne!(said(&bench), before, "who does not see it is told that it is up");
    bench.touch(Touch::Sample(false));
    assert_eq!((shown(&bench), said(&bench)), ((true, false), before));
    bench.touch(Touch::Sample(true));
    bench.touch(Touch::TakePicture);
    assert_eq!(shown(&bench), (true, false));
    bench.picture();
    bench.touch(Touch::Sample(true));
    assert_eq!(shown(&bench), (false, false));
}
