//! A citizen presses the button for help.

use crate::support::{PATIENCE, bench, citizen};
use std::time::Duration;
use yici::demo::story::{Matter, Place, Story};
use yici::text::Language;
use yici_hardware::{Input, Output};

#[test]
fn the_lamp_calls_a_clerk_and_nothing_filled_in_is_lost_meanwhile() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Papers, Language::Chinese).expect("papers");
    bench.sensors.set(Input::Help, true);
    story.citizen.wait_for("已呼叫工作人员").expect("the page says so");
    assert!(bench.sensors.wait_until(Output::HelpLight, true, PATIENCE), "the lamp calls");
    bench.sensors.set(Input::Help, false);
    story.citizen.skip(Duration::from_secs(120));
    assert!(story.citizen.sees("已呼叫工作人员"), "who waits for a clerk has not gone away");
    story.citizen.touch("工作人员已到").expect("the clerk came");
    assert!(bench.sensors.wait_until(Output::HelpLight, false, PATIENCE), "the lamp is out");
    assert!(bench.sensors.is_on(Output::DocumentCameraLight), "the guide light was never touched");
    story.to_the_end(Language::Chinese).expect("nothing was lost");
}

#[test]
fn whoever_finds_no_key_calls_from_any_page_by_touching_it() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Form, Language::Chinese).expect("the form");
    story.citizen.tap(("大字", "Larger")).expect("the sheet");
    story.citizen.tap(("叫工作人员来帮忙", "Call a member of staff")).expect("the button");
    story.citizen.wait_for("已呼叫工作人员").expect("the page says so");
    assert!(bench.sensors.wait_until(Output::HelpLight, true, PATIENCE), "the lamp calls");
    story.citizen.touch("不用了").expect("no help is needed any more");
    assert!(bench.sensors.wait_until(Output::HelpLight, false, PATIENCE), "the lamp is out");
    story.to_the_end(Language::Chinese).expect("nothing was lost");
}
