//! The card is lifted while it is being read: the page says so, and the same card works a moment later.

use crate::support::{arrived_as_signed, bench, citizen};
use yici::demo::story::{Matter, Place, Story};
use yici::text::Language;
use yici_hardware::card_reader::simulator::sample_card;

#[test]
fn the_citizen_lays_it_down_again_and_goes_on() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Identify, Language::Chinese).expect("identify");
    bench.reader.insert(&sample_card()).expect("a card");
    bench.reader.lift_after_bytes(700);
    story.citizen.wait_for("身份证拿开得太早").expect("the page says what to do");
    story.to_the_end(Language::Chinese).expect("the same card works");
    arrived_as_signed(&bench, &citizen);
}

#[test]
fn a_card_of_another_kind_is_named_and_the_right_one_works() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Identify, Language::Chinese).expect("identify");
    bench.reader.insert_other_kind();
    story.citizen.wait_for("这不是居民身份证").expect("the page says what to do");
    story.until(Place::Form, Language::Chinese).expect("the right card works");
}
