//! The power, the door, presence, help and paper in the slot, in whatever order they come.

use super::*;
use crate::audit::Ending;
use crate::session::view::PageView;
use std::collections::BTreeSet;
use yici_hardware::power::Supply;
use yici_hardware::qr_scanner::Scan;
use yici_hardware::signature::{Pen, Point};
use yici_hardware::sound::Cue;
use yici_hardware::{Edge, Input, Output, Personal};

impl Bench {
    fn sensor(&mut self, input: Input, active: bool) -> Vec<Effect> {
        self.on(Event::Sensor(Edge { input, active }))
    }

    pub(super) fn closed(&self) -> Option<Closure> {
        match self.view().page {
            PageView::Closed(page) => Some(page.why),
            _ => None,
        }
    }

    /// To the page with the number; the receipt is being printed.
    fn reach_the_number(&mut self) -> HandedIn {
        let handed_in = self.reach_the_commit();
        self.on(Event::Committed(handed_in.id));
        assert!(matches!(self.view().page, PageView::Done(_)));
        handed_in
    }
}

fn ended(effects: &[Effect]) -> Option<Ending> {
    effects.iter().find_map(|effect| match effect {
        Effect::Record(audit::Event::VisitEnded { how }) => Some(*how),
        _ => None,
    })
}

pub(super) fn wiped(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Wipe))
}

pub(super) fn switched_off(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::SwitchOff)).count()
}

pub(super) fn lamps(effects: &[Effect]) -> Option<&BTreeSet<Output>> {
    effects.iter().rev().find_map(|effect| match effect {
        Effect::Lamps(lamps) => Some(lamps),
        _ => None,
    })
}

#[test]
fn on_battery_the_citizen_finishes_and_then_nobody_is_let_in_until_the_line_is_back() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    assert!(!wiped(&bench.on(Event::Power(Supply::Battery))));
    assert!(matches!(bench.view().page, PageView::Form(_)), "who is at work goes on");
    bench.touch(Touch::Leave);
    bench.touch(Touch::LeaveConfirmed);
    assert_eq!(bench.closed(), Some(Closure::Asleep));
    bench.touch(Touch::Start);
    assert_eq!(bench.closed(), Some(Closure::Asleep), "nobody new is let in");
    assert!(!bench.session.busy());
    bench.on(Event::Power(Supply::Line));
    assert!(matches!(bench.view().page, PageView::Attract(_)));
}

#[test]
fn in_the_last_minutes_the_visit_is_wiped_and_the_machine_switched_off_once() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    let effects = bench.on(Event::Power(Supply::LastMinutes));
    assert_eq!((ended(&effects), wiped(&effects), switched_off(&effects)), (Some(Ending::PowerFailed), true, 1));
    assert_eq!(bench.closed(), Some(Closure::SwitchingOff));
    assert_eq!(switched_off(&bench.on(Event::Power(Supply::Line))), 0);
    assert_eq!(bench.closed(), Some(Closure::SwitchingOff), "an order to switch off is not taken back");
    assert_eq!(switched_off(&bench.on(Event::Power(Supply::LastMinutes))), 0);
}

#[test]
fn what_is_being_kept_or_printed_is_waited_for_but_not_for_ever() {
    for cause in [Event::Power(Supply::LastMinutes), Event::Sensor(Edge { input: Input::DoorOpen, active: true })] {
        let mut bench = Bench::new();
        let handed_in = bench.reach_the_commit();
        bench.on(cause);
        assert!(matches!(bench.view().page, PageView::HandingIn(_)));
        bench.on(Event::Committed(handed_in.id));
        assert!(matches!(bench.view().page, PageView::Done(_)), "the number is shown while the receipt is printed");
        let effects = bench.on(Event::Receipt(handed_in.id, ReceiptOutcome::Printed));
        assert!(wiped(&effects) && bench.closed().is_some());
    }
    let mut bench = Bench::new();
    bench.reach_the_commit();
    bench.on(Event::Power(Supply::LastMinutes));
    assert_eq!(switched_off(&bench.skip(29)), 0);
    assert_eq!(switched_off(&bench.skip(1)), 1);
}

#[test]
fn paper_is_loaded_through_the_service_door_and_the_receipt_printed_again() {
    let mut bench = Bench::new();
    let handed_in = bench.reach_the_number();
    bench.on(Event::Receipt(handed_in.id, ReceiptOutcome::Failed(Some(yici_hardware::PrinterStatus::PaperOut))));
    bench.sensor(Input::DoorOpen, true);
    assert!(matches!(bench.view().page, PageView::Done(_)), "the number stays on the screen");
    bench.sensor(Input::DoorOpen, false);
    let effects = bench.touch(Touch::PrintAgain);
    assert!(effects.iter().any(|effect| effect.prints(handed_in.id)));
    bench.sensor(Input::DoorOpen, true);
    let effects = bench.on(Event::Receipt(handed_in.id, ReceiptOutcome::Printed));
    assert!(wiped(&effects) && bench.closed().is_some(), "with the receipt in hand the door ends the visit");
}

