//! A citizen walks away, at every page there is.

use crate::support::{bench, citizen, no_traces};
use std::time::Duration;
use yici::demo::story::{Matter, PLACES, Place, Story, planted_words};
use yici::text::Language;

const QUIET: Duration = Duration::from_secs(60);
const WARNING: Duration = Duration::from_secs(30);

#[test]
fn silence_at_any_page_warns_and_then_wipes_everything() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    for place in PLACES.into_iter().filter(|place| *place != Place::Attract && *place != Place::Thanks) {
        let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
        story.until(place, Language::Chinese).expect("there");
        citizen.skip(QUIET);
        citizen.wait_for("您还在吗？").unwrap_or_else(|error| panic!("no warning at {place:?}: {error}"));
        citizen.skip(WARNING);
        citizen.wait_for("点击屏幕任意位置开始").unwrap_or_else(|error| panic!("not wiped at {place:?}: {error}"));
        let seen = citizen.reads();
        assert!(planted_words().iter().all(|word| !seen.contains(word)), "traces on the screen after {place:?}");
    }
    no_traces(&bench, &citizen);
}

#[test]
fn the_last_page_gives_way_by_itself() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Thanks, Language::Chinese).expect("thanks");
    citizen.skip(Duration::from_secs(8));
    citizen.wait_for("点击屏幕任意位置开始").expect("attract");
}

#[test]
fn a_citizen_may_ask_for_more_time_ten_times_and_loses_nothing() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Form, Language::Chinese).expect("form");
    for _ in 0..10 {
        story.citizen.skip(QUIET + WARNING - Duration::from_secs(1));
        story.citizen.touch("继续办理").expect("the warning has one big button");
        assert!(!story.citizen.sees("您还在吗？"));
    }
    story.to_the_end(Language::Chinese).expect("nothing was lost");
}
