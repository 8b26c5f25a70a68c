//! Larger type, elder mode, the left hand: chosen on any page, without losing anything, and gone with the citizen.

use crate::support::{bench, citizen};
use std::time::Duration;
use yici::demo::story::{Matter, Place, Story};
use yici::text::Language;
use yici_ui::slint::ComponentHandle as _;
use yici_ui::{Chrome, Page};

const LARGER: (&str, &str) = ("大字", "Larger");
const GOOD: (&str, &str) = ("看清楚了", "This is good");

fn a_whole_matter(panel: (u32, u32), wishes: &[&str]) {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench).before_a_panel(panel.0, panel.1);
    let mut story = Story::begin(&mut citizen, &bench, Matter::PartOfNewborn).expect("attract");
    story.until(Place::Home, Language::Chinese).expect("home");
    story.citizen.tap(LARGER).expect("the button for larger type");
    for wish in wishes {
        story.citizen.touch(wish).expect("the wish");
    }
    story.citizen.tap(GOOD).expect("the sheet closes");
    if wishes.contains(&"长辈版") {
        story.citizen.touch("更多事项").expect("the newborn's matter is not among the elders' first");
    }
    story.to_the_end(Language::Chinese).expect("to the end");
    assert_eq!(bench.printer.receipts().len(), 1);
}

#[test]
fn a_whole_matter_in_the_largest_type() {
    a_whole_matter((1080, 1920), &["特大字"]);
}

#[test]
fn a_whole_matter_in_elder_mode_with_the_left_hand() {
    a_whole_matter((1080, 1920), &["长辈版", "左手"]);
}

#[test]
fn a_whole_matter_on_a_lying_panel() {
    a_whole_matter((1920, 1080), &["黑白分明"]);
}

#[test]
fn a_whole_matter_in_the_largest_type_on_a_small_lying_panel() {
    a_whole_matter((1280, 800), &["特大字", "画面不动"]);
}

#[test]
fn what_was_filled_in_stays_when_the_page_is_made_easier() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Papers, Language::Chinese).expect("the papers");
    let citizen = story.citizen;
    for wish in ["特大字", "长辈版", "左手"] {
        citizen.tap(LARGER).expect("the button");
        citizen.touch(wish).expect("the wish");
        citizen.tap(GOOD).expect("the sheet closes");
        assert_eq!(citizen.page(), Page::Papers);
    }
    citizen.touch("返回").expect("back to the form");
    assert!(citizen.reads().contains("13912345678") || citizen.can_touch("填好了"), "the form is still filled in");
}

#[test]
fn the_next_citizen_finds_the_page_as_it_always_is() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    citizen.wait_for("点击屏幕任意位置开始").expect("attract");
    // A passer-by, on the first page, who walks away from it.
    citizen.tap(LARGER).expect("the button");
    citizen.touch("特大字").expect("the wish");
    assert_eq!(citizen.kiosk().screens().app().global::<Chrome>().get_ease().size, 2);
    citizen.skip(Duration::from_secs(200));
    let chrome = citizen.kiosk().screens().app().global::<Chrome>();
    assert_eq!((chrome.get_ease().size, chrome.get_easing()), (0, false));
}

#[test]
fn traditional_characters_on_every_page_and_back() {
    let (bench, _folder) = bench();
    let mut citizen = citizen(&bench);
    let mut story = Story::begin(&mut citizen, &bench, Matter::Newborn).expect("attract");
    story.until(Place::Home, Language::Chinese).expect("home");
    let citizen = story.citizen;
    citizen.tap(LARGER).expect("the button");
    citizen.touch("繁體中文").expect("the script");
    citizen.touch("看清楚了").expect("the sheet closes");
    citizen.wait_for("新生兒出生").expect("the matters in traditional characters");
    citizen.touch("新生兒出生").expect("the matter");
    citizen.wait_for("開始辦理").expect("the guide in traditional characters");
    let page = citizen.reads();
    assert!(page.contains("出生醫學證明") && !page.contains("出生医学证明"), "the guide said: {page}");
    citizen.touch(LARGER.0).expect("the button");
    citizen.touch("简体中文").expect("the script");
    citizen.touch("看清楚了").expect("the sheet closes");
    citizen.wait_for("出生医学证明").expect("back, on the same page");
    assert_eq!(citizen.page(), Page::Guide);
}
