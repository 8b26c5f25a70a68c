//! The roll is empty when the receipt should be printed.

use crate::support::{arrived_as_signed, bench, citizen, print_jobs};
use yici::demo::story::{Matter, Place, Story};
use yici::text::Language;

#[test]
fn the_number_stays_on_the_screen_and_the_receipt_prints_once_there_is_paper() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Sign, Language::Chinese).expect("sign");
    bench.printer.run_out_of_paper();
    story.until(Place::Done, Language::Chinese).expect("done");
    story.citizen.wait_for("打印纸用完了").expect("the page says why");
    let number = yici::application::number::grouped(&story.citizen.handed_in()[0].number);
    assert!(story.citizen.sees(&number));
    assert!(bench.printer.receipts().is_empty());

    bench.printer.load_paper();
    story.citizen.touch("再打印一次").expect("print again");
    story.to_the_end(Language::Chinese).expect("to the end");
    let receipts = bench.printer.receipts();
    assert_eq!(receipts.len(), 1);
    assert!(!receipts[0].text.contains("补打"), "nothing was printed before, so this is no reprint");
    arrived_as_signed(&bench, &citizen);
    drop(citizen);
    assert_eq!(print_jobs(&bench), ["receipt printed"], "it was tried again, and is the same job");
}

#[test]
fn a_matter_that_needs_a_receipt_closes_with_a_reason_and_opens_again_by_itself() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    bench.printer.run_out_of_paper();
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Home, Language::Chinese).expect("home");
    story.citizen.wait_for("打印纸用完了").expect("the tile says why");
    bench.printer.load_paper();
    story.citizen.wait_until("the tile opens", |citizen| citizen.can_touch("新生儿出生")).expect("open again");
    story.until(Place::Guide, Language::Chinese).expect("the guide");
}
