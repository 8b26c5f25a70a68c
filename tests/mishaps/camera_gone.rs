//! The document camera is unplugged while a citizen is photographing.

use crate::support::{arrived_as_signed, bench, citizen};
use yici::demo::story::{Matter, Place, Story};
use yici::text::Language;

#[test]
fn nothing_filled_in_is_lost_and_the_citizen_goes_on_when_it_is_back() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Papers, Language::Chinese).expect("papers");
    bench.camera.unplug().expect("unplugged");
    story.citizen.wait_for("拍摄台暂时不能用").expect("the page says so");
    bench.place_paper().expect("plugged in again");
    story.to_the_end(Language::Chinese).expect("goes on");
    arrived_as_signed(&bench, &citizen);
}
