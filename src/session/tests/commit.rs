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
            Effect::Print(_, paper) => Some(paper),
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
        if let Effect::Print(_, paper) = effect {
            for block in &paper.blocks {
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
    assert!(pad.strokes.is_empty() && !pad.signed);
    assert!(committed(bench.touch(Touch::Next)).is_none(), "unsigned, it is not handed in");
}
