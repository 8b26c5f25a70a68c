//! A whole matter with two keys, without a finger on the screen.

use crate::support::{PATIENCE, arrived_as_signed, bench, citizen, no_traces};
use std::time::Instant;
use yici::demo::story::{Matter, Story};
use yici::text::Language;
use yici_hardware::sensors::Input;
use yici_ui::Page;

fn walk(language: Language) {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench).with_keypad();
    let mut story = Story::begin(&mut citizen, &bench, Matter::PartOfNewborn).expect("attract");
    story.to_the_end(language).expect("to the end");
    assert_eq!(bench.printer.receipts().len(), 1);
    arrived_as_signed(&bench, &citizen);
    no_traces(&bench, &citizen);
}

#[test]
fn a_whole_matter_with_two_keys_in_chinese() {
    walk(Language::Chinese);
}

#[test]
fn a_whole_matter_with_two_keys_in_english() {
    walk(Language::English);
}

#[test]
fn the_keys_are_wired_to_lines_of_the_gpio_chip() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    citizen.wait_for("点击屏幕任意位置开始").expect("attract");
    for key in [Input::KeyNext, Input::KeyPress] {
        bench.sensors.set(key, true);
        bench.sensors.set(key, false);
    }
    let start = Instant::now();
    while citizen.page() != Page::Home {
        assert!(start.elapsed() < PATIENCE, "the keys did nothing");
        citizen.pause();
    }
}
