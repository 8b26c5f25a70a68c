//! A number in a hall's queue, and a booking: the platform's word, on the screen and on a slip, kept nowhere. A booking's days
//! are the next working days of the catalog's calendar; whether one is free is the platform's word.

use crate::support::{PATIENCE, bench, citizen};
use jiff::civil::{Date, Weekday};
use std::path::Path;
use std::time::Duration;
use yici::clock::Clock;
use yici::demo::bench::Bench;
use yici::demo::citizen::{Citizen, Words};
use yici::plan::Calendar;
use yici::text::{Language, weekday as weekday_in_words};
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

/// What a citizen books: a mobile number is written, hall, matter, day and time are picked.
fn book(citizen: &mut Citizen, day: Words) {
    citizen.tap(("填好了", "All filled in")).expect("the first field");
    citizen.type_keys("13900000123").expect("the mobile number");
    for option in [("市政务服务中心", "City service centre"), ("综合窗口", "Any matter"), day] {
        citizen.tap(("下一项", "Next field")).expect("on");
        citizen.tap(option).expect("an option");
    }
    citizen.tap(("下一项", "Next field")).expect("the time");
    citizen.tap(MORNING).expect("an option");
    citizen.tap(("完成", "Done")).expect("the end");
    citizen.tap(("填好了", "All filled in")).expect("the end of the form");
}

const BOOK: Words = ("预约改天来", "A booking for another day");
const MORNING: Words = ("上午9点至10点", "9 to 10 in the morning");

/// A kiosk whose clock is not behind the platform's, as nobody's is: bookings are for days to come.
fn citizen_today(bench: &Bench) -> (Citizen, Date) {
    let mut citizen = citizen(bench);
    let (kiosk, machine) = (Clock::by_hand().now().wall, Clock::real().now().wall);
    let behind = machine.date().since(kiosk.date()).expect("two days").get_days().max(0);
    citizen.skip(Duration::from_secs(86_400) * behind.unsigned_abs());
    (citizen, kiosk.date().max(machine.date()))
}

/// The first day that is offered and on which halls are open, whatever a weekend is made of.
fn first_day(today: Date) -> (Date, &'static str) {
    let (_, catalog) =
        yici::shelf::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("services").as_path()).expect("good");
    let offered = Calendar::of(&catalog).next_working(today, 7);
    let weekday = |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let day = offered.into_iter().find(weekday).expect("a day within a week");
    (day, weekday_in_words(day, Language::Chinese).leak())
}

#[test]
fn a_booking_is_for_the_day_and_the_time_that_were_picked() {
    let (bench, _folder) = bench();
    let (mut citizen, today) = citizen_today(&bench);
    let (day, words) = first_day(today);
    to_the_form(&mut citizen, &bench, BOOK);
    book(&mut citizen, (words, words));
    citizen.wait_for("请取走小票").expect("the slip");
    citizen.picture("booking").expect("a picture");
    let when = format!("{} 09:00–10:00", yici::text::day(day, Language::Chinese));
    assert!(citizen.sees("Y001") && citizen.sees(&when), "{}", citizen.reads());
    let slip = bench.printer.wait_for_receipt(1, PATIENCE).expect("it came out");
    for words in ["预约凭证", "Y001", "市政务服务中心", when.as_str()] {
        assert!(slip.text.contains(words), "{words} is not on the slip: {}", slip.text);
    }
    assert!(citizen.handed_in().is_empty(), "nothing is kept here");
}

#[test]
fn a_time_that_is_booked_out_is_said_and_another_one_can_be_had() {
    let (bench, _folder) = bench();
    let (mut citizen, today) = citizen_today(&bench);
    let (day, words) = first_day(today);
    bench.platform.book_out("city", &day.to_string(), "0900").expect("others were earlier");
    to_the_form(&mut citizen, &bench, BOOK);
    book(&mut citizen, (words, words));
    citizen.wait_for("这个时段已经约满").expect("it says so");
    citizen.picture("booked-out").expect("a picture");
    assert!(bench.printer.receipts().is_empty(), "no number, no slip");
    citizen.tap(("返回", "Back")).expect("the form");
    citizen.tap(("预约时段", "Time")).expect("the field");
    citizen.tap(("下午3点至5点", "3 to 5 in the afternoon")).expect("another time");
    citizen.tap(("完成", "Done")).expect("the form");
    citizen.tap(("填好了", "All filled in")).expect("asked again");
    citizen.wait_for("15:00–17:00").expect("the booking");
}
