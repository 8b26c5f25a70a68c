//! The roll ends in the middle of the receipt.

use crate::support::{arrived_as_signed, bench, citizen, print_jobs};
use yici::demo::story::{Matter, Place, Story};
use yici::text::Language;

#[test]
fn the_page_does_not_claim_a_receipt_and_the_whole_one_is_printed_again_as_a_reprint() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Sign, Language::Chinese).expect("sign");
    bench.printer.run_out_of_paper_after_lines(6);
    story.until(Place::Done, Language::Chinese).expect("done");
    story.citizen.wait_for("回执可能没有打印完整").expect("the page does not claim a receipt");

    bench.printer.load_paper();
    story.citizen.touch("再打印一次").expect("print again");
    story.to_the_end(Language::Chinese).expect("to the end");
    let last = bench.printer.receipts().pop().expect("a receipt");
    assert!(last.cut && last.text.contains("补打"));
    assert!(last.text.contains("受理回执") && last.text.contains("扫码"), "the whole receipt, not its tail");
    arrived_as_signed(&bench, &citizen);
    drop(citizen);
    assert_eq!(print_jobs(&bench), ["receipt unknown", "receipt printed"], "the reprint is a job of its own");
}
