//! The line is down while a citizen hands in; nobody has to come again.

use crate::support::{arrived_as_signed, bench, citizen, line_is_back, no_traces};
use yici::demo::bench::Bench;
use yici::demo::story::{Matter, Place, Story};
use yici::text::Language;
use yici_platform::Behaviour;

fn walk(language: Language, kept: &str, back: fn(&Bench)) {
    let (bench, _folder) = bench();
    bench.platform.behave(Behaviour::Absent);
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Done, language).expect("done");
    story.citizen.wait_for(kept).expect("the page says that it is kept");
    story.to_the_end(language).expect("to the end");
    assert!(bench.platform.received().expect("a store").is_empty());
    no_traces(&bench, &citizen);

    back(&bench);
    arrived_as_signed(&bench, &citizen);
    no_traces(&bench, &citizen);
}

#[test]
fn in_chinese() {
    // The courier finds out by itself, within half a minute.
    walk(Language::Chinese, "现在网络不通", |bench| bench.platform.behave(Behaviour::Normal));
}

#[test]
fn in_english() {
    walk(Language::English, "The line is down", line_is_back);
}
