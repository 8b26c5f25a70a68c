//! What one citizen wrote is nowhere to be found by the next.

use crate::support::{bench, citizen};
use std::time::Duration;
use yici::demo::citizen::Citizen;
use yici::demo::story::{Matter, Place, Story, planted_words};
use yici::text::Language;

#[test]
fn the_screen_of_the_next_citizen_shows_nothing_of_the_last() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract").to_the_end(Language::Chinese).expect("done");
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract again");
    story.until(Place::Identify, Language::Chinese).expect("identify");
    let seen = story.citizen.reads();
    for word in planted_words() {
        assert!(!seen.contains(&word));
    }
}

#[test]
fn one_citizens_words_are_never_suggested_to_the_next() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let offered = |citizen: &mut Citizen| {
        let mut story = Story::begin(citizen, &bench, Matter::Newborn).expect("attract");
        story.until(Place::Form, Language::Chinese).expect("form");
        citizen.touch("新生儿姓名").expect("the field opens");
        citizen.type_keys("zhangyan").expect("keys");
        let offered = citizen.reads();
        citizen.skip(Duration::from_secs(90));
        offered
    };
    let before = offered(&mut citizen);
    for _ in 0..3 {
        let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
        story.until(Place::Form, Language::Chinese).expect("form");
        citizen.touch("新生儿姓名").expect("the field opens");
        citizen.write_pinyin(&[("zhang", "章"), ("yan", "烟")]).expect("an unusual name");
        citizen.skip(Duration::from_secs(90));
    }
    assert_eq!(offered(&mut citizen), before, "the same keys offer the same words, in the same order");
}

#[test]
fn a_citizen_who_leaves_in_the_middle_leaves_nothing() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Review, Language::Chinese).expect("review");
    citizen.touch("离开").expect("leave");
    citizen.touch("离开并清除").expect("confirm");
    citizen.wait_for("点击屏幕任意位置开始").expect("attract");
    assert!(citizen.handed_in().is_empty());
    crate::support::no_traces(&bench);
}
