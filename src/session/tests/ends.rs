//! How a visit ends, and how it does not.

use super::*;

#[test]
fn the_warning_counts_down_and_a_touch_ends_it() {
    let mut bench = Bench::new();
    bench.touch(Touch::Start);
    bench.skip(59);
    assert_eq!(bench.view().chrome.idle, None);
    bench.skip(1);
    assert_eq!(bench.view().chrome.idle, Some(30));
    bench.skip(29);
    assert_eq!(bench.view().chrome.idle, Some(1));
    bench.touch(Touch::Stay);
    assert_eq!(bench.view().chrome.idle, None);
}

#[test]
fn every_end_of_a_visit_wipes_and_stops_the_devices() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    let effects = bench.skip(90);
    assert!(!bench.session.busy());
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Wipe)));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Reader(None))));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Camera(None))));
}

#[test]
fn leaving_asks_first_and_loses_nothing_when_it_was_not_meant() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    bench.touch(Touch::LeaveConfirmed);
    assert!(bench.session.busy(), "nobody asked, so nothing is confirmed");
    bench.touch(Touch::Leave);
    assert!(bench.view().chrome.leaving);
    bench.touch(Touch::LeaveCancelled);
    assert!(matches!(bench.view().page, PageView::Form(_)));
    bench.touch(Touch::Leave);
    bench.touch(Touch::LeaveConfirmed);
    assert!(!bench.session.busy());
}

#[test]
fn the_language_is_switched_without_loss_and_falls_back_for_the_next_citizen() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    bench.write("child.name", "王安");
    bench.touch(Touch::SwitchLanguage);
    let PageView::Form(form) = bench.view().page else { panic!("form") };
    assert_eq!(form.groups[0].0, "Applicant");
    let rows: Vec<_> = form.groups.iter().flat_map(|(_, rows)| rows).collect();
    assert!(rows.iter().any(|row| row.value.reveal() == "王安"));
    bench.skip(90);
    assert_eq!(bench.view().chrome.language, Language::Chinese);
}

#[test]
fn matters_past_their_limit_are_closed_with_a_reason_and_whoever_is_in_one_finishes_it() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    bench.on(Event::Freshness(Freshness::Closed));
    assert!(matches!(bench.view().page, PageView::Form(_)));
    bench.skip(90);
    let PageView::Attract(page) = bench.view().page else { panic!("attract") };
    assert!(page.notice.contains("已过期"), "{}", page.notice);
    bench.touch(Touch::Start);
    let PageView::Home(home) = bench.view().page else { panic!("home") };
    assert!(home.matters.iter().all(|tile| tile.closed.is_some()));
    bench.touch(Touch::Choose("newborn".into()));
    assert!(matches!(bench.view().page, PageView::Home(_)), "a closed matter does not open");
}

#[test]
fn a_newer_catalogs_age_counts_only_when_it_serves() {
    let mut bench = Bench::new();
    bench.on(Event::Freshness(Freshness::Closed));
    bench.touch(Touch::Start);
    bench.on(Event::Catalog(catalog()));
    bench.on(Event::Freshness(Freshness::Fresh));
    let closed = |bench: &Bench| match bench.view().page {
        PageView::Home(home) => home.matters.iter().all(|tile| tile.closed.is_some()),
        _ => panic!("home"),
    };
    assert!(closed(&bench), "the old one still serves");
    bench.skip(90);
    bench.touch(Touch::Start);
    assert!(!closed(&bench));
}
