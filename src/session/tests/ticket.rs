//! A number in the queue: the hall's word, one a visit, on the screen whatever the printer does.

use super::*;
use crate::application::ticket::{NoTicket, Ticket};
use crate::platform::contract::SubmissionId;
use crate::session::view::TicketView;

fn ticket() -> Ticket {
    Ticket {
        number: "A017".into(),
        hall: "市政务服务中心".into(),
        window: "3号窗口".into(),
        day: jiff::civil::date(2026, 11, 21),
        slot: None,
        ahead: Some(4),
    }
}

fn shown(bench: &Bench) -> TicketView {
    let PageView::Ticket(page) = bench.view().page else { panic!("the ticket's page") };
    page
}

fn asked(effects: &[Effect]) -> Option<SubmissionId> {
    effects.iter().find_map(|effect| match effect {
        Effect::AskTicket(id, _) => Some(*id),
        _ => None,
    })
}

fn slip(effects: &[Effect]) -> Option<SubmissionId> {
    effects.iter().find_map(|effect| match effect {
        Effect::PrintGuide(id, _) => Some(*id),
        _ => None,
    })
}

/// The form of the queue's matter, empty, for who wants this.
fn at_the_form(wish: &str) -> Bench {
    let mut bench = Bench::new();
    bench.on(Event::Line(Line::Up));
    for touch in
        [Touch::Start, Touch::Choose("queue".into()), Touch::Next, Touch::Choose(wish.into()), Touch::Next, Touch::Next]
    {
        bench.touch(touch);
    }
    bench.lay_card();
    bench
}

/// The form of the queue's matter, filled in, and what asking gave.
fn asking() -> (Bench, SubmissionId) {
    let mut bench = at_the_form("today");
    for (field, option) in [("queue.hall", "city"), ("queue.topic", "any")] {
        bench.touch(Touch::Edit(field.into()));
        bench.touch(Touch::Pick(option.into()));
        bench.touch(Touch::CloseSheet);
    }
    let visit = bench.visit();
    let effects = bench.touch(Touch::Next);
    assert_eq!(asked(&effects), Some(visit));
    assert!(shown(&bench).asking && !bench.view().chrome.can_go_back);
    (bench, visit)
}

#[test]
fn without_the_line_there_are_no_numbers_and_the_home_page_says_so() {
    let mut bench = Bench::new();
    bench.touch(Touch::Start);
    let closed = |bench: &Bench| {
        let PageView::Home(page) = bench.view().page else { panic!("home") };
        page.matters.into_iter().find(|tile| tile.key == "queue").expect("shipped").closed
    };
    assert!(closed(&bench).is_some_and(|why| why.contains("网络不通")));
    bench.on(Event::Line(Line::Resting));
    assert_eq!(closed(&bench).as_deref(), Some("本机这个时间不联网，暂时取不了号"));
    bench.on(Event::Line(Line::Up));
    assert_eq!(closed(&bench), None);
}

#[test]
fn a_ticket_is_shown_and_printed_and_nothing_of_the_citizen_is_kept() {
    let (mut bench, id) = asking();
    let effects = bench.on(Event::Ticket(id, Ok(ticket())));
    let print = slip(&effects).expect("a slip");
    assert!(committed(effects).is_none(), "nothing is handed in");
    assert_eq!(shown(&bench).number, "A017");
    assert!(bench.session.state.visit().is_none(), "what was filled in is gone");
    bench.touch(Touch::Next);
    assert!(matches!(bench.view().page, PageView::Ticket(_)), "the printer has not said yet");
    bench.on(Event::GuidePrinted(print, ReceiptOutcome::Printed));
    bench.touch(Touch::Next);
    assert!(matches!(bench.view().page, PageView::Thanks));
}

#[test]
fn a_slip_that_does_not_come_leaves_the_number_on_the_screen_and_is_tried_three_times() {
    let (mut bench, id) = asking();
    let mut effects = bench.on(Event::Ticket(id, Ok(ticket())));
    for _ in 0..3 {
        let print = slip(&effects).expect("a slip");
        bench.on(Event::GuidePrinted(print, ReceiptOutcome::Failed(None)));
        assert!(shown(&bench).trouble && shown(&bench).number == "A017" && shown(&bench).can_finish);
        effects = bench.touch(Touch::PrintAgain);
    }
    assert!(slip(&effects).is_none() && !shown(&bench).can_print_again);
}

#[test]
fn silence_and_a_refusal_can_be_tried_again_under_the_same_id() {
    let (mut bench, id) = asking();
    bench.skip(16);
    assert!(shown(&bench).failed && shown(&bench).message.contains("不会重复取号"));
    assert_eq!(asked(&bench.touch(Touch::TryAgain)), Some(id), "it is one ticket");
    bench.on(Event::Ticket(id, Err(NoTicket::Full)));
    assert!(shown(&bench).message.contains("约满"));
    bench.touch(Touch::Back);
    assert!(matches!(bench.view().page, PageView::Form(_)), "another time can be chosen");
}

#[test]
fn a_ticket_that_comes_for_somebody_else_is_dropped() {
    let (mut bench, _) = asking();
    bench.on(Event::Ticket(SubmissionId::generate(), Ok(ticket())));
    assert!(shown(&bench).asking);
}

#[test]
fn a_booking_picks_one_of_the_next_working_days_and_a_day_gone_by_is_asked_for_anew() {
    let mut bench = at_the_form("book");
    bench.touch(Touch::Edit("queue.day".into()));
    let sheet = |bench: &Bench| {
        let PageView::Form(form) = bench.view().page else { panic!("form") };
        form.sheet.expect("the sheet")
    };
    // The bench stands on Saturday, 21 November 2026.
    let offered: Vec<(String, String)> =
        sheet(&bench).options.iter().map(|option| (option.key.clone(), option.label.clone())).collect();
    assert_eq!(offered.len(), 7);
    assert_eq!(offered[0], ("2026-11-23".into(), "11月23日　星期一".into()));
    assert_eq!(offered[6].0, "2026-12-01");
    bench.touch(Touch::Write("20270101".into()));
    assert!(sheet(&bench).value.reveal().is_empty(), "a day is picked, not written");
    bench.touch(Touch::Pick("2026-11-23".into()));
    assert!(sheet(&bench).complaint.is_empty() && sheet(&bench).options[0].selected);
    bench.touch(Touch::Pick("2026-11-20".into()));
    assert!(sheet(&bench).complaint.contains("另选一天"), "{}", sheet(&bench).complaint);
}
