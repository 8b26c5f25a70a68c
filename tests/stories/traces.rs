//! What one citizen wrote is nowhere to be found by the next.

use crate::support::{bench, citizen, no_traces};
use std::time::Duration;
use yici::demo::citizen::Citizen;
use yici::demo::story::{Matter, Place, Story, planted_words};
use yici::text::Language;
use yici_ui::slint::{ComponentHandle, Model};
use yici_ui::{
    ChoiceAdapter, DeliveryAdapter, DoneAdapter, FormAdapter, PapersAdapter, PromisesAdapter, QuestionsAdapter,
    ReviewAdapter, SignAdapter,
};

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
    no_traces(&bench, &citizen);
}

#[test]
fn the_screens_own_memory_of_a_citizen_is_emptied() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    for place in [Place::Form, Place::Papers, Place::Review, Place::Sign, Place::Done] {
        let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
        story.until(place, Language::Chinese).expect("there");
        citizen.skip(Duration::from_secs(90));
        citizen.wait_for("点击屏幕任意位置开始").expect("wiped");
        let app = citizen.kiosk().screens().app().clone_strong();
        let form = app.global::<FormAdapter>();
        let papers = app.global::<PapersAdapter>();
        let done = app.global::<DoneAdapter>();
        let left = [
            ("form", form.get_groups().row_count() > 0 || !form.get_value().is_empty()),
            ("composition", !form.get_composing().is_empty() || form.get_candidates().row_count() > 0),
            ("live picture", papers.get_live().size().width > 0),
            ("still", papers.get_still().size().width > 0),
            ("papers", papers.get_papers().row_count() > 0),
            ("promises", app.global::<PromisesAdapter>().get_promises().row_count() > 0),
            ("answers", app.global::<QuestionsAdapter>().get_options().row_count() > 0),
            ("items", app.global::<ChoiceAdapter>().get_items().row_count() > 0),
            ("delivery", app.global::<DeliveryAdapter>().get_options().row_count() > 0),
            ("review", app.global::<ReviewAdapter>().get_sections().row_count() > 0),
            ("ink", !app.global::<SignAdapter>().get_ink().is_empty()),
            ("number", !done.get_number().is_empty() || done.get_owed().row_count() > 0),
        ];
        for (what, is_left) in left {
            assert!(!is_left, "{what} is left after {place:?}");
        }
    }
}