#[test]
fn in_the_last_minutes_a_number_without_a_receipt_stays_half_a_minute() {
    let mut bench = Bench::new();
    let handed_in = bench.reach_the_number();
    bench.on(Event::Power(Supply::LastMinutes));
    bench.on(Event::Receipt(handed_in.id, ReceiptOutcome::Failed(None)));
    assert!(matches!(bench.view().page, PageView::Done(_)));
    assert!(bench.session.is_switching_off());
    assert_eq!(switched_off(&bench.skip(29)), 0);
    assert_eq!(switched_off(&bench.skip(1)), 1);
}

#[test]
fn an_open_door_wipes_the_visit_and_closes_the_kiosk_until_it_is_shut() {
    for input in [Input::DoorOpen, Input::Tamper] {
        let mut bench = Bench::new();
        bench.reach_the_form();
        let effects = bench.sensor(input, true);
        assert_eq!((ended(&effects), wiped(&effects)), (Some(Ending::OutOfService), true));
        assert!(effects.iter().any(|effect| matches!(effect, Effect::Record(audit::Event::Sensor { .. }))));
        assert_eq!(bench.closed(), Some(Closure::OutOfService));
        bench.sensor(input, false);
        assert!(matches!(bench.view().page, PageView::Attract(_)));
    }
}

#[test]
fn nobody_there_brings_the_warning_at_once_and_somebody_who_comes_back_takes_it_down() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    bench.sensor(Input::Presence, false);
    bench.skip(9);
    assert_eq!(bench.view().chrome.idle, None);
    bench.skip(1);
    assert_eq!(bench.view().chrome.idle, Some(30));
    bench.skip(20);
    bench.sensor(Input::Presence, true);
    assert_eq!(bench.view().chrome.idle, None);
    bench.sensor(Input::Presence, false);
    let effects = bench.skip(40);
    assert_eq!(ended(&effects), Some(Ending::Silence));
}

#[test]
fn a_sensor_that_sees_nobody_while_somebody_touches_is_not_believed() {
    let mut bench = Bench::new();
    bench.touch(Touch::Start);
    bench.sensor(Input::Presence, false);
    bench.skip(5);
    bench.touch(Touch::Anywhere);
    bench.skip(59);
    assert_eq!(bench.view().chrome.idle, None);
    bench.skip(1);
    assert_eq!(bench.view().chrome.idle, Some(30));
}

#[test]
fn somebody_who_comes_is_greeted_and_a_crowd_is_not() {
    let mut bench = Bench::new();
    let said = |effects: Vec<Effect>| effects.iter().any(|effect| matches!(effect, Effect::Say(Prompt::Attract, _)));
    bench.sensor(Input::Presence, false);
    assert!(said(bench.sensor(Input::Presence, true)));
    bench.skip(30);
    assert!(!said(bench.sensor(Input::Presence, true)));
    bench.skip(30);
    assert!(said(bench.sensor(Input::Presence, true)));
}

#[test]
fn a_call_for_help_lights_the_lamp_stops_the_clock_and_ends_when_somebody_comes() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    let effects = bench.sensor(Input::Help, true);
    assert!(lamps(&effects).expect("lamps").contains(&Output::HelpLight));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Cue(Cue::Attention))));
    bench.skip(120);
    assert!(bench.view().chrome.help_called && bench.view().chrome.idle.is_none(), "waiting is no absence");
    let effects = bench.touch(Touch::HelpAnswered);
    assert!(!lamps(&effects).expect("lamps").contains(&Output::HelpLight));
    assert!(matches!(bench.view().page, PageView::Form(_)), "nothing filled in is lost");
    bench.skip(60);
    assert_eq!(bench.view().chrome.idle, Some(30));
}

#[test]
fn a_call_that_nobody_answers_ends_by_itself() {
    let mut bench = Bench::new();
    bench.sensor(Input::Help, true);
    bench.skip(179);
    assert!(bench.view().chrome.help_called);
    let effects = bench.skip(1);
    let unanswered = audit::Event::HelpEnded { how: audit::HelpEnding::Unanswered };
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Record(event) if *event == unanswered)));
    assert!(!bench.view().chrome.help_called);
}

