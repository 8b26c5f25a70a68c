//! A citizen who does not know what the office calls it finds a matter by a few letters, or by a finger.

use crate::support::{bench, citizen};
use yici::demo::bench::Bench;
use yici::demo::citizen::Citizen;

const SEARCH: (&str, &str) = ("搜一搜", "Search");
const PAD: (&str, &str) = ("手写区", "Writing pad");
const NEWBORN: &str = "新生儿出生";

/// Somebody before the search page.
fn searching(bench: &Bench) -> Citizen {
    let mut citizen = citizen(bench);
    citizen.wait_for("点击屏幕任意位置开始").expect("attract");
    citizen.touch_anywhere();
    citizen.tap(SEARCH).expect("the way to the search");
    citizen.wait_for("可以写事情的名字").expect("how to search");
    citizen
}

#[test]
fn three_initials_lead_to_a_matter_and_what_is_looked_for_is_gone_afterwards() {
    let (bench, _folder) = bench();
    let mut citizen = searching(&bench);
    citizen.type_keys("xse").expect("keys");
    citizen.touch(NEWBORN).expect("found");
    citizen.wait_for("开始办理").expect("its guide");
    citizen.touch("离开").expect("the way out");
    citizen.touch("离开并清除").expect("the question");
    citizen.wait_for("点击屏幕任意位置开始").expect("attract");
    citizen.touch_anywhere();
    citizen.tap(SEARCH).expect("the next citizen");
    citizen.wait_for("可以写事情的名字").expect("an empty line");
    assert!(!citizen.sees("xse") && !citizen.sees(NEWBORN), "{}", citizen.reads());
}

#[test]
fn nothing_found_says_what_to_do_and_another_word_finds() {
    let (bench, _folder) = bench();
    let mut citizen = searching(&bench);
    citizen.type_keys("qqqq").expect("keys");
    citizen.wait_for("没有找到").expect("what to do");
    citizen.touch("清空").expect("a key");
    citizen.type_keys("luyong").expect("keys");
    citizen.wait_for("员工录用").expect("found");
}

#[test]
fn a_character_is_written_with_a_finger_and_nothing_of_it_is_left_for_the_next_citizen() {
    let (bench, _folder) = bench();
    let strokes = bench.settings().expect("settings").writing.strokes;
    if !strokes.join("characters").is_file() {
        println!("skipped: no table in {}; run `make strokes`", strokes.display());
        return;
    }
    let mut citizen = searching(&bench);
    citizen.tap(("手写", "By hand")).expect("the pad");
    citizen.draw(PAD, &[&[(0.2, 0.42), (0.8, 0.4)], &[(0.5, 0.1), (0.5, 0.9)]]).expect("十");
    citizen.touch("十").expect("it is offered");
    citizen.wait_for("用手指在这里写字").expect("an empty pad");
    citizen.touch("删除").expect("a key");
    // 人 is left on the pad.
    citizen.draw(PAD, &[&[(0.5, 0.1), (0.4, 0.5), (0.1, 0.9)], &[(0.45, 0.4), (0.9, 0.9)]]).expect("人");
    citizen.wait_for("人").expect("it is offered");
    citizen.skip(std::time::Duration::from_secs(600));
    citizen.wait_for("点击屏幕任意位置开始").expect("attract");
    citizen.touch_anywhere();
    citizen.tap(SEARCH).expect("the next citizen");
    citizen.tap(("手写", "By hand")).expect("the keys come first again");
    citizen.wait_for("用手指在这里写字").expect("an empty pad");
    assert!(!citizen.can_touch("人"));
}
