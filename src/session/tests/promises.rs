//! Two kinds of promise: a paper that comes later, and a word in its place.

use super::*;
use crate::application::number;
use crate::paper::receipt::Receipt;
use crate::plan::Calendar;
use crate::session::promises::Promising;
use crate::session::view::PromiseView;
use crate::session::visit::Visit;

/// A visit to this matter that promises whatever can be promised, first answers everywhere.
fn promising(matter: &str) -> Visit {
    let id = crate::platform::contract::SubmissionId::generate();
    let mut visit = Visit::new(catalog(), matter, id).expect("shipped");
    while let Some((question, answer)) = crate::plan::questions(visit.matter(), &visit.answers)
        .iter()
        .find(|question| !visit.answers.contains_key(&question.key))
        .map(|question| (question.key.clone(), question.options[0].key.clone()))
    {
        visit.answers.insert(question, answer);
    }
    let keys: std::collections::BTreeSet<String> = {
        let plan = visit.plan();
        let papers = plan.papers.iter().filter(|need| need.what.promise.is_some());
        papers.map(|need| need.what.key.clone()).collect()
    };
    visit.deferred = keys.clone();
    visit.agreed = keys;
    visit
}

fn shown(visit: Visit) -> Vec<PromiseView> {
    let mut bench = Bench::new();
    bench.session.state = Promising::enter(Box::new(visit));
    let PageView::Promises(page) = bench.view().page else { panic!("promises") };
    page.promises
}

#[test]
fn a_commitment_owes_no_paper_and_a_deferral_does() {
    let promises = shown(promising("restaurant"));
    let (later, instead): (Vec<_>, Vec<_>) = promises.iter().partition(|promise| promise.later);
    assert!(!later.is_empty() && !instead.is_empty(), "both kinds are there");
    assert!(later.iter().all(|promise| promise.due.ends_with("前补交") && promise.kind.starts_with("容缺受理")));
    let commitment = |promise: &&PromiseView| {
        promise.due.starts_with("不用补交") && promise.due.contains("核查") && promise.kind.starts_with("告知承诺")
    };
    assert!(instead.iter().all(commitment));
}

#[test]
fn the_receipt_lists_as_owed_only_what_is_to_come() {
    let visit = promising("restaurant");
    let plan = visit.plan();
    let promises = visit.promised(Language::Chinese, jiff::civil::date(2026, 11, 22));
    let site = Text::new("测试", "Test");
    let receipt = Receipt {
        id: visit.id,
        number: number::of(visit.id),
        matter: visit.matter(),
        calendar: Calendar::of(&visit.catalog),
        plan: &plan,
        agent: None,
        holder: None,
        promises: &promises,
        delivery: "window",
        at: jiff::civil::date(2026, 11, 22).at(10, 0, 0, 0),
        kiosk: "test-001",
        site: &site,
        progress_url: "https://platform.example/p/",
        line: Line::Up,
        language: Language::Chinese,
    };
    let owed = receipt.owed();
    let words = |text: &str| {
        receipt.paper().blocks.iter().any(|block| matches!(block, yici_hardware::Block::Text(said) if said == text))
    };
    for paper in visit.deferred(&plan) {
        let later = paper.deferral().is_some();
        assert_eq!(owed.iter().any(|owed| owed.zh.starts_with(&paper.name.zh)), later, "{}", paper.name.zh);
        assert_eq!(words(&paper.name.zh), !later, "a commitment stands on it by its paper's name: {}", paper.name.zh);
    }
}
