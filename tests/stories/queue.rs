//! A number in a hall's queue, and a booking: the platform's word, on the screen and on a slip, kept nowhere.

use crate::support::{PATIENCE, bench, citizen};
use yici::demo::bench::Bench;
use yici::demo::citizen::{Citizen, Words};
use yici_platform::Behaviour;

const NEXT: Words = ("下一步", "Next");

/// To the form of the queue's matter.
fn to_the_form(citizen: &mut Citizen, bench: &Bench, way: Words) {
    citizen.wait_for("点击屏幕任意位置开始").expect("attract");
    citizen.touch_anywhere();
    citizen.wait_for("线路正常").expect("the line is up");
    for words in [("取号和预约", "Tickets and bookings"), ("开始办理", "Begin"), way, NEXT, ("就办这些", "Do these")]
    {
        citizen.tap(words).expect("the way to the reader");
    }
    bench.lay_card().expect("a card");
    citizen.wait_for(citizen.say(("请取回身份证", "Take your ID card back"))).expect("read");
    bench.reader.lift();
    citizen.tap(("拿好了", "I have it")).expect("the form");
}

/// Picks an option for each field, led from one to the next by the page.
fn pick(citizen: &mut Citizen, options: &[Words]) {
    citizen.tap(("填好了", "All filled in")).expect("the first field");
    for (place, option) in options.iter().enumerate() {
        citizen.tap(*option).expect("an option");
        let last = place + 1 == options.len();
        citizen.tap(if last { ("完成", "Done") } else { ("下一项", "Next field") }).expect("on");
    }
    citizen.tap(("填好了", "All filled in")).expect("the end of the form");
}

#[test]
fn a_number_for_today_is_the_halls_and_one_a_person() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    for turn in 1..=2 {
        to_the_form(&mut citizen, &bench, ("今天取号", "A ticket for today"));
        pick(&mut citizen, &[("市政务服务中心", "City service centre"), ("综合窗口", "Any matter")]);
        citizen.wait_for("请取走小票").expect("the slip");
        citizen.picture("ticket").expect("a picture");
        assert!(citizen.sees("A001"), "the same person gets the same number: {}", citizen.reads());
        let slip = bench.printer.wait_for_receipt(turn, PATIENCE).expect("it came out");
        assert!(slip.cut && slip.text.contains("A001") && slip.text.contains("市政务服务中心"), "{}", slip.text);
        if let Some(folder) = std::env::var_os("YICI_PICTURES") {
            std::fs::write(std::path::Path::new(&folder).join("ticket-paper.png"), &slip.png).expect("written");
        }
        citizen.tap(("结束", "Finish")).expect("thanks");
        citizen.tap(("结束", "Finish")).expect("goodbye");
        citizen.wait_for("点击屏幕任意位置开始").expect("wiped");
    }
    assert!(citizen.handed_in().is_empty() && bench.platform.received().expect("a store").is_empty());
}

#[test]
fn a_hall_that_does_not_answer_gives_no_number_and_the_page_says_so() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    to_the_form(&mut citizen, &bench, ("今天取号", "A ticket for today"));
    bench.platform.behave(Behaviour::LoginPage);
    pick(&mut citizen, &[("市政务服务中心", "City service centre"), ("综合窗口", "Any matter")]);
    citizen.wait_for("还没有取到号").expect("it says so");
    citizen.picture("no-ticket").expect("a picture");
    bench.platform.behave(Behaviour::Normal);
    citizen.tap(("再试一次", "Try again")).expect("once more");
    citizen.wait_for("A001").expect("the number");
}
