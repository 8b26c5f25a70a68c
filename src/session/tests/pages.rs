//! The notice about personal data, papers of several pages, and what it costs.

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

#[test]
fn a_paper_of_several_pages_is_handed_in_page_after_page_and_can_be_taken_anew() {
    let mut bench = Bench::new();
    bench.reach_the_papers();
    let paper = |bench: &Bench| {
        let PageView::Papers(page) = bench.view().page else { panic!("the papers") };
        page
    };
    let first = paper(&bench).papers[0].key.clone();
    let page = |bench: &mut Bench, keep: Touch| {
        bench.touch(Touch::TakePicture);
        bench.picture();
        bench.touch(keep);
    };
    page(&mut bench, Touch::KeepAndAdd);
    assert!(paper(&bench).adding && paper(&bench).message.contains("已拍1页"), "{}", paper(&bench).message);
    assert!(!paper(&bench).complete, "somebody is in the middle of a paper");
    page(&mut bench, Touch::KeepAndAdd);
    page(&mut bench, Touch::Keep);
    let pages = |bench: &Bench| bench.session.state.visit().expect("a visit").pages(&first).count();
    assert_eq!(pages(&bench), 3);
    assert!(!paper(&bench).adding);

    bench.touch(Touch::Choose(first.clone()));
    for _ in 0..20 {
        page(&mut bench, Touch::KeepAndAdd);
        if paper(&bench).still.is_some() {
            bench.touch(Touch::Keep);
            break;
        }
    }
    assert_eq!(pages(&bench), 8, "taken anew, and no further than its bound");
    bench.touch(Touch::Choose(first.clone()));
    page(&mut bench, Touch::KeepAndAdd);
    bench.touch(Touch::Keep);
    assert_eq!(pages(&bench), 1, "without a further picture the paper is whole");
}
