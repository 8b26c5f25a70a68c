//! A citizen goes and leaves the identity card on the reader.

use crate::support::{bench, citizen, recorded};
use std::time::Duration;
use yici::demo::bench::Bench;
use yici::demo::citizen::Citizen;
use yici::demo::story::{Matter, Place, Story};
use yici::text::Language;

/// The card is read and stays where it is; its owner is gone for good.
fn leave_the_card(bench: &Bench, citizen: &mut Citizen) {
    let mut story = Story::begin(citizen, bench, Matter::Newborn).expect("attract");
    story.until(Place::Identify, Language::Chinese).expect("identify");
    bench.lay_card().expect("laid");
    citizen.wait_for("请取回身份证").expect("it was read");
    citizen.skip(Duration::from_secs(600));
}

#[test]
fn it_is_called_after_its_owner_then_recorded_and_never_read_as_the_next_citizens() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    leave_the_card(&bench, &mut citizen);
    citizen.wait_for("有一张卡忘在这里了").expect("whoever passes by is asked");
    citizen.skip(Duration::from_secs(31));
    citizen.tap(("拿好了", "I have it")).expect("the reminder has one button");

    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Identify, Language::Chinese).expect("identify");
    story.citizen.wait_for("读卡的地方还有一张卡，请先拿开").expect("the next citizen is told");
    bench.reader.lift();
    story.citizen.wait_for("请将身份证平放在读卡区").expect("and may then lay down a card");
    story.to_the_end(Language::Chinese).expect("to the end");
    drop(citizen);
    assert_eq!(recorded(&bench, "\"card-left\""), 1);
    assert_eq!(recorded(&bench, "left-card-taken"), 1);
}

#[test]
fn a_reader_that_cannot_say_is_not_made_to_and_nothing_is_claimed() {
    let (bench, _folder) = bench();
    bench.reader.find_again_after_reset(false);
    let mut citizen = citizen(&bench);
    leave_the_card(&bench, &mut citizen);
    citizen.wait_for("点击屏幕任意位置开始").expect("attract");
    citizen.skip(Duration::from_secs(31));
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Identify, Language::Chinese).expect("identify");
    story.citizen.wait_for("请将身份证平放在读卡区").expect("the reader does not find it, so nobody is told");
    drop(citizen);
    assert_eq!(recorded(&bench, "card-left"), 0);
}
