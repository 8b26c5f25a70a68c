//! What is promised, and when.

use super::*;

#[test]
fn nothing_is_printed_before_the_commit_is_answered() {
    let mut bench = Bench::new();
    let handed_in = bench.reach_the_commit();
    assert!(matches!(bench.view().page, PageView::HandingIn(_)));
    let effects = bench.on(Event::Committed(handed_in.id));
    assert_eq!(prints(&effects), 1);
    assert!(matches!(bench.view().page, PageView::Done(_)));
}

#[test]
fn a_commit_that_failed_promises_nothing_and_the_same_bytes_are_tried_again() {
    let mut bench = Bench::new();
    let first = bench.reach_the_commit();
    let effects = bench.on(Event::CommitFailed(first.id));
    assert_eq!(prints(&effects), 0);
    assert!(matches!(&bench.view().page, PageView::HandingIn(page) if page.failed));
    let second = committed(bench.touch(Touch::TryAgain)).expect("again");
    assert!(second.id == first.id && second.bytes == first.bytes, "frozen bytes do not change");
}

#[test]
fn the_answer_to_another_commit_changes_nothing() {
    let mut bench = Bench::new();
    bench.reach_the_commit();
    bench.on(Event::Committed(crate::platform::contract::SubmissionId::generate()));
    assert!(matches!(bench.view().page, PageView::HandingIn(_)));
}

#[test]
fn silence_while_the_kiosk_is_keeping_an_application_wipes_nothing() {
    let mut bench = Bench::new();
    let handed_in = bench.reach_the_commit();
    bench.skip(600);
    assert!(bench.view().chrome.idle.is_none());
    bench.on(Event::Committed(handed_in.id));
    assert!(matches!(bench.view().page, PageView::Done(_)));
}

#[test]
fn an_unknown_receipt_is_printed_again_as_a_reprint_and_a_failed_one_is_not() {
    for (outcome, reprint) in
        [(ReceiptOutcome::Unknown, true), (ReceiptOutcome::Failed(Some(PrinterStatus::PaperOut)), false)]
    {
        let mut bench = Bench::new();
        let handed_in = bench.reach_the_commit();
        bench.on(Event::Committed(handed_in.id));
        bench.on(Event::Receipt(handed_in.id, outcome));
        let effects = bench.touch(Touch::PrintAgain);
        let paper = effects.iter().find_map(|effect| match effect {
            Effect::Print(_, job) => job.as_slip(),
            _ => None,
        });
        let marked = paper
            .expect("printed")
            .blocks
            .iter()
            .any(|block| matches!(block, yici_hardware::Block::Centred(text) if text.contains("补打")));
        assert_eq!(marked, reprint);
    }
}

#[test]
fn a_retry_of_what_failed_is_the_same_job_and_each_reprint_is_another() {
    let job = |effects: Vec<Effect>| {
        effects.into_iter().find_map(|effect| match effect {
            Effect::Print(_, job) => Some(job.id),
            _ => None,
        })
    };
    let mut bench = Bench::new();
    let handed_in = bench.reach_the_commit();
    let mut jobs = vec![job(bench.on(Event::Committed(handed_in.id)))];
    for outcome in [ReceiptOutcome::Failed(None), ReceiptOutcome::Unknown, ReceiptOutcome::Unknown] {
        bench.on(Event::Receipt(handed_in.id, outcome));
        jobs.push(job(bench.touch(Touch::PrintAgain)));
    }
    assert!(jobs.iter().all(Option::is_some));
    assert_eq!(jobs[0], jobs[1], "nothing of it was on paper");
    assert!(jobs[1] != jobs[2] && jobs[2] != jobs[3] && jobs[1] != jobs[3]);
}

#[test]
fn a_printed_receipt_is_not_printed_again() {
    let mut bench = Bench::new();
    let handed_in = bench.reach_the_commit();
    bench.on(Event::Committed(handed_in.id));
    bench.on(Event::Receipt(handed_in.id, ReceiptOutcome::Printed));
    assert_eq!(prints(&bench.touch(Touch::PrintAgain)), 0);
}

#[test]
fn the_receipt_names_its_citizen_by_the_first_character_only() {
    let mut bench = Bench::new();
    let handed_in = bench.reach_the_commit();
    let effects = bench.on(Event::Committed(handed_in.id));
    let card = sample_card();
    for effect in &effects {
        if let Effect::Print(_, job) = effect {
            for block in &job.as_slip().expect("a slip").blocks {
                let (yici_hardware::Block::Pair(_, text) | yici_hardware::Block::Text(text)) = block else {
                    continue;
                };
                for word in [&card.name, &card.number, &card.address] {
                    assert!(!text.contains(word.reveal().as_str()));
                }
            }
        }
    }
}

