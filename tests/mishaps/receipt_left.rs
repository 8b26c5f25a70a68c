//! A citizen goes without the receipt, which a sensor sees in its slot.

use crate::support::{bench, citizen, trail};
use std::time::Duration;
use yici::demo::bench::Bench;
use yici::demo::citizen::Citizen;
use yici::demo::story::{Matter, Place, Story};
use yici::text::Language;
use yici_hardware::{Input, Output};

const REMINDED: Duration = Duration::from_secs(15);

/// What the trail says of receipts that were left, once the kiosk is gone.
fn left(bench: &Bench) -> Vec<String> {
    trail(bench).into_iter().filter(|event| event.contains("receipt-left")).collect()
}

/// The printer is a model with a presenter, and the settings say so.
fn with_presenter(bench: &Bench) -> Citizen {
    bench.printer.has_presenter();
    let settings = std::fs::read_to_string(bench.settings_file()).expect("settings");
    let printer = "[receipt-printer]\n";
    assert!(settings.contains(printer));
    std::fs::write(bench.settings_file(), settings.replace(printer, "[receipt-printer]\npresenter = true\n"))
        .expect("written");
    citizen(bench)
}

#[test]
fn it_is_reminded_of_and_what_is_left_all_the_same_is_recorded() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Done, Language::Chinese).expect("done");
    bench.sensors.set(Input::ReceiptInSlot, true);
    story.citizen.wait_for("请取走回执").expect("printed");
    story.citizen.skip(REMINDED);
    story.citizen.touch("知道了").expect("the reminder has one button");
    story.to_the_end(Language::Chinese).expect("nobody is held");
    let number = citizen.handed_in()[0].number.clone();
    drop(citizen);
    let left = left(&bench);
    assert!(left.len() == 1 && left[0].contains(&number), "{left:?}");
}

#[test]
fn a_printer_with_a_presenter_says_so_itself() {
    let (bench, _folder) = bench();
    let mut citizen = with_presenter(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Done, Language::Chinese).expect("done");
    story.citizen.wait_for("请取走回执").expect("printed");
    story.citizen.skip(REMINDED);
    story.citizen.wait_for("知道了").expect("the reminder");
    story.citizen.touch("知道了").expect("its button");
    story.to_the_end(Language::Chinese).expect("nobody is held");
    drop(citizen);
    assert_eq!(left(&bench).len(), 1);
}

#[test]
fn one_that_was_taken_from_the_presenter_is_not_spoken_of() {
    let (bench, _folder) = bench();
    let mut citizen = with_presenter(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Done, Language::Chinese).expect("done");
    story.citizen.wait_for("请取走回执").expect("printed");
    let lit = |_: &Citizen| bench.sensors.is_on(Output::ReceiptLight);
    story.citizen.wait_until("the lamp at the slot is lit", lit).expect("the printer says that the receipt is there");
    bench.printer.take_receipt();
    let out = |_: &Citizen| !bench.sensors.is_on(Output::ReceiptLight);
    story.citizen.wait_until("the lamp at the slot is out", out).expect("it was seen to be taken");
    story.citizen.skip(REMINDED);
    assert!(!story.citizen.sees("知道了"), "nobody is reminded of what he took");
    story.to_the_end(Language::Chinese).expect("to the end");
    drop(citizen);
    assert!(left(&bench).is_empty());
}
