//! A citizen signs on the pad beside the screen.

use crate::support::{arrived_as_signed, bench, citizen};
use std::cell::Cell;
use yici::demo::story::{Matter, Place, Story};
use yici::text::Language;
use yici_hardware::signature::Point;

#[test]
fn the_pen_writes_into_the_same_place_as_the_finger() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Sign, Language::Chinese).expect("sign");
    assert!(!story.citizen.can_touch("确认签名"));
    // What is drawn before the pad is asked is nobody's, so the pen draws until its ink is seen.
    let x = Cell::new(8_000);
    let signed = |citizen: &yici::demo::citizen::Citizen| {
        x.set((x.get() + 700) % 60_000);
        bench.pad.draw(Point { x: x.get(), y: 30_000, pressure: 40_000 }).expect("drawn");
        citizen.can_touch("确认签名")
    };
    story.citizen.wait_until("ink", signed).expect("the pen's ink is seen");
    bench.pad.lift().expect("lifted");
    story.to_the_end(Language::Chinese).expect("to the end");
    arrived_as_signed(&bench, &citizen);
}
