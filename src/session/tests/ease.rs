//! How the page is wanted: kept from page to page, lost with the citizen.

use super::*;
use crate::session::ease::{Ease, TypeSize, Wish};

fn wishes(bench: &mut Bench) {
    bench.touch(Touch::EaseSheet(true));
    for wish in [Wish::Elder, Wish::Contrast, Wish::Low, Wish::Left, Wish::Still] {
        bench.touch(Touch::Ease(wish));
    }
    bench.touch(Touch::EaseSheet(false));
}

#[test]
fn it_is_kept_from_page_to_page_and_loses_nothing() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    let before = bench.view();
    wishes(&mut bench);
    let after = bench.view();
    assert!(before.page == after.page, "the page holds what it held");
    let ease = after.chrome.ease;
    assert!(ease.elder && ease.contrast && ease.low && ease.left && ease.still);
    assert_eq!(ease.size, TypeSize::Large, "elder mode has larger type");
    bench.touch(Touch::Back);
    assert_eq!(bench.view().chrome.ease, ease);
}

#[test]
fn elder_mode_shows_the_commonest_matters_and_the_rest_one_touch_away() {
    let mut bench = Bench::new();
    bench.touch(Touch::Start);
    let keys = |bench: &Bench| match bench.view().page {
        PageView::Home(page) => page.matters.into_iter().map(|tile| tile.key).collect::<Vec<_>>(),
        _ => panic!("home"),
    };
    let all = keys(&bench);
    bench.touch(Touch::Ease(Wish::Elder));
    let few = keys(&bench);
    assert!(few.len() <= 6 && few.len() < all.len(), "{few:?}");
    let (more, elders) = few.split_last().expect("tiles");
    assert!(elders.iter().all(|key| all.contains(key)));
    bench.touch(Touch::Choose(more.clone()));
    assert_eq!(keys(&bench), all);
    bench.touch(Touch::Leave);
    bench.touch(Touch::Start);
    assert_eq!(keys(&bench), all, "the next citizen finds it as it always is");
}

#[test]
fn the_next_citizen_finds_the_page_as_it_always_is() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    wishes(&mut bench);
    bench.touch(Touch::Leave);
    bench.touch(Touch::LeaveConfirmed);
    assert_eq!(bench.view().chrome.ease, Ease::default());
}

#[test]
fn a_passer_by_who_never_begins_leaves_nothing_behind_either() {
    let mut bench = Bench::new();
    bench.touch(Touch::EaseSheet(true));
    bench.touch(Touch::Ease(Wish::Size(TypeSize::Largest)));
    bench.touch(Touch::Ease(Wish::English));
    let chrome = bench.view().chrome;
    assert_eq!((chrome.ease.size, chrome.language, chrome.easing), (TypeSize::Largest, Language::English, true));
    bench.skip(89);
    assert!(bench.view().chrome.easing, "who still reads is not hurried");
    bench.skip(1);
    let chrome = bench.view().chrome;
    assert_eq!((chrome.ease, chrome.language, chrome.easing), (Ease::default(), Language::Chinese, false));
}

#[test]
fn a_size_that_was_chosen_outlives_elder_mode() {
    let mut bench = Bench::new();
    for wish in [Wish::Size(TypeSize::Largest), Wish::Elder, Wish::Elder] {
        bench.touch(Touch::Ease(wish));
    }
    assert_eq!(bench.view().chrome.ease.size, TypeSize::Largest);
}

#[test]
fn traditional_characters_are_chinese_and_english_ends_them() {
    let mut bench = Bench::new();
    bench.touch(Touch::Ease(Wish::Chinese { traditional: true }));
    assert_eq!((bench.view().chrome.language, bench.view().chrome.ease.traditional), (Language::Chinese, true));
    bench.touch(Touch::SwitchLanguage);
    assert_eq!(bench.view().chrome.language, Language::English);
    bench.touch(Touch::Ease(Wish::Chinese { traditional: false }));
    assert!(!bench.view().chrome.ease.traditional);
}

#[test]
fn a_touch_on_the_sheet_keeps_the_visit_alive() {
    let mut bench = Bench::new();
    bench.touch(Touch::Start);
    for _ in 0..10 {
        bench.skip(80);
        bench.touch(Touch::Ease(Wish::Left));
    }
    assert!(matches!(bench.view().page, PageView::Home(_)), "ten times ten, the time was extended");
}