#[test]
fn the_lamp_is_lit_where_the_citizen_is_to_act_and_nowhere_else() {
    let mut bench = Bench::new();
    // A code on a phone does as well as a card.
    let where_to = BTreeSet::from([Output::CardReaderLight, Output::ScannerLight]);
    for touch in ["newborn", "", "yes", "", "yes", "", ""] {
        if touch == "newborn" {
            bench.touch(Touch::Start);
        }
        let effects = bench.touch(if touch.is_empty() { Touch::Next } else { Touch::Choose(touch.into()) });
        if matches!(bench.view().page, PageView::Identify(_)) {
            assert_eq!(lamps(&effects), Some(&where_to));
        }
    }
    bench.lay_card();
    assert_eq!(bench.view().chrome.reminder, Some(Reminder::Card));
    assert!(lamps(&bench.touch(Touch::Reminded)).expect("lamps").is_empty());
}

#[test]
fn take_your_card_stands_until_a_touch_and_no_longer_than_it_is_read() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    assert_eq!(bench.view().chrome.reminder, Some(Reminder::Card));
    bench.skip(7);
    assert_eq!(bench.view().chrome.reminder, Some(Reminder::Card));
    bench.skip(1);
    assert_eq!(bench.view().chrome.reminder, None);
}

#[test]
fn a_receipt_in_the_slot_is_reminded_of_twice_and_then_recorded() {
    let mut bench = Bench::new();
    let handed_in = bench.reach_the_number();
    bench.sensor(Input::ReceiptInSlot, true);
    bench.on(Event::Receipt(handed_in.id, ReceiptOutcome::Printed));
    let effects = bench.touch(Touch::Next);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Cue(Cue::Forgotten))));
    assert_eq!(bench.view().chrome.reminder, Some(Reminder::Receipt));
    bench.touch(Touch::Reminded);
    bench.touch(Touch::Next);
    assert!(matches!(bench.view().page, PageView::Evaluate(_)), "nobody is held");
    bench.touch(Touch::Skip);
    let effects = bench.touch(Touch::Next);
    let left = audit::Event::ReceiptLeft { number: handed_in.number };
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Record(event) if *event == left)));
}

#[test]
fn a_receipt_that_is_taken_is_not_reminded_of() {
    let mut bench = Bench::new();
    let handed_in = bench.reach_the_number();
    bench.sensor(Input::ReceiptInSlot, true);
    bench.on(Event::Receipt(handed_in.id, ReceiptOutcome::Printed));
    bench.skip(15);
    assert_eq!(bench.view().chrome.reminder, Some(Reminder::Receipt), "it lies there for long");
    bench.sensor(Input::ReceiptInSlot, false);
    assert_eq!(bench.view().chrome.reminder, None);
    bench.touch(Touch::Next);
    assert!(matches!(bench.view().page, PageView::Evaluate(_)));
}

#[test]
fn the_pads_pen_draws_into_the_same_ink_as_a_finger() {
    let mut bench = Bench::new();
    bench.reach_the_pad();
    let visit = bench.visit();
    let at = |x, y| Point { x, y, pressure: 9 };
    bench.on(Event::Pen(crate::platform::contract::SubmissionId::generate(), Pen::Down(at(0, 0))));
    bench.on(Event::Pen(visit, Pen::Down(at(0, 0))));
    bench.on(Event::Pen(visit, Pen::Move(at(u16::MAX, u16::MAX))));
    bench.on(Event::Pen(visit, Pen::Up));
    let PageView::Sign(page) = bench.view().page else { panic!("sign") };
    assert_eq!(page.strokes.reveal(), &vec![vec![(0, 0), (936, 620)]]);
}

#[test]
fn a_licences_code_fills_the_field_that_is_being_written_and_no_other() {
    let scan = |text: &str| Scan::new(Personal::new(text.as_bytes().to_vec())).expect("a code");
    let licence = "http://example.test/i?uniscid=91350100M000100Y43";
    let mut bench = Bench::new();
    bench.touch(Touch::Start);
    for touch in ["hiring", "", "yes", "", "yes", "", ""] {
        bench.touch(if touch.is_empty() { Touch::Next } else { Touch::Choose(touch.into()) });
        bench.touch(Touch::ChooseSide(Side::Enterprise));
    }
    bench.lay_card();
    assert!(matches!(bench.view().page, PageView::Form(_)));
    let visit = bench.visit();
    bench.on(Event::Scanned(visit, scan(licence)));
    let code = String::from("enterprise.code");
    let value = |bench: &Bench| bench.session.state.visit().expect("a visit").value(&code).to_owned();
    assert_eq!(value(&bench), "", "nobody asked");
    let effects = bench.touch(Touch::Edit(code.clone()));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Codes(Some(id)) if *id == visit)));
    bench.on(Event::Scanned(visit, scan("https://example.test/")));
    assert_eq!(value(&bench), "");
    bench.on(Event::Scanned(visit, scan(licence)));
    assert_eq!(value(&bench), "91350100M000100Y43");
    let effects = bench.touch(Touch::CloseSheet);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Codes(None))));
}
