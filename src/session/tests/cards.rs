//! Two kinds of card, and what becomes of one that is left behind.

use super::*;
use crate::session::view::ReaderView;
use std::collections::BTreeSet;
use yici_hardware::social_card::simulator::sample_social_card;
use yici_hardware::{Output, SocialCardFault};

const ID: Device = Device::CardReader;
const SOCIAL: Device = Device::SocialCardReader;

impl Bench {
    /// To the reader, in a matter that takes social-security cards too.
    fn reach_both_readers(&mut self) -> Vec<Effect> {
        self.touch(Touch::Start);
        self.touch(Touch::Choose("freelance".into()));
        self.touch(Touch::Next);
        for answer in ["new", "yes", "none", "yes"] {
            self.touch(Touch::Choose(answer.into()));
            self.touch(Touch::Next);
        }
        self.touch(Touch::Next);
        self.touch(Touch::Choose("own".into()));
        let effects = self.touch(Touch::Next);
        assert!(matches!(self.view().page, PageView::Identify(_)));
        effects
    }

    fn identify(&self) -> crate::session::view::IdentifyView {
        let PageView::Identify(page) = self.view().page else { panic!("identify") };
        page
    }

    fn value(&self, field: &str) -> String {
        self.session.state.visit().expect("a visit").value(field).to_owned()
    }

    fn put_the_social_card_in(&mut self) -> Vec<Effect> {
        self.on(Event::SocialCard(self.visit(), Box::new(sample_social_card())))
    }
}

fn lamps(effects: &[Effect]) -> Option<&BTreeSet<Output>> {
    effects.iter().rev().find_map(|effect| match effect {
        Effect::Lamps(lamps) => Some(lamps),
        _ => None,
    })
}

fn records(effects: &[Effect], wanted: &audit::Event) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Record(event) if event == wanted))
}

fn says(effects: &[Effect], wanted: Prompt) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Say(prompt, _) if *prompt == wanted))
}

fn left(reader: Device) -> audit::Event {
    audit::Event::CardLeft { reader }
}

#[test]
fn a_social_card_says_who_is_there_where_the_matter_takes_it() {
    let mut bench = Bench::new();
    let effects = bench.reach_both_readers();
    let visit = bench.visit();
    assert!(effects.iter().any(|effect| matches!(effect, Effect::SocialReader(Some(id)) if *id == visit)));
    assert!(says(&effects, Prompt::IdentifyEither) && !bench.identify().social.is_empty());
    assert_eq!(
        lamps(&effects),
        Some(&BTreeSet::from([Output::CardReaderLight, Output::SocialCardReaderLight, Output::ScannerLight]))
    );

    let effects = bench.put_the_social_card_in();
    assert!(matches!(bench.view().page, PageView::Form(_)));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::SocialReader(None))), "no further card is read");
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Reader(None))));
    assert_eq!(bench.view().chrome.reminder, Some(Reminder::SocialCard));
    assert!(says(&effects, Prompt::TakeSocialCard));
    assert_eq!(bench.value("applicant.name"), "王小满");
    assert_eq!(bench.value("applicant.number"), "990101199305180025");
    assert_eq!(bench.value("applicant.home"), "", "the card does not say it");
}

#[test]
fn what_follows_from_the_number_is_filled_in_and_what_the_card_does_not_say_is_asked() {
    let mut bench = Bench::new();
    bench.reach_both_readers();
    bench.put_the_social_card_in();
    let visit = bench.session.state.visit().expect("a visit");
    let filled = |line| visit.catalog.fields.values().filter(move |field| field.card == Some(line));
    use crate::catalog::CardField;
    for field in filled(CardField::Birth) {
        assert_eq!(visit.value(&field.key), "1993-05-18", "{}", field.key);
    }
    assert!(filled(CardField::Sex).all(|field| ["2", "女"].contains(&visit.value(&field.key))));
    for line in [CardField::Address, CardField::Nation] {
        assert!(filled(line).all(|field| visit.value(&field.key).is_empty()));
    }
}

#[test]
fn a_matter_that_does_not_take_it_never_looks_for_one() {
    let mut bench = Bench::new();
    bench.reach_the_reader();
    assert!(bench.identify().social.is_empty());
    bench.put_the_social_card_in();
    assert!(matches!(bench.view().page, PageView::Identify(_)));
}

#[test]
fn a_social_card_of_a_citizen_who_has_gone_is_dropped() {
    let mut bench = Bench::new();
    bench.reach_both_readers();
    let gone = bench.visit();
    bench.skip(90);
    bench.reach_both_readers();
    bench.on(Event::SocialCard(gone, Box::new(sample_social_card())));
    assert!(matches!(bench.view().page, PageView::Identify(_)));
}

