//! What a paper looks like, seen before it is laid down.

use crate::support::{bench, citizen};
use yici::demo::citizen::Words;
use yici::demo::story::{Matter, Place, Story};
use yici::text::Language;

const SEE: Words = ("看样张", "See a sample");
const CLOSE: Words = ("知道了", "I see");

fn look_at_the_sample(language: Language) {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Papers, language).expect("the papers");
    let citizen = &mut story.citizen;
    citizen.tap(SEE).expect("the sample");
    citizen.look_for(CLOSE).expect("it is up");
    citizen.picture("sample").expect("a picture");
    assert!(
        citizen.sees(citizen.say(("样张：医院出生记录单", "Sample: Hospital's record of birth"))),
        "{}",
        citizen.reads()
    );
    citizen.tap(CLOSE).expect("down again");
    citizen.look_for(("拍照", "Take picture")).expect("the papers");
    story.to_the_end(language).expect("to the end");
}

#[test]
fn a_citizen_sees_what_the_paper_looks_like_and_goes_on() {
    look_at_the_sample(Language::Chinese);
}

#[test]
fn a_citizen_sees_what_the_paper_looks_like_in_english() {
    look_at_the_sample(Language::English);
}
