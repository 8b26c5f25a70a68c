//! Looking for a matter.

use super::*;
use crate::session::view::SearchView;

fn searching() -> Bench {
    let mut bench = Bench::new();
    bench.touch(Touch::Start);
    bench.touch(Touch::Search);
    bench
}

fn shown(bench: &Bench) -> SearchView {
    let PageView::Search(search) = bench.view().page else { panic!("search") };
    search
}

fn keys(bench: &Bench) -> Vec<String> {
    shown(bench).found.into_iter().map(|found| found.key).collect()
}

#[test]
fn what_is_written_finds_a_matter_which_then_begins() {
    let mut bench = searching();
    assert!(shown(&bench).found.is_empty() && shown(&bench).hint.contains("拼音"));
    for letter in ["x", "s", "e"] {
        bench.touch(Touch::Write(letter.into()));
    }
    let first = shown(&bench).found.remove(0);
    assert_eq!((first.key.as_str(), &first.name.0[first.name.1.clone()]), ("newborn", "新生儿"));
    assert!(first.closed.is_none() && shown(&bench).hint.is_empty());
    bench.touch(Touch::Choose("newborn".into()));
    assert!(matches!(bench.view().page, PageView::Guide(_)));
}

#[test]
fn a_matter_found_by_an_item_says_which() {
    let mut bench = searching();
    bench.touch(Touch::Write("劳动合同".into()));
    let found = shown(&bench).found.remove(0);
    assert_eq!(found.key, "hiring");
    assert!(found.name.1.is_empty() && !found.part.is_empty());
    assert_eq!(&found.text.0[found.text.1.clone()], "劳动合同");
}

#[test]
fn nothing_found_says_what_to_do() {
    let mut bench = searching();
    bench.touch(Touch::Write("龘龘".into()));
    assert!(shown(&bench).found.is_empty() && shown(&bench).hint.contains("工作人员"));
    bench.touch(Touch::EraseLast);
    bench.touch(Touch::EraseLast);
    bench.touch(Touch::EraseLast);
    assert!(shown(&bench).query.reveal().is_empty());
}

#[test]
fn a_query_is_bounded_and_erased_at_once() {
    let mut bench = searching();
    bench.touch(Touch::Write("长\u{0}".repeat(10_000).as_str().into()));
    assert_eq!(shown(&bench).query.reveal().chars().count(), crate::search::LONGEST_QUERY);
    bench.touch(Touch::EraseAll);
    assert!(keys(&bench).is_empty());
}

#[test]
fn a_closed_matter_is_found_with_its_reason_and_cannot_be_begun() {
    let mut bench = searching();
    bench.devices(DeviceState::NeverSeen);
    bench.touch(Touch::Write("新生儿".into()));
    assert!(shown(&bench).found[0].closed.is_some());
    bench.touch(Touch::Choose("newborn".into()));
    assert!(matches!(bench.view().page, PageView::Search(_)));
}

#[test]
fn back_leads_home_and_the_query_is_gone() {
    let mut bench = searching();
    assert!(bench.view().chrome.can_go_back && bench.view().chrome.can_leave);
    bench.touch(Touch::Write("退休".into()));
    bench.touch(Touch::Back);
    assert!(matches!(bench.view().page, PageView::Home(_)));
    bench.touch(Touch::Search);
    assert!(shown(&bench).query.reveal().is_empty());
}

#[test]
fn silence_ends_a_search_as_it_ends_everything() {
    let mut bench = searching();
    bench.touch(Touch::Write("低保".into()));
    let effects = bench.skip(600);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Wipe)));
    assert!(matches!(bench.view().page, PageView::Attract(_)));
}