#[test]
fn its_reader_may_go_and_come_back_and_each_fault_has_its_words() {
    let mut bench = Bench::new();
    bench.reach_both_readers();
    let mut readiness = Readiness::default();
    for device in Device::ALL.into_iter().filter(|device| *device != SOCIAL) {
        readiness.set(device, DeviceState::Ready);
    }
    let effects = bench.on(Event::Readiness(readiness.clone()));
    assert!(bench.identify().social.is_empty());
    assert!(effects.iter().any(|effect| matches!(effect, Effect::SocialReader(None))));
    readiness.set(SOCIAL, DeviceState::Ready);
    readiness.set(ID, DeviceState::Gone(yici_hardware::Actor::Clerk));
    bench.on(Event::Readiness(readiness));
    let page = bench.identify();
    assert!(page.reader == ReaderView::Waiting && !page.social.is_empty(), "one of the two will do");
    let mut said = BTreeSet::new();
    for fault in [
        SocialCardFault::TakenTooSoon,
        SocialCardFault::Mute,
        SocialCardFault::NotASocialCard,
        SocialCardFault::UnknownLayout,
        SocialCardFault::Inconsistent,
    ] {
        bench.on(Event::SocialCardUnreadable(bench.visit(), fault));
        assert_eq!(bench.identify().reader, ReaderView::Unreadable);
        assert!(said.insert(bench.identify().message), "{fault:?}");
    }
    bench.put_the_social_card_in();
    assert!(matches!(bench.view().page, PageView::Form(_)));
}

#[test]
fn take_your_card_stands_for_as_long_as_the_card_is_seen_to_lie_there() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    bench.on(Event::CardLies(ID, true));
    bench.skip(20);
    assert_eq!(bench.view().chrome.reminder, Some(Reminder::Card));
    bench.on(Event::CardLies(ID, false));
    assert_eq!(bench.view().chrome.reminder, None);
}

#[test]
fn the_lamp_is_lit_for_as_long_as_the_card_lies_there() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    bench.on(Event::CardLies(ID, true));
    let effects = bench.touch(Touch::Reminded);
    assert_eq!(lamps(&effects), None, "it stays lit");
    let effects = bench.on(Event::CardLies(ID, false));
    assert_eq!(lamps(&effects), Some(&BTreeSet::new()));
}

#[test]
fn whoever_goes_on_with_the_receipt_is_reminded_of_the_card_once_more() {
    let mut bench = Bench::new();
    let handed_in = bench.reach_the_commit();
    bench.on(Event::CardLies(ID, true));
    bench.on(Event::Committed(handed_in.id));
    bench.on(Event::Receipt(handed_in.id, ReceiptOutcome::Printed));
    bench.touch(Touch::Next);
    assert_eq!(bench.view().chrome.reminder, Some(Reminder::Card));
    bench.touch(Touch::Reminded);
    bench.touch(Touch::Next);
    assert!(matches!(bench.view().page, PageView::Evaluate(_)), "nobody is held");
}

#[test]
fn a_card_that_is_left_is_called_after_its_owner_then_recorded_then_seen_to_be_taken() {
    for reader in [ID, SOCIAL] {
        let mut bench = Bench::new();
        bench.reach_the_form();
        bench.on(Event::CardLies(reader, true));
        bench.touch(Touch::Leave);
        let effects = bench.touch(Touch::LeaveConfirmed);
        assert_eq!(bench.view().chrome.reminder, Some(Reminder::LeftCard));
        assert!(says(&effects, Prompt::CardLeft));
        assert!(effects.iter().any(|effect| matches!(effect, Effect::Cue(Cue::Forgotten))));
        assert!(!records(&bench.skip(29), &left(reader)), "whoever turns round has not left it");
        let effects = bench.skip(1);
        assert!(records(&effects, &left(reader)));
        assert!(lamps(&effects).expect("lamps").contains(&Output::HelpLight), "somebody should come for it");
        bench.touch(Touch::Reminded);
        assert_eq!(bench.view().chrome.reminder, None);
        let effects = bench.skip(30);
        assert_eq!(bench.view().chrome.reminder, Some(Reminder::LeftCard), "it still lies there");
        assert!(!records(&effects, &left(reader)), "one is one");
        let effects = bench.on(Event::CardLies(reader, false));
        assert!(records(&effects, &audit::Event::LeftCardTaken { reader }));
        assert_eq!(bench.view().chrome.reminder, None);
        assert_eq!(lamps(&effects), Some(&BTreeSet::new()));
    }
}

#[test]
fn a_card_that_is_taken_in_time_is_not_recorded() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    bench.on(Event::CardLies(ID, true));
    bench.skip(90);
    assert!(matches!(bench.view().page, PageView::Attract(_)));
    let effects = bench.on(Event::CardLies(ID, false));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Record(_))));
    assert!(!records(&bench.skip(60), &left(ID)));
}

#[test]
fn a_card_found_at_the_start_is_nobodys_and_called_after_its_owner() {
    let mut bench = Bench::new();
    bench.on(Event::CardLies(ID, true));
    assert_eq!(bench.view().chrome.reminder, Some(Reminder::LeftCard));
    assert!(records(&bench.skip(30), &left(ID)));
}

#[test]
fn the_next_citizen_is_asked_to_take_it_away_first_and_is_not_asked_for_it_elsewhere() {
    let mut bench = Bench::new();
    bench.reach_the_form();
    bench.on(Event::CardLies(ID, true));
    bench.skip(90);
    bench.reach_the_reader();
    assert_eq!(bench.view().chrome.reminder, None);
    let page = bench.identify();
    assert!(page.reader == ReaderView::Unreadable && page.message.contains("交给工作人员"), "{}", page.message);
    assert!(records(&bench.skip(30), &left(ID)));
    assert_eq!(bench.view().chrome.reminder, None, "a citizen at work is let be");
    bench.on(Event::CardLies(ID, false));
    assert_eq!(bench.identify().reader, ReaderView::Waiting);
    bench.lay_card();
    assert!(matches!(bench.view().page, PageView::Form(_)));
}
