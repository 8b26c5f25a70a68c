//! 新生儿出生, in both languages, all of it and part of it.

use crate::support::{PATIENCE, arrived_as_signed, bench, citizen, no_traces};
use yici::application::freeze::sha256;
use yici::demo::story::{Matter, Place, Story};
use yici::text::Language;

fn walk(matter: Matter, language: Language) {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    Story::begin(&mut citizen, &bench, matter).expect("attract").to_the_end(language).expect("to the end");
    let receipts = bench.printer.receipts();
    assert_eq!(receipts.len(), 1);
    assert!(receipts[0].cut);
    assert!(bench.printer.errors().is_empty(), "{:?}", bench.printer.errors());
    let number = &citizen.handed_in()[0].number;
    assert!(receipts[0].qr[0].ends_with(number.as_str()), "the receipt's QR code leads to its number");
    arrived_as_signed(&bench, &citizen);
    no_traces(&bench, &citizen);
}

#[test]
fn all_items_in_chinese() {
    walk(Matter::Newborn, Language::Chinese);
}

#[test]
fn all_items_in_english() {
    walk(Matter::Newborn, Language::English);
}

#[test]
fn some_items_in_chinese() {
    walk(Matter::PartOfNewborn, Language::Chinese);
}

#[test]
fn some_items_in_english() {
    walk(Matter::PartOfNewborn, Language::English);
}

#[test]
fn what_was_left_out_is_not_handed_in() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::PartOfNewborn).expect("attract");
    story.to_the_end(Language::Chinese).expect("to the end");
    let handed_in = citizen.handed_in();
    let submission: serde_json::Value = serde_json::from_slice(handed_in[0].bytes.reveal()).expect("JSON");
    let statement: serde_json::Value =
        serde_json::from_str(submission["statement"].as_str().expect("text")).expect("JSON");
    let items: Vec<_> = statement["items"].as_array().expect("items").iter().filter_map(|item| item.as_str()).collect();
    assert_eq!(items, ["birth-certificate", "household", "other-parent", "insurance", "reimbursement"]);
}

#[test]
fn the_check_code_on_the_pad_is_the_digest_of_the_bytes_that_arrive() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Sign, Language::Chinese).expect("the pad");
    let page = story.citizen.reads();
    story.to_the_end(Language::Chinese).expect("to the end");
    assert!(bench.platform.wait_for(1, PATIENCE));
    let received = bench.platform.received().expect("a store");
    let opened: serde_json::Value = serde_json::from_slice(&received[0].opened).expect("JSON");
    let digest = sha256(opened["statement"].as_str().expect("the statement").as_bytes());
    assert!(page.contains(&digest[..8]), "the page said: {page}");
}
