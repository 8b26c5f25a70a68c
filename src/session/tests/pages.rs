//! The notice about personal data, and what it costs.

use super::*;
use crate::session::view::FeesView;

#[test]
fn the_notice_can_be_read_before_anything_is_given_and_leads_back() {
    let mut bench = Bench::new();
    bench.touch(Touch::Start);
    bench.touch(Touch::Privacy);
    let PageView::Privacy(notice) = bench.view().page else { panic!("the notice") };
    assert!(notice.parts.iter().any(|(heading, _)| heading == "摄像头") && bench.view().chrome.can_go_back);
    bench.touch(Touch::SwitchLanguage);
    let PageView::Privacy(notice) = bench.view().page else { panic!("the notice") };
    assert!(notice.parts.iter().all(|(heading, text)| heading.is_ascii() && text.is_ascii()), "it is whole in English");
    bench.touch(Touch::Next);
    assert!(matches!(bench.view().page, PageView::Home(_)));
}

fn fees(bench: &Bench) -> FeesView {
    let PageView::Fees(fees) = bench.view().page else { panic!("the fees") };
    fees
}

#[test]
fn what_may_cost_something_is_said_before_the_signature_with_how_it_is_paid() {
    let mut bench = Bench::new();
    bench.reach_the_pad();
    bench.touch(Touch::Back);
    assert!(matches!(bench.view().page, PageView::Review(_)));
    bench.touch(Touch::Back);
    let page = fees(&bench);
    assert!(page.rows.iter().any(|(fee, items)| fee.contains("参保费") && items.contains("医疗保险")), "{page:?}");
    assert!(page.total.is_empty(), "what one item does not say is no sum: {page:?}");
    assert!(page.how.contains("本机不收钱"));
    bench.touch(Touch::Back);
    assert!(matches!(bench.view().page, PageView::Delivery(_)));
}

#[test]
fn what_is_free_asks_for_nothing() {
    let mut bench = Bench::new();
    bench.reach_the_pad();
    for touch in [Touch::Back, Touch::Back, Touch::Back, Touch::Back, Touch::Back, Touch::Back] {
        bench.touch(touch);
    }
    while !matches!(bench.view().page, PageView::Choice(_)) {
        bench.touch(Touch::Back);
    }
    bench.touch(Touch::Choose("insurance".into()));
    for _ in 0..4 {
        bench.touch(Touch::Next);
    }
    let mut seen = Vec::new();
    while !matches!(bench.view().page, PageView::Review(_)) && seen.len() < 9 {
        seen.push(super::input::name(&bench.view().page));
        bench.touch(Touch::Next);
    }
    assert!(!seen.contains(&"fees"), "{seen:?}");
}
