//! A mall's login page answers in the platform's place, with 200.

use crate::support::{arrived_as_signed, bench, citizen, line_is_back, no_traces};
use yici::demo::story::{Matter, Story};
use yici::text::Language;
use yici_platform::Behaviour;

#[test]
fn it_is_not_taken_for_the_platform_and_the_application_goes_out_later() {
    let (bench, _folder) = bench();
    bench.platform.behave(Behaviour::LoginPage);
    let mut citizen = citizen(&bench);
    Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract").to_the_end(Language::Chinese).expect("done");
    assert!(bench.platform.received().expect("a store").is_empty());
    line_is_back(&bench);
    arrived_as_signed(&bench, &citizen);
    no_traces(&bench, &citizen);
}
