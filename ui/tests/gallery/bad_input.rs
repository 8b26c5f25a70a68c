//! What nobody planned for: texts that no field should hold, more fingers than a hand has, a panel that reports a thousand
//! times a second, a window that changes its size under a finger, keys of a keyboard that somebody plugged in.
//!
//! Limit: more than 255 marks on one character stop parley 0.11, which shapes the text; no key writes a single one.
//!
//! Each time the page is drawn, in a bounded time, and the main control still does what it says.

use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use yici_ui::slint::platform::{Key, WindowEvent};
use yici_ui::slint::{self, ComponentHandle, ModelRc, PhysicalSize, SharedString, VecModel};
use yici_ui::testing;
use yici_ui::testing::finger::{self, Does};
use yici_ui::{
    App, Chrome, FieldGroup, FieldRow, FormAdapter, Found, GuideAdapter, HomeAdapter, Marked, MatterTile,
    Option as Choice, Page, QuestionsAdapter, ReviewAdapter, ReviewSection, Row, SearchAdapter, SignAdapter, Writing,
};

use crate::samples::{self, Lang};

/// A page that holds such a text may take this long to draw, unoptimised and on a machine that does other things.
const PATIENCE: Duration = Duration::from_secs(20);

/// Texts that no field should hold.
fn hostile() -> [(&'static str, String); 8] {
    [
        ("ten thousand characters", "民".repeat(10_000)),
        ("ten thousand letters without a space", "x".repeat(10_000)),
        ("ten thousand lines", "一\n".repeat(10_000)),
        ("emoji", "👨‍👩‍👧‍👦🏳️‍🌈👍🏽🇨🇳".repeat(50)),
        ("right to left", "שלום عليكم \u{202e}abc\u{2066}def\u{202c}".repeat(50)),
        ("control characters", (0..32_u8).chain(127..160).map(char::from).collect::<String>().repeat(8)),
        ("marks that combine without end", format!("e{}", "\u{0301}\u{0489}".repeat(100))),
        ("rare characters", "𠮷䶮𪚥𫠠𬺰𮯠𰀀𱁬𲎯\u{e5e5}\u{f8ff}龘".repeat(50)),
    ]
}

/// Of what stands in one line the kiosk shows 200 characters (`yici::screens`).
fn end_of(text: &str) -> SharedString {
    let start = text.char_indices().rev().nth(199).map_or(0, |(start, _)| start);
    text[start..].into()
}

fn list<T: Clone + 'static>(items: impl IntoIterator<Item = T>) -> ModelRc<T> {
    ModelRc::new(VecModel::from_iter(items))
}

fn open() -> App {
    testing::install().expect("the first platform of this thread");
    let app = App::new().expect("the screens build");
    slint::select_bundled_translation("").expect("Chinese is the source");
    testing::show(&app).expect("the window shows");
    app
}

/// The page is drawn, and its main control does what it says.
fn serves(app: &App, main: &str, done: &Cell<bool>, what: &str) {
    let start = Instant::now();
    testing::pass(Duration::from_millis(500));
    finger::snapshot(app.window()).expect("the software renderer draws");
    let (x, y) = testing::find(app, main).unwrap_or_else(|| panic!("{what}: {main} is not in sight")).middle();
    done.set(false);
    finger::tap(app.window(), x, y);
    assert!(done.get(), "{what}: {main} did nothing");
    assert!(start.elapsed() < PATIENCE, "{what}: took {:?}", start.elapsed());
}

fn flag() -> (Rc<Cell<bool>>, impl Fn()) {
    let done = Rc::new(Cell::new(false));
    let set = Rc::clone(&done);
    (done, move || set.set(true))
}

