//! A finger on the real screens: what it touches is reported, and only what it could reach is found.

use std::cell::RefCell;
use std::rc::Rc;

use yici_ui::slint::{self, ComponentHandle, SharedString};
use yici_ui::testing::{self, finger};
use yici_ui::{App, Bench, BenchAdapter, BenchHand, Chrome, FormAdapter, HomeAdapter, Page, SignAdapter, Writing};

use crate::samples::{self, Lang};

fn open(page: Page, fill: impl Fn(&App, Lang)) -> App {
    testing::install().expect("the first platform of this thread");
    let app = App::new().expect("the screens build");
    slint::select_bundled_translation("").expect("Chinese is the source");
    samples::chrome(&app, Lang::Zh, page);
    fill(&app, Lang::Zh);
    testing::show(&app).expect("the window shows");
    app
}

fn tap(app: &App, label: &str) {
    let (x, y) = testing::find(app, label).expect("the label is in sight").middle();
    finger::tap(app.window(), x, y);
}

/// A list that a callback writes into and a test reads.
fn record<T>() -> (Rc<RefCell<Vec<T>>>, impl Fn(T) + 'static)
where
    T: 'static,
{
    let seen = Rc::new(RefCell::new(Vec::new()));
    let writer = seen.clone();
    (seen, move |value| writer.borrow_mut().push(value))
}

#[test]
fn a_tap_on_a_tile_chooses_its_matter() {
    let app = open(Page::Home, samples::home);
    let (chosen, push) = record::<SharedString>();
    app.global::<HomeAdapter>().on_choose(push);
    tap(&app, "新生儿出生");
    tap(&app, "企业职工退休");
    assert_eq!(*chosen.borrow(), ["birth"], "the closed matter is not chosen");
}

#[test]
fn every_touch_is_a_sign_of_life_even_beside_everything() {
    let app = open(Page::Thanks, samples::nothing);
    let (touches, push) = record::<()>();
    app.global::<Chrome>().on_touched(move || push(()));
    tap(&app, "结束");
    finger::tap(app.window(), 900.0, 500.0);
    assert_eq!(touches.borrow().len(), 2);
}

#[test]
fn what_is_scrolled_away_is_found_only_once_it_is_in_sight() {
    let app = open(Page::Guide, samples::guide);
    assert_eq!(testing::find(&app, "结婚证"), None);
    tap(&app, "向下翻");
    assert!(testing::find(&app, "结婚证").is_some());
    tap(&app, "向上翻");
    assert_eq!(testing::find(&app, "结婚证"), None);
    let line = (0..20u8).map(|step| (540.0, 1400.0 - 45.0 * f32::from(step))).collect::<Vec<_>>();
    finger::drag(app.window(), &line);
    testing::pass(std::time::Duration::from_secs(2));
    assert!(testing::find(&app, "结婚证").is_some(), "a finger pans the page too");
}

#[test]
fn nothing_beneath_a_dialog_is_found() {
    let app = open(Page::Review, samples::review);
    assert!(testing::find(&app, "核对无误").is_some());
    app.global::<Chrome>().set_leaving(true);
    testing::pass(std::time::Duration::from_millis(100));
    assert_eq!(testing::find(&app, "核对无误"), None);
    assert!(testing::find(&app, "离开并清除").is_some());
}

#[test]
fn a_settled_field_is_read_but_not_written() {
    let app = open(Page::Form, samples::form);
    let (edited, push) = record::<SharedString>();
    app.global::<FormAdapter>().on_edit(push);
    tap(&app, "姓名");
    tap(&app, "手机号码");
    assert_eq!(*edited.borrow(), ["phone"]);
    let seen = testing::all(&app);
    assert!(seen.iter().any(|seen| seen.label == "姓名"));
    assert!(!seen.iter().any(|seen| seen.label == "姓名" && seen.control));
}

#[test]
fn keys_send_small_letters_for_pinyin_and_capitals_otherwise() {
    let app = open(Page::Form, |app, lang| samples::writing(app, lang, Writing::Chinese));
    let (keys, push) = record::<SharedString>();
    app.global::<FormAdapter>().on_key(push);
    tap(&app, "A");
    tap(&app, "删除");
    tap(&app, "空格");
    samples::writing(&app, Lang::Zh, Writing::Latin);
    testing::pass(std::time::Duration::from_millis(100));
    tap(&app, "A");
    tap(&app, "清空");
    assert_eq!(*keys.borrow(), ["a", "backspace", "space", "A", "clear"]);
}

#[test]
fn the_arrows_turn_to_the_candidates_that_did_not_fit_before_they_ask_for_more() {
    let app = open(Page::Form, |app, lang| samples::writing(app, lang, Writing::Chinese));
    let form = app.global::<FormAdapter>();
    let words = (1..=8).map(|number| SharedString::from(format!("示范市第{number}妇幼保健院")));
    form.set_candidates(slint::ModelRc::new(slint::VecModel::from_iter(words)));
    let (turns, push) = record::<()>();
    form.on_candidates_next(move || push(()));
    let (picked, push) = record::<i32>();
    form.on_candidate(push);
    testing::pass(std::time::Duration::from_millis(100));
    assert_eq!(testing::find(&app, "示范市第8妇幼保健院"), None);
    tap(&app, "后一组");
    tap(&app, "示范市第8妇幼保健院");
    assert_eq!((turns.borrow().len(), &*picked.borrow()), (0, &vec![7]));
    tap(&app, "后一组");
    assert_eq!(turns.borrow().len(), 1);
    assert!(testing::find(&app, "示范市第1妇幼保健院").is_some(), "new candidates begin at the top");
}

#[test]
fn a_stroke_is_reported_within_the_pad() {
    let app = open(Page::Sign, samples::sign);
    let pad = testing::find(&app, "签名区").expect("the pad is in sight");
    let sign = app.global::<SignAdapter>();
    let (downs, push) = record();
    sign.on_down(move |x, y| push((x, y)));
    let (moves, push) = record();
    sign.on_move(move |x, y| push((x, y)));
    let (ups, push) = record();
    sign.on_up(move || push(()));
    let at = |x: f32, y: f32| (pad.x + x, pad.y + y);
    finger::drag(app.window(), &[at(100.0, 200.0), at(300.0, 210.0), at(500.0, 220.0), at(500.0, 900.0)]);
    assert_eq!(*downs.borrow(), [(100.0, 200.0)]);
    assert_eq!(
        moves.borrow().last(),
        Some(&(500.0, sign.get_pad_height())),
        "a stroke that leaves the pad is held at its edge"
    );
    assert!(moves.borrow().contains(&(300.0, 210.0)));
    assert_eq!(ups.borrow().len(), 1);
}

#[test]
fn the_bench_reports_the_hand_that_was_pressed() {
    testing::install().expect("the first platform of this thread");
    let bench = Bench::new().expect("the bench builds");
    let adapter = bench.global::<BenchAdapter>();
    let hand = |key: &str, label: &str| BenchHand { key: key.into(), label: label.into(), on: key == "line" };
    let hands = [hand("card", "放上身份证"), hand("line", "断开线路")];
    adapter.set_hands(slint::ModelRc::new(slint::VecModel::from_iter(hands)));
    adapter.set_log(slint::ModelRc::new(slint::VecModel::from_iter(
        (1..=40).map(|line| SharedString::from(format!("{line}"))),
    )));
    let (pressed, push) = record::<SharedString>();
    adapter.on_press(push);
    bench.window().set_size(slint::PhysicalSize::new(480, 900));
    bench.show().expect("the bench shows");
    testing::pass(std::time::Duration::from_millis(500));
    let (x, y) = testing::find(&bench, "放上身份证").expect("the hand is in sight").middle();
    finger::tap(bench.window(), x, y);
    assert_eq!(*pressed.borrow(), ["card"]);
    assert!(testing::find(&bench, "40").is_some(), "the newest line shows");
}