#[test]
fn ink_of_an_earlier_statement_does_not_sign_a_later_one() {
    let mut bench = Bench::new();
    bench.reach_the_pad();
    bench.sign();
    bench.touch(Touch::Back);
    bench.touch(Touch::Next);
    let PageView::Sign(pad) = bench.view().page else { panic!("the pad") };
    assert!(pad.strokes.reveal().is_empty() && !pad.signed);
    assert!(committed(bench.touch(Touch::Next)).is_none(), "unsigned, it is not handed in");
}

#[test]
fn nobody_goes_on_before_the_printer_has_answered() {
    let mut bench = Bench::new();
    let handed_in = bench.reach_the_commit();
    bench.on(Event::Committed(handed_in.id));
    bench.touch(Touch::Next);
    assert!(
        matches!(bench.view().page, PageView::Done(_)),
        "a double tap on the pad's button must not skip the number"
    );
    bench.on(Event::Receipt(handed_in.id, ReceiptOutcome::Failed(None)));
    bench.touch(Touch::Next);
    assert!(matches!(bench.view().page, PageView::Evaluate(_)));
}

#[test]
fn leaving_is_not_possible_while_the_application_is_being_kept() {
    let mut bench = Bench::new();
    let handed_in = bench.reach_the_commit();
    bench.touch(Touch::Leave);
    bench.touch(Touch::LeaveConfirmed);
    bench.on(Event::Committed(handed_in.id));
    assert!(matches!(bench.view().page, PageView::Done(_)));
    assert!(!bench.view().chrome.leaving);
}

#[test]
fn an_outbox_that_does_not_answer_is_not_waited_for_for_ever_and_a_late_answer_still_counts() {
    let mut bench = Bench::new();
    let first = bench.reach_the_commit();
    bench.skip(60);
    let PageView::HandingIn(page) = bench.view().page else { panic!("handing in") };
    let number = crate::application::number::grouped(&first.number);
    assert!(page.failed && page.message.contains(&number), "the number, since it may have been kept");
    let second = committed(bench.touch(Touch::TryAgain)).expect("the same once more");
    assert!(second.id == first.id && second.bytes == first.bytes);
    bench.on(Event::Committed(first.id));
    assert!(matches!(bench.view().page, PageView::Done(_)));
}

#[test]
fn the_receipt_says_the_day_that_was_signed_even_after_midnight() {
    let mut bench = Bench::new();
    let handed_in = bench.reach_the_commit();
    let later = Moment { wall: jiff::civil::date(2026, 11, 22).at(0, 0, 1, 0), ..moment(bench.elapsed) };
    let effects = bench.session.on(Event::Committed(handed_in.id), later);
    let paper = effects.iter().find_map(|effect| match effect {
        Effect::Print(_, job) => job.as_slip(),
        _ => None,
    });
    let says = |text: &str| {
        let blocks = &paper.expect("a receipt").blocks;
        blocks.iter().any(|block| matches!(block, yici_hardware::Block::Text(line) if line.contains(text)))
    };
    assert!(says("2026年12月21日"), "thirty days from the day of the signature");
}

#[test]
fn whoever_was_not_content_may_say_why_and_reasons_go_with_the_level_only() {
    let mut bench = Bench::new();
    let handed_in = bench.reach_the_commit();
    bench.on(Event::Committed(handed_in.id));
    bench.on(Event::Receipt(handed_in.id, ReceiptOutcome::Printed));
    bench.touch(Touch::Next);
    let reasons = |bench: &Bench| {
        let PageView::Evaluate(page) = bench.view().page else { panic!("the evaluation") };
        page.reasons.iter().map(|reason| reason.selected).collect::<Vec<_>>()
    };
    bench.touch(Touch::Choose("5".into()));
    bench.touch(Touch::Choose("slow".into()));
    assert!(reasons(&bench).is_empty(), "nobody who was content is asked");
    for key in ["2", "slow", "device", "slow"] {
        bench.touch(Touch::Choose(key.into()));
    }
    assert_eq!(reasons(&bench).iter().filter(|picked| **picked).count(), 1, "a second touch takes it back");
    let evaluation = committed(bench.touch(Touch::Next)).expect("it is sent");
    let text = String::from_utf8_lossy(evaluation.bytes.reveal()).into_owned();
    assert!(text.contains(r#""version":2"#) && text.ends_with(r#""reasons":["device"]}"#), "{text}");
}
