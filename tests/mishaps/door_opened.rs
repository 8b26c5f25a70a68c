//! The service door is opened while a citizen is at work.

use crate::support::{bench, citizen, no_traces};
use yici::demo::story::{Matter, Place, Story, planted_words};
use yici::text::Language;
use yici_hardware::Input;

#[test]
fn the_visit_is_wiped_and_the_kiosk_is_out_of_service_until_the_door_is_shut() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Papers, Language::Chinese).expect("papers");
    bench.sensors.set(Input::DoorOpen, true);
    story.citizen.wait_for("暂停服务").expect("the page says so");
    let seen = story.citizen.reads();
    assert!(planted_words().iter().all(|word| !seen.contains(word)), "traces on the screen");
    story.citizen.touch_anywhere();
    assert!(story.citizen.sees("暂停服务"), "nobody is let in");
    bench.sensors.set(Input::DoorOpen, false);
    story.citizen.wait_for("点击屏幕任意位置开始").expect("open again by itself");
    no_traces(&bench, &citizen);
}