#[test]
fn no_text_in_any_field_keeps_a_page_from_being_drawn_and_left() {
    let app = open();
    let chrome = app.global::<Chrome>();
    let done = Rc::new(Cell::new(false));
    let set = || {
        let done = Rc::clone(&done);
        move || done.set(true)
    };
    chrome.on_leave(set());
    app.global::<FormAdapter>().on_next(set());
    app.global::<GuideAdapter>().on_begin(set());
    app.global::<ReviewAdapter>().on_next(set());
    app.global::<QuestionsAdapter>().on_next(set());
    let wrote = set();
    app.global::<FormAdapter>().on_key(move |_| wrote());
    for (name, text) in hostile() {
        let text = SharedString::from(text);
        for page in [Page::Home, Page::Search, Page::Guide, Page::Questions, Page::Form, Page::Review] {
            samples::chrome(&app, Lang::Zh, page);
            chrome.set_can_leave(true);
            match page {
                Page::Home => {
                    let tile = MatterTile {
                        key: "a".into(),
                        name: text.clone(),
                        summary: text.clone(),
                        facts: text.clone(),
                        open: true,
                        reason: text.clone(),
                    };
                    app.global::<HomeAdapter>().set_matters(list([tile]));
                }
                Page::Search => {
                    let part = Marked { before: end_of(&text), marked: end_of(&text), after: end_of(&text) };
                    let found = Found {
                        key: "a".into(),
                        name: part.clone(),
                        part: end_of(&text),
                        text: part,
                        open: true,
                        reason: text.clone(),
                    };
                    app.global::<SearchAdapter>().set_query(end_of(&text));
                    app.global::<SearchAdapter>().set_found(list([found]));
                }
                Page::Guide => {
                    samples::guide(&app, Lang::Zh);
                    app.global::<GuideAdapter>().set_summary(text.clone());
                }
                Page::Questions => {
                    samples::questions(&app, Lang::Zh);
                    let option = Choice { key: "a".into(), label: text.clone(), detail: text.clone(), selected: true };
                    app.global::<QuestionsAdapter>().set_options(list([option]));
                }
                Page::Form => {
                    let row = FieldRow {
                        key: "a".into(),
                        label: text.clone(),
                        value: text.clone(),
                        origin: "来自身份证".into(),
                        complaint: text.clone(),
                        reason: text.clone(),
                        required: true,
                        settled: false,
                    };
                    let group = FieldGroup { title: "申请人".into(), rows: list([row]) };
                    app.global::<FormAdapter>().set_editing(false);
                    app.global::<FormAdapter>().set_groups(list([group]));
                    app.global::<FormAdapter>().set_can_go_on(true);
                }
                _ => {
                    let row = Row { label: text.clone(), value: text.clone() };
                    let section = ReviewSection { title: text.clone(), rows: list([row]) };
                    app.global::<ReviewAdapter>().set_sections(list([section]));
                }
            }
            let main = match page {
                Page::Home => "离开",
                Page::Search => "A",
                Page::Guide => "开始办理",
                Page::Questions => "下一步",
                Page::Form => "填好了",
                _ => "核对无误",
            };
            serves(&app, main, &done, &format!("{name} on {page:?}"));
        }
        // In the line that is written, and among what it may mean.
        samples::chrome(&app, Lang::Zh, Page::Form);
        samples::writing(&app, Lang::Zh, Writing::Chinese);
        let form = app.global::<FormAdapter>();
        form.set_value(end_of(&text));
        form.set_composing(end_of(&text));
        form.set_complaint(text.clone());
        form.set_candidates(list([text.clone(), text.clone()]));
        serves(&app, "A", &done, &format!("{name} being written"));
        form.set_editing(false);
    }
}

/// A guide, and whether its main control was touched.
fn at_the_guide() -> (App, Rc<Cell<bool>>) {
    let app = open();
    samples::chrome(&app, Lang::Zh, Page::Guide);
    samples::guide(&app, Lang::Zh);
    let (done, set) = flag();
    app.global::<GuideAdapter>().on_begin(set);
    (app, done)
}

#[test]
fn twenty_fingers_at_once_leave_the_page_as_usable_as_before() {
    let (app, done) = at_the_guide();
    let window = app.window();
    let at = |finger: u8, step: u8| {
        (50.0 + 49.0 * f32::from(finger) + f32::from(step), 200.0 + 80.0 * f32::from(finger) - 7.0 * f32::from(step))
    };
    for ends in [Does::Up, Does::Lost] {
        (0..20_u8).for_each(|finger| finger::one_of_many(window, finger.into(), at(finger, 0), Does::Down));
        for step in 0..50 {
            (0..20_u8).for_each(|finger| finger::one_of_many(window, finger.into(), at(finger, step), Does::Along));
            testing::pass(Duration::from_millis(8));
        }
        // Some are lifted, some lost, in an order that has nothing to do with that of their coming.
        (0..20_u8)
            .map(|finger| finger * 7 % 20)
            .for_each(|finger| finger::one_of_many(window, finger.into(), at(finger, 50), ends));
        testing::pass(Duration::from_secs(2));
        serves(&app, "开始办理", &done, "twenty fingers");
    }
    // One that was never put down, and one put down twice.
    finger::one_of_many(window, 3, (500.0, 500.0), Does::Up);
    finger::one_of_many(window, 4, (500.0, 500.0), Does::Down);
    finger::one_of_many(window, 4, (500.0, 900.0), Does::Down);
    finger::one_of_many(window, 4, (500.0, 900.0), Does::Up);
    testing::pass(Duration::from_secs(2));
    serves(&app, "开始办理", &done, "a finger put down twice");
}

