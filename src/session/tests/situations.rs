//! What a situation makes of the form: fields that call for items, rules across fields, ways of delivery that ask for more.

use super::*;
use crate::session::view::FieldView;

/// To the form of a matter of enterprises, with this answer where a question has it, else its first; all items.
fn reach_the_form_of(bench: &mut Bench, matter: &str, answer: &str) {
    bench.touch(Touch::Start);
    bench.touch(Touch::ChooseSide(Side::Enterprise));
    bench.touch(Touch::Choose(matter.into()));
    bench.touch(Touch::Next);
    while let PageView::Questions(page) = bench.view().page {
        let option = page.options.iter().find(|option| option.key == answer).or(page.options.first());
        bench.touch(Touch::Choose(option.expect("an answer").key.clone()));
        bench.touch(Touch::Next);
    }
    bench.touch(Touch::Next);
    bench.lay_card();
    assert!(matches!(bench.view().page, PageView::Form(_)));
}

fn rows(bench: &Bench) -> Vec<FieldView> {
    let PageView::Form(form) = bench.view().page else { panic!("form") };
    form.groups.into_iter().flat_map(|(_, rows)| rows).collect()
}

fn asks(bench: &Bench, key: &str) -> bool {
    rows(bench).iter().any(|row| row.key == key)
}

#[test]
fn a_shop_above_three_hundred_square_metres_is_asked_who_answers_for_fire_safety() {
    let mut bench = Bench::new();
    reach_the_form_of(&mut bench, "restaurant", "inspect");
    assert!(!asks(&bench, "shop.fire-name"), "nothing is written yet");
    bench.write("shop.area", "300");
    assert!(!asks(&bench, "shop.fire-name"), "at the bound");
    bench.touch(Touch::Edit("shop.area".into()));
    for _ in 0..3 {
        bench.touch(Touch::EraseLast);
    }
    bench.touch(Touch::Write("300.5".into()));
    bench.touch(Touch::CloseSheet);
    assert!(asks(&bench, "shop.fire-name"), "above it");
}

#[test]
fn two_parents_with_one_number_are_told_so_and_cannot_go_on() {
    let mut bench = Bench::new();
    bench.reach_the_papers();
    bench.touch(Touch::Back);
    let number = sample_card().number.reveal().clone();
    bench.touch(Touch::Edit("spouse.number".into()));
    bench.touch(Touch::EraseAll);
    bench.touch(Touch::Write(number.as_str().into()));
    bench.touch(Touch::CloseSheet);
    let spouse = rows(&bench).into_iter().find(|row| row.key == "spouse.number").expect("a row");
    assert!(spouse.complaint.contains("相同"), "{}", spouse.complaint);
    bench.touch(Touch::Next);
    assert!(matches!(bench.view().page, PageView::Form(_)), "the form stays");
}

#[test]
fn answers_to_questions_that_are_no_longer_asked_are_not_handed_in() {
    let catalog = catalog();
    let mut visit =
        crate::session::visit::Visit::new(catalog, "hiring", crate::platform::contract::SubmissionId::generate())
            .expect("the matter");
    visit.answers = [("first-job", "yes"), ("card", "no")].map(|(q, a)| (q.to_owned(), a.to_owned())).into();
    assert_eq!(visit.live_answers().keys().collect::<Vec<_>>(), ["first-job"]);
    assert!(!visit.plan().items.iter().any(|item| item.key == "social-card"));
}

/// Fills in every open field that is empty with whatever of these its check takes, or the first option.
fn fill_in(bench: &mut Bench) {
    let texts =
        ["10", "13912345678", "990101199102030078", "91350100M000100Y43", "20261101", "示范市示范路一号", "李明"];
    for row in rows(bench).iter().filter(|row| !row.settled && row.required && row.value.reveal().is_empty()) {
        for text in texts {
            bench.touch(Touch::Edit(row.key.clone()));
            let PageView::Form(form) = bench.view().page else { panic!("form") };
            match form.sheet.and_then(|sheet| sheet.options.first().map(|option| option.key.clone())) {
                Some(option) => bench.touch(Touch::Pick(option.as_str().into())),
                None => {
                    bench.touch(Touch::EraseAll);
                    bench.touch(Touch::Write(text.into()))
                }
            };
            bench.touch(Touch::CloseSheet);
            let now = rows(bench).into_iter().find(|other| other.key == row.key).expect("it stays");
            if now.complaint.is_empty() && !now.value.reveal().is_empty() {
                break;
            }
        }
    }
}

fn photograph(bench: &mut Bench) {
    while let PageView::Papers(page) = bench.view().page {
        if page.complete {
            bench.touch(Touch::Next);
            continue;
        }
        bench.touch(Touch::TakePicture);
        bench.picture();
        bench.touch(Touch::Keep);
    }
}

#[test]
fn a_way_of_delivery_that_needs_an_address_asks_for_it_and_then_goes_on() {
    let mut bench = Bench::new();
    reach_the_form_of(&mut bench, "restaurant", "inspect");
    assert!(!asks(&bench, "delivery.address"));
    fill_in(&mut bench);
    bench.touch(Touch::Next);
    photograph(&mut bench);
    assert!(matches!(bench.view().page, PageView::Delivery(_)));
    bench.touch(Touch::Choose("courier".into()));
    bench.touch(Touch::Next);
    assert!(asks(&bench, "delivery.address"), "the form asks for what is new");
    bench.touch(Touch::Back);
    bench.touch(Touch::Back);
    assert!(matches!(bench.view().page, PageView::Delivery(_)), "and leads back");
    bench.touch(Touch::Next);
    bench.touch(Touch::Write("重庆市示范区示范路一号".into()));
    bench.touch(Touch::CloseSheet);
    bench.touch(Touch::Next);
    assert!(matches!(bench.view().page, PageView::Review(_)));
}

#[test]
fn what_the_form_is_changed_to_after_delivery_still_asks_for_its_papers() {
    let mut bench = Bench::new();
    reach_the_form_of(&mut bench, "restaurant", "inspect");
    fill_in(&mut bench);
    bench.touch(Touch::Next);
    photograph(&mut bench);
    bench.touch(Touch::Choose("courier".into()));
    bench.touch(Touch::Next);
    assert!(asks(&bench, "delivery.address"), "the address is missing");
    bench.touch(Touch::CloseSheet);
    bench.touch(Touch::Edit("shop.area".into()));
    bench.touch(Touch::EraseAll);
    bench.touch(Touch::Write("300.5".into()));
    bench.touch(Touch::CloseSheet);
    fill_in(&mut bench);
    bench.touch(Touch::Next);
    let PageView::Papers(page) = bench.view().page else { panic!("a paper that nobody has seen is asked for") };
    assert!(!page.complete);
}
