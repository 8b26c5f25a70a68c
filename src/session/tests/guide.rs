//! The guide on paper: asked for once, never mixed up with a receipt, never in anybody's way.

use super::*;
use crate::platform::contract::SubmissionId;
use crate::session::view::TakeAwayView;

fn at_the_guide() -> Bench {
    let mut bench = Bench::new();
    bench.touch(Touch::Start);
    bench.touch(Touch::Choose("newborn".into()));
    bench
}

fn shown(bench: &Bench) -> TakeAwayView {
    let PageView::Guide(page) = bench.view().page else { panic!("the guide") };
    page.take_away
}

fn asked(effects: &[Effect]) -> Option<SubmissionId> {
    effects.iter().find_map(|effect| match effect {
        Effect::PrintGuide(id, _) => Some(*id),
        _ => None,
    })
}

#[test]
fn a_guide_is_printed_once_and_is_no_receipt() {
    let mut bench = at_the_guide();
    assert!(shown(&bench).can_print && shown(&bench).note.contains("打印一份"));
    let effects = bench.touch(Touch::PrintGuide);
    let id = asked(&effects).expect("it is printed");
    assert_eq!(prints(&effects), 0);
    assert!(asked(&bench.touch(Touch::PrintGuide)).is_none(), "it is under way");
    bench.on(Event::GuidePrinted(id, ReceiptOutcome::Printed));
    assert!(shown(&bench).note.contains("取走"));
    assert!(asked(&bench.touch(Touch::PrintGuide)).is_none(), "it is there");
}

#[test]
fn a_guide_that_failed_says_so_and_is_tried_three_times_at_most() {
    let mut bench = at_the_guide();
    for outcome in [ReceiptOutcome::Failed(Some(PrinterStatus::PaperOut)), ReceiptOutcome::Unknown] {
        let id = asked(&bench.touch(Touch::PrintGuide)).expect("it is tried");
        bench.on(Event::GuidePrinted(id, outcome));
        assert!(shown(&bench).trouble && shown(&bench).can_print);
    }
    let id = asked(&bench.touch(Touch::PrintGuide)).expect("the last time");
    bench.on(Event::GuidePrinted(id, ReceiptOutcome::Unknown));
    assert!(!shown(&bench).can_print && asked(&bench.touch(Touch::PrintGuide)).is_none());
    assert!(shown(&bench).note.contains("接着办"), "no button is spoken of that does nothing");
}

#[test]
fn whoever_goes_on_does_not_wait_for_the_paper_and_its_end_changes_no_other_page() {
    let mut bench = at_the_guide();
    let id = asked(&bench.touch(Touch::PrintGuide)).expect("it is printed");
    bench.touch(Touch::Next);
    bench.on(Event::GuidePrinted(id, ReceiptOutcome::Failed(None)));
    assert!(matches!(bench.view().page, PageView::Questions(_)));
    bench.touch(Touch::Back);
    bench.on(Event::GuidePrinted(id, ReceiptOutcome::Failed(None)));
    assert!(!shown(&bench).trouble, "an older paper's end says nothing here");
}

#[test]
fn the_end_of_a_guide_is_not_taken_for_that_of_a_receipt_nor_the_other_way_round() {
    let mut bench = at_the_guide();
    let id = asked(&bench.touch(Touch::PrintGuide)).expect("it is printed");
    bench.on(Event::Receipt(id, ReceiptOutcome::Printed));
    assert!(shown(&bench).note.contains("正在打印"));
    let mut bench = Bench::new();
    let handed_in = bench.reach_the_commit();
    bench.on(Event::Committed(handed_in.id));
    bench.on(Event::GuidePrinted(handed_in.id, ReceiptOutcome::Printed));
    let PageView::Done(page) = bench.view().page else { panic!("done") };
    assert!(page.receipt.is_none(), "the receipt has not come out");
}

#[test]
fn without_a_printer_no_guide_is_offered() {
    let mut bench = at_the_guide();
    bench.devices(DeviceState::NeverSeen);
    assert!(!shown(&bench).offered && shown(&bench).note.is_empty());
    assert!(asked(&bench.touch(Touch::PrintGuide)).is_none());
}