#[test]
fn a_panel_that_reports_a_thousand_times_a_second_is_drawn_from_and_keeps_up() {
    let app = open();
    samples::chrome(&app, Lang::Zh, Page::Sign);
    samples::sign(&app, Lang::Zh);
    let moves = Rc::new(Cell::new(0));
    let count = Rc::clone(&moves);
    app.global::<SignAdapter>().on_move(move |_, _| count.set(count.get() + 1));
    let (done, set) = flag();
    app.global::<SignAdapter>().on_next(set);
    let pad = testing::find(&app, "签名区").expect("the pad is in sight");
    let window = app.window();
    let start = Instant::now();
    finger::one_of_many(window, 0, pad.middle(), Does::Down);
    for step in 0..5_000_u16 {
        let part = f32::from(step % 500) / 500.0;
        finger::one_of_many(window, 0, (pad.x + pad.width * part, pad.y + pad.height * (1.0 - part)), Does::Along);
        testing::pass(Duration::from_millis(1));
    }
    finger::one_of_many(window, 0, pad.middle(), Does::Up);
    assert!(moves.get() > 4_900, "only {} of 5,000 reports reached the pad", moves.get());
    assert!(start.elapsed() < PATIENCE, "five seconds of writing took {:?}", start.elapsed());
    serves(&app, "确认签名", &done, "a fast panel");
}

#[test]
fn a_window_that_changes_its_size_under_a_finger_is_drawn_and_serves() {
    let (app, done) = at_the_guide();
    let window = app.window();
    for (round, (width, height)) in
        [(1920, 1080), (1, 1), (320, 240), (4000, 200), (200, 4000), (1280, 800), (1080, 1920)].into_iter().enumerate()
    {
        let finger = i32::try_from(round).expect("a few rounds");
        finger::one_of_many(window, finger, (400.0, 700.0), Does::Down);
        testing::pass(Duration::from_millis(30));
        finger::one_of_many(window, finger, (400.0, 650.0), Does::Along);
        window.set_size(PhysicalSize::new(width, height));
        yici_ui::panel::Panel::default().fit(&app, yici_ui::panel::Wanted { size: 1.0, low: false });
        testing::pass(Duration::from_millis(200));
        finger::snapshot(window).expect("the software renderer draws");
        finger::one_of_many(window, finger, (400.0, 600.0), Does::Along);
        finger::one_of_many(window, finger, (400.0, 600.0), Does::Up);
        testing::pass(Duration::from_secs(2));
    }
    serves(&app, "开始办理", &done, "after the changes of size");
}

#[test]
fn a_keyboard_that_somebody_plugs_in_writes_nothing_and_ends_nothing() {
    let app = open();
    samples::chrome(&app, Lang::Zh, Page::Form);
    samples::writing(&app, Lang::Zh, Writing::Chinese);
    let (done, set) = flag();
    app.global::<FormAdapter>().on_key(move |_| set());
    let value = app.global::<FormAdapter>().get_value();
    let named = [
        Key::Escape,
        Key::F4,
        Key::Delete,
        Key::Backspace,
        Key::Menu,
        Key::Home,
        Key::PageDown,
        Key::Control,
        Key::Alt,
        Key::Meta,
    ];
    let texts = named.into_iter().map(SharedString::from).chain(hostile().map(|(_, text)| text.into()));
    for text in texts {
        app.window().dispatch_event(WindowEvent::KeyPressed { text: text.clone() });
        app.window().dispatch_event(WindowEvent::KeyPressRepeated { text: text.clone() });
        app.window().dispatch_event(WindowEvent::KeyReleased { text });
        testing::pass(Duration::from_millis(20));
    }
    assert!(!done.get(), "a key wrote into the form");
    assert_eq!(app.global::<FormAdapter>().get_value(), value);
    serves(&app, "A", &done, "after the keys");
}
